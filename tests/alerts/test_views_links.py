"""Pages behind emailed links: GET shows, POST does, and a link does one thing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import signing

from alerts import links
from alerts.models import Subscriber, SubscriptionState
from alerts.services import confirm_subscription, end_subscriptions, forget_subscriber
from tests.factories.alerts import (
    make_confirmation,
    make_news,
    make_subscriber,
    make_subscription,
)
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path(url):
    return url.removeprefix("http://testserver")


@pytest.fixture
def person(now):
    return make_subscriber(email="ada@example.org")


@pytest.fixture
def everything(person):
    return make_subscription(subscriber=person)


@pytest.fixture
def valley(person):
    return make_subscription(
        subscriber=person, kind="situation", subject=make_situation(name="Upper Valley")
    )


@pytest.fixture
def stop(person, valley):
    return path(links.unsubscribe_url(person, [valley.pk]))


@pytest.fixture
def manage(person, everything, valley):
    return path(links.manage_url(person))


def state(subscription):
    subscription.refresh_from_db()
    return subscription.state


# To confirm


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_link_to_confirm_changes_nothing(client, now, method):
    confirmation = make_confirmation()
    answer = getattr(client, method)(path(links.confirm_url(confirmation)))
    assert answer.status_code == 200
    assert state(confirmation.subscription) == SubscriptionState.PENDING


def test_the_button_confirms_and_the_page_says_so(client, now):
    confirmation = make_confirmation()
    address = path(links.confirm_url(confirmation))
    assert "Yes, tell me" in client.get(address).content.decode()
    answer = client.post(address)
    assert (answer.status_code, answer["Location"]) == (303, address)
    assert state(confirmation.subscription) == SubscriptionState.ACTIVE
    assert "You will be told about everything" in client.get(address).content.decode()


def test_pressing_twice_is_pressing_once(client, now):
    address = path(links.confirm_url(make_confirmation()))
    assert [client.post(address).status_code for _each in range(2)] == [303, 303]


def test_after_the_end_the_link_to_confirm_says_so_and_brings_nothing_back(client, now):
    confirmation = make_confirmation()
    subscription = confirm_subscription(confirmation=confirmation)
    end_subscriptions(subscriber=subscription.subscriber)
    address = path(links.confirm_url(confirmation))
    assert "You have ended this subscription since" in client.get(address).content.decode()
    assert client.post(address).status_code == 409
    assert state(subscription) == SubscriptionState.ENDED


def test_the_link_to_confirm_dies_after_seven_days(client, now):
    confirmation = make_confirmation()
    address = path(links.confirm_url(confirmation))
    with time_machine.travel(now + timedelta(days=7, seconds=1), tick=False):
        answer = client.post(address)
    assert answer.status_code == 410
    assert "too old" in answer.content.decode()
    assert state(confirmation.subscription) == SubscriptionState.PENDING


# What is wrong with a link


@pytest.mark.parametrize("page", ["confirm", "manage", "unsubscribe"])
@pytest.mark.parametrize("token", ["x", "WzEsMV0:1abc:forged", "é", "a" * 3000])
def test_a_link_that_is_not_ours_gets_a_page_that_helps(client, page, token):
    answer = client.get(f"/alerts/{page}/{token}/")
    assert answer.status_code == 404
    assert "What you can do" in answer.content.decode()


def test_a_changed_link_does_nothing(client, person, valley, stop):
    other = make_subscription()
    forged = stop.replace(
        stop.split("/")[3].split(":")[0],
        signing.b64_encode(
            signing.JSONSerializer().dumps([other.subscriber_id, 1, [other.pk]])
        ).decode(),
    )
    assert forged != stop
    assert client.post(forged, ONE_CLICK).status_code == 404
    assert state(other) == SubscriptionState.ACTIVE


def test_a_link_for_one_deed_opens_no_other(client, person, valley, everything, stop, manage):
    token_of = {"manage": manage.split("/")[3], "unsubscribe": stop.split("/")[3]}
    token_of["confirm"] = path(links.confirm_url(make_confirmation())).split("/")[3]
    for page in token_of:
        for other, token in token_of.items():
            expected = 200 if page == other else 404
            assert client.get(f"/alerts/{page}/{token}/").status_code == expected, (page, other)
    for token in (token_of["unsubscribe"], token_of["confirm"]):
        assert client.post(f"/alerts/manage/{token}/end/", {"all": "1"}).status_code == 404
        assert client.post(f"/alerts/manage/{token}/forget/").status_code == 404
    assert state(valley) == SubscriptionState.ACTIVE


def test_pages_behind_links_are_kept_by_nobody_and_tell_nobody(client, manage, stop):
    for address in (manage, stop):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert "Set-Cookie" not in answer.headers


# To unsubscribe


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_link_to_stop_changes_nothing(client, valley, stop, method):
    answer = getattr(client, method)(stop)
    assert answer.status_code == 200
    assert state(valley) == SubscriptionState.ACTIVE


def test_the_page_names_what_ends_and_its_button_ends_it(client, valley, everything, stop):
    assert "Upper Valley" in client.get(stop).content.decode()
    answer = client.post(stop, {"end": "1"})
    assert answer.status_code == 200
    assert "These emails have stopped" in answer.content.decode()
    assert state(valley) == SubscriptionState.ENDED
    assert valley.ended_reason == "unsubscribed"
    assert state(everything) == SubscriptionState.ACTIVE


@pytest.mark.parametrize("form", ["urlencoded", "multipart"])
def test_one_click_ends_it_without_redirect_cookie_or_token(client, valley, stop, form):
    kwargs = (
        {"data": ONE_CLICK}
        if form == "multipart"
        else {
            "data": "List-Unsubscribe=One-Click",
            "content_type": "application/x-www-form-urlencoded",
        }
    )
    for _each in range(2):
        answer = client.post(stop, **kwargs, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    assert state(valley) == SubscriptionState.ENDED
    assert valley.ended_reason == "one_click"


def test_a_post_that_says_neither_changes_nothing(client, valley, stop):
    assert client.post(stop).status_code == 200
    assert client.post(stop, b"{", content_type="application/json").status_code == 200
    assert state(valley) == SubscriptionState.ACTIVE


def test_the_link_to_stop_never_grows_old(client, now, valley, stop):
    with time_machine.travel(now + timedelta(days=3650), tick=False):
        assert client.post(stop, ONE_CLICK).status_code == 200
    assert state(valley) == SubscriptionState.ENDED


def test_one_click_is_answered_200_also_after_the_person_was_forgotten(client, person, stop):
    forget_subscriber(subscriber=person)
    answer = client.post(stop, ONE_CLICK)
    assert answer.status_code == 200
    assert "These emails have stopped" in answer.content.decode()


def test_a_link_from_an_earlier_time_does_not_end_what_was_begun_anew(client, person, valley, stop):
    old_all = path(links.manage_url(person))
    end_subscriptions(subscriber=person)
    anew = make_subscription(
        subscriber=person,
        kind="situation",
        subject=valley.topic.situation,
        state=SubscriptionState.PENDING,
    )
    confirm_subscription(confirmation=make_confirmation(subscription=anew))
    assert client.post(stop, ONE_CLICK).status_code == 200
    assert client.get(old_all).status_code == 410
    assert state(anew) == SubscriptionState.ACTIVE


def test_no_link_of_an_alert_changes_anything_by_being_fetched(
    client, now, earlier, workers_run, person
):
    """A scanner fetches every link of every mail (F16)."""
    subscription = make_subscription(subscriber=make_subscriber(at=earlier), at=earlier)
    make_news(at=now)
    (mail,) = workers_run()
    fetched = re.findall(r"http://testserver(/alerts/\S+)", mail.body)
    assert len(fetched) == 2
    for address in fetched:
        assert client.get(address).status_code == 200
    assert state(subscription) == SubscriptionState.ACTIVE


# To look after what one follows


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_ones_page_changes_nothing(client, everything, valley, manage, method):
    for address in (manage, f"{manage}forget/"):
        assert getattr(client, method)(address).status_code == 200
    assert state(everything) == state(valley) == SubscriptionState.ACTIVE


def test_ones_page_shows_all_that_one_follows_and_no_address(client, manage):
    page = client.get(manage).content.decode()
    assert "Upper Valley" in page
    assert "everything on this site" in page
    assert "ada@example.org" not in page


def test_one_subscription_is_ended_and_listed_as_ended(client, everything, valley, manage):
    answer = client.post(f"{manage}end/", {"subscription": valley.pk})
    assert (answer.status_code, answer["Location"]) == (303, manage)
    assert (state(valley), state(everything)) == ("ended", "active")
    assert "ended on 2 June 2026" in client.get(manage).content.decode()


def test_all_subscriptions_are_ended_at_once(client, everything, valley, manage):
    client.post(f"{manage}end/", {"all": "1"})
    assert (state(valley), state(everything)) == ("ended", "ended")
    assert "You follow nothing now" in client.get(manage).content.decode()


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30, "²"])
def test_a_number_that_is_none_ends_nothing(client, everything, valley, manage, value):
    assert client.post(f"{manage}end/", {"subscription": value}).status_code == 303
    assert (state(valley), state(everything)) == ("active", "active")


def test_somebody_elses_subscription_is_not_ended(client, manage):
    other = make_subscription()
    client.post(f"{manage}end/", {"subscription": other.pk})
    assert state(other) == SubscriptionState.ACTIVE


def test_the_deeds_of_ones_page_are_no_pages(client, manage):
    assert client.get(f"{manage}end/").status_code == 405


def test_being_forgotten_asks_first_and_then_erases(client, person, manage):
    assert "Erase everything" in client.get(f"{manage}forget/").content.decode()
    answer = client.post(f"{manage}forget/")
    assert (answer.status_code, answer["Location"]) == (303, "/alerts/forgotten/")
    assert not Subscriber.objects.exists()
    assert client.get(manage).status_code == 410


def test_the_link_to_ones_page_dies_after_a_year(client, now, manage):
    with time_machine.travel(now + timedelta(days=366), tick=False):
        assert client.get(manage).status_code == 410
