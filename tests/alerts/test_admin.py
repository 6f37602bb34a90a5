"""Staff look, and end or erase for a person who asks."""

import pytest
from django.contrib import admin
from django.urls import reverse

from alerts.models import FanOut, Subscriber, SubscriptionState
from alerts.services import fan_out
from audit.models import Event
from tests.factories.accounts import log_in, make_user
from tests.factories.alerts import (
    make_confirmation,
    make_news,
    make_subscriber,
    make_subscription,
)

pytestmark = pytest.mark.django_db

BY_ADDRESS = "/admin/alerts/subscriber/by-address/"
MODELS = [model for model in admin.site._registry if model._meta.app_label == "alerts"]


@pytest.fixture
def staff(client):
    user = make_user(staff=True, second_factor=True)
    log_in(client, user)
    return user


@pytest.fixture
def subscription(earlier):
    person = make_subscriber(email="ada@example.org", at=earlier)
    return make_subscription(subscriber=person, at=earlier)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("query", ["", "?q=1", "?q=abc", "?q=%00"])
def test_lists_open_and_can_be_searched(client, staff, now, subscription, model, query):
    make_confirmation()
    make_news(at=now)
    fan_out()
    name = f"admin:alerts_{model._meta.model_name}_changelist"
    assert client.get(reverse(name) + query).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_rows_are_shown_and_cannot_be_changed(client, staff, now, subscription, model):
    make_confirmation(subscription=subscription)
    make_news(at=now)
    fan_out()
    row = model.objects.first()
    name = f"admin:alerts_{model._meta.model_name}"
    page = client.get(reverse(f"{name}_change", args=[row.pk]))
    assert page.status_code == 200
    assert "ada@example.org" not in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert client.get(reverse(f"{name}_add")).status_code == 403
    assert client.post(reverse(f"{name}_delete", args=[row.pk])).status_code == 403


def test_staff_end_everything_for_an_address(client, staff, now, subscription):
    answer = client.post(BY_ADDRESS, {"email": "Ada@example.org", "deed": "end"}, follow=True)
    assert "1 subscription ended." in answer.content.decode()
    subscription.refresh_from_db()
    assert (subscription.state, subscription.ended_reason) == ("ended", "by_staff")
    assert Event.objects.get(verb="subscription.ended").actor == staff


def test_staff_erase_a_person_by_address(client, staff, now, subscription):
    answer = client.post(BY_ADDRESS, {"email": "ada@example.org", "deed": "erase"}, follow=True)
    assert "Erased." in answer.content.decode()
    assert not Subscriber.objects.exists()
    assert Event.objects.get(verb="subscriber.forgotten").actor == staff


def test_an_unknown_address_is_said_to_be_unknown(client, staff, now, subscription):
    answer = client.post(BY_ADDRESS, {"email": "x@example.org", "deed": "erase"}, follow=True)
    assert "Nobody is subscribed with this address." in answer.content.decode()


def test_a_bad_address_is_answered_beside_its_field(client, staff, now, subscription):
    answer = client.post(BY_ADDRESS, {"email": "nobody", "deed": "end"})
    assert "Enter one email address" in answer.content.decode()
    assert subscription.state == SubscriptionState.ACTIVE


def test_looking_at_the_page_by_address_changes_nothing(client, staff, now, subscription):
    assert client.get(BY_ADDRESS).status_code == 200
    assert reverse("admin:alerts_subscriber_by_address") == BY_ADDRESS
    page = client.get(reverse("admin:alerts_subscriber_changelist")).content.decode()
    assert BY_ADDRESS in page


def test_staff_end_the_selected_subscriptions(client, staff, now, subscription):
    other = make_subscription()
    client.post(
        reverse("admin:alerts_subscription_changelist"),
        {"action": "end", "_selected_action": [subscription.pk]},
    )
    subscription.refresh_from_db()
    other.refresh_from_db()
    assert (subscription.state, other.state) == ("ended", "active")


def test_staff_without_the_right_are_refused(client, now, subscription):
    user = make_user(is_staff=True, second_factor=True)
    log_in(client, user)
    assert client.post(BY_ADDRESS, {"email": "ada@example.org", "deed": "erase"}).status_code == 403
    assert Subscriber.objects.exists()
    assert not FanOut.objects.exists()
