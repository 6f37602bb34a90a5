"""Ending subscriptions, and the mails that were already made because of them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from alerts import tasks
from alerts.models import EndedReason, Item, SubscriptionState
from alerts.services import end_at_address, end_subscriptions
from audit.models import Event
from core.permissions import Forbidden
from outbox.models import Lease, Message, State
from tests.factories.accounts import make_user
from tests.factories.alerts import make_news, make_subscriber, make_subscription
from tests.factories.briefs import make_brief
from tests.factories.outbox import make_lease

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(earlier):
    return make_subscriber(email="ada@example.org", at=earlier)


@pytest.fixture
def brief(earlier):
    return make_brief(at=earlier)


@pytest.fixture
def everything(person, earlier):
    return make_subscription(subscriber=person, at=earlier)


@pytest.fixture
def situation(person, brief, earlier):
    return make_subscription(
        subscriber=person, kind="situation", subject=brief.situation, at=earlier
    )


def test_one_ends_and_the_other_stays(now, person, everything, situation):
    assert end_subscriptions(subscriber=person, only=[situation.pk]) == 1
    situation.refresh_from_db()
    everything.refresh_from_db()
    assert (situation.state, situation.ended_reason) == ("ended", EndedReason.UNSUBSCRIBED)
    assert situation.ended_at == now
    assert everything.is_active


def test_all_end_if_none_is_named(now, person, everything, situation):
    assert end_subscriptions(subscriber=person) == 2
    assert not person.subscriptions.open().exists()


def test_ending_none_ends_none(now, person, everything):
    assert end_subscriptions(subscriber=person, only=[]) == 0
    assert person.subscriptions.active().exists()


def test_what_has_ended_keeps_its_first_reason(now, person, everything):
    end_subscriptions(subscriber=person, reason=EndedReason.ONE_CLICK)
    assert end_subscriptions(subscriber=person, reason=EndedReason.UNSUBSCRIBED) == 0
    everything.refresh_from_db()
    assert everything.ended_reason == EndedReason.ONE_CLICK


def test_somebody_elses_subscription_is_left_alone(now, person):
    other = make_subscription()
    assert end_subscriptions(subscriber=person, only=[other.pk]) == 0
    other.refresh_from_db()
    assert other.is_active


def test_ending_is_recorded_without_naming_anybody(now, person, everything):
    end_subscriptions(subscriber=person)
    event = Event.objects.get(verb="subscription.ended")
    assert not event.public
    assert event.details == {"reason": "unsubscribed"}


def test_a_mail_that_waits_is_withdrawn_with_its_last_reason(now, person, everything, brief):
    make_news(target=brief, at=now)
    tasks.fan_out()
    end_subscriptions(subscriber=person)
    assert Message.objects.get().state == State.CANCELLED


def test_a_mail_that_was_withdrawn_is_not_sent(now, person, everything, brief, workers_run):
    make_news(target=brief, at=now)
    tasks.fan_out()
    end_subscriptions(subscriber=person)
    assert workers_run() == []


def test_a_mail_with_another_reason_left_is_sent(
    now, person, everything, situation, brief, workers_run
):
    make_news(target=brief, at=now)
    tasks.fan_out()
    end_subscriptions(subscriber=person, only=[everything.pk])
    assert len(workers_run()) == 1


def test_a_mail_that_a_worker_has_claimed_is_not_tried_again(now, person, everything, brief):
    make_news(target=brief, at=now)
    tasks.fan_out()
    message = Message.objects.get()
    make_lease(message, until=now + timedelta(minutes=1))
    end_subscriptions(subscriber=person)
    message.refresh_from_db()
    assert message.state == State.CANCELLED
    assert not Lease.objects.exists()


def test_a_mail_not_made_yet_is_not_made(now, person, everything, brief, workers_run):
    Item.objects.create(
        event=make_news(target=brief, at=now),
        subscriber=person,
        because=[everything.pk],
        created_at=now,
    )
    end_subscriptions(subscriber=person)
    assert workers_run() == []
    assert Item.objects.get().state == "dropped"


def test_staff_end_everything_for_an_address_that_is_typed(now, person, everything, situation):
    staff = make_user(staff=True)
    assert end_at_address(address="ADA@Example.org", actor=staff) == 2
    everything.refresh_from_db()
    assert (everything.state, everything.ended_reason) == (SubscriptionState.ENDED, "by_staff")
    assert set(Event.objects.values_list("actor", flat=True)) == {staff.pk}


def test_an_unknown_address_ends_nothing(now, everything):
    assert end_at_address(address="nobody@example.org", actor=make_user(staff=True)) == 0


@pytest.mark.parametrize("is_staff", [False, True])
def test_who_has_no_right_to_it_ends_nothing_for_others(now, person, everything, is_staff):
    actor = make_user(is_staff=is_staff, is_superuser=False)
    with pytest.raises(Forbidden):
        end_at_address(address="ada@example.org", actor=actor)
    everything.refresh_from_db()
    assert everything.is_active


def test_staff_with_the_right_may(now, person, everything):
    actor = make_user(is_staff=True)
    actor.user_permissions.add(Permission.objects.get(codename="change_subscription"))
    assert end_at_address(address="ada@example.org", actor=actor) == 1
