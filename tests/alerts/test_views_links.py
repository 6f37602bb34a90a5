"""Pages behind emailed links: GET shows, POST does, and a link does one thing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import signing

from alerts import links
from alerts.models import SubscriptionState
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


def test_less_often_instead_keeps_what_is_followed_and_makes_it_weekly(
    client, valley, everything, stop
):
    page = client.get(stop).content.decode()
    assert "Once a week instead" in page
    answer = client.post(stop, {"less": "1"})
    assert "From now on once a week" in answer.content.decode()
    assert state(valley) == SubscriptionState.ACTIVE
    assert valley.cadence == "weekly"
    everything.refresh_from_db()
    assert everything.cadence == "at_once"


def test_whoever_has_it_weekly_already_is_not_offered_it(client, person):
    weekly = make_subscription(subscriber=person, cadence="weekly")
    page = client.get(path(links.unsubscribe_url(person, [weekly.pk]))).content.decode()
    assert "Once a week instead" not in page


def test_after_the_end_the_page_offers_to_begin_anew_less_often(client, valley, stop):
    page = client.post(stop, {"end": "1"}).content.decode()
    chosen = f"/alerts/?topic=situation%3A{valley.topic.situation.slug}&amp;cadence=weekly"
    assert chosen in page
    form = client.get(chosen.replace("&amp;", "&")).content.decode()
    assert f'value="situation:{valley.topic.situation.slug}" selected' in form


def test_less_often_does_not_bring_back_what_has_ended(client, person, valley, stop):
    end_subscriptions(subscriber=person)
    client.post(stop, {"less": "1"})
    assert state(valley) == SubscriptionState.ENDED


def test_the_page_to_confirm_says_what_was_chosen(client, now):
    subscription = make_subscription(state=SubscriptionState.PENDING)
    confirmation = make_confirmation(subscription=subscription, cadence="weekly", kinds=["briefs"])
    address = path(links.confirm_url(confirmation))
    page = client.get(address).content.decode()
    assert "Once a week" in page
    assert "new briefs</dd>" in page
    client.post(address)
    assert "Your next weekly email" in client.get(address).content.decode()


def test_a_link_that_is_too_old_offers_a_new_one(client, now, manage):
    with time_machine.travel(now + timedelta(days=366), tick=False):
        page = client.get(manage).content.decode()
    assert 'action="/alerts/my-link/"' in page
    assert "Send me my link" in page
