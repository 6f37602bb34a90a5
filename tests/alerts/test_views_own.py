"""The page of one person: it shows, changes and ends what they follow."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from alerts import links
from alerts.models import Subscriber, SubscriptionState
from outbox.models import Message
from situations.models.territory import Region
from tests.factories.alerts import make_subscriber, make_subscription
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db


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
def manage(person, everything, valley):
    return links.manage_url(person).removeprefix("http://testserver")


def state(subscription):
    subscription.refresh_from_db()
    return subscription.state


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_ones_page_changes_nothing(client, everything, valley, manage, method):
    for address in (manage, f"{manage}forget/"):
        assert getattr(client, method)(address).status_code == 200
    assert state(everything) == state(valley) == SubscriptionState.ACTIVE


def test_ones_page_shows_all_that_one_follows_and_no_address(client, manage):
    page = client.get(manage).content.decode()
    assert "Upper Valley" in page
    assert "Everything on this site" in page
    assert "ada@example.org" not in page


def test_one_subscription_is_ended_and_listed_as_ended(client, everything, valley, manage):
    answer = client.post(f"{manage}end/", {"subscription": valley.pk})
    assert (answer.status_code, answer["Location"]) == (303, f"{manage}?saved=ended")
    assert (state(valley), state(everything)) == ("ended", "active")
    page = client.get(answer["Location"]).content.decode()
    assert "Ended. You get no more emails about it." in page
    assert "2 June 2026, 09:00</time>: ended by you" in page


def test_all_subscriptions_are_ended_at_once(client, everything, valley, manage):
    client.post(f"{manage}end/", {"all": "1"})
    assert (state(valley), state(everything)) == ("ended", "ended")
    assert "You follow nothing now" in client.get(manage).content.decode()


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30, "²"])
def test_a_number_that_is_none_ends_nothing(client, everything, valley, manage, value):
    answer = client.post(f"{manage}end/", {"subscription": value})
    assert (answer.status_code, answer["Location"]) == (303, manage)
    assert (state(valley), state(everything)) == ("active", "active")


def test_somebody_elses_subscription_is_not_ended(client, manage):
    other = make_subscription()
    client.post(f"{manage}end/", {"subscription": other.pk})
    assert state(other) == SubscriptionState.ACTIVE


def test_the_deeds_of_ones_page_are_no_pages(client, manage):
    for deed in ("end", "change", "follow", "times"):
        assert client.get(f"{manage}{deed}/").status_code == 405


def test_being_forgotten_asks_first_and_then_erases(client, person, manage):
    assert "Erase everything" in client.get(f"{manage}forget/").content.decode()
    answer = client.post(f"{manage}forget/")
    assert (answer.status_code, answer["Location"]) == (303, "/alerts/forgotten/")
    assert not Subscriber.objects.exists()
    assert client.get(manage).status_code == 410


def test_the_link_to_ones_page_dies_after_a_year(client, now, manage):
    with time_machine.travel(now + timedelta(days=366), tick=False):
        assert client.get(manage).status_code == 410


# To change it


def change(client, manage, subscription, **choice):
    return client.post(f"{manage}change/", {"subscription": subscription.pk} | choice)


def test_kinds_and_rhythm_of_one_subscription_are_changed(client, manage, valley, everything):
    answer = change(client, manage, valley, kinds=["answers", "briefs"], cadence="daily")
    assert (answer.status_code, answer["Location"]) == (303, f"{manage}?saved=choices")
    valley.refresh_from_db()
    everything.refresh_from_db()
    assert (valley.kinds, valley.cadence) == (["briefs", "answers"], "daily")
    assert (len(everything.kinds), everything.cadence) == (4, "at_once")
    page = client.get(answer["Location"]).content.decode()
    assert "Saved. From now on you get what you have just chosen." in page
    assert "Once a day: new briefs; answers of officials" in page


def test_without_any_kind_the_form_says_so_and_stays_open(client, manage, valley):
    answer = change(client, manage, valley, cadence="daily")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Choose at least one kind of news." in page
    assert "<details open>" in page
    assert f'href="#id_{valley.pk}_kinds_0"' in page
    assert f'id="id_{valley.pk}_kinds_0"' in page
    valley.refresh_from_db()
    assert (len(valley.kinds), valley.cadence) == (4, "at_once")


@pytest.mark.parametrize("wrong", [{"cadence": "hourly"}, {"cadence": ""}, {"kinds": ["gossip"]}])
def test_a_choice_that_there_is_not_changes_nothing(client, manage, valley, wrong):
    answer = change(client, manage, valley, **{"kinds": ["briefs"], "cadence": "daily"} | wrong)
    assert answer.status_code == 200
    valley.refresh_from_db()
    assert valley.cadence == "at_once"


def test_somebody_elses_subscription_is_not_changed_and_not_shown_to_exist(client, manage):
    other = make_subscription()
    for number in (other.pk, 0):
        data = {"subscription": number, "kinds": ["briefs"], "cadence": "daily"}
        assert client.post(f"{manage}change/", data).status_code == 404
    other.refresh_from_db()
    assert other.cadence == "at_once"


def test_language_hour_weekday_and_zone_are_changed(client, manage, person, valley):
    change(client, manage, valley, kinds=["briefs"], cadence="weekly")
    answer = client.post(
        f"{manage}times/",
        {"language": "ar", "hour": "7", "weekday": "4", "time_zone": "Africa/Nairobi"},
    )
    assert answer["Location"] == f"{manage}?saved=times&lang=ar"
    person.refresh_from_db()
    assert (person.language, person.hour, person.weekday) == ("ar", 7, 4)
    assert person.time_zone == "Africa/Nairobi"
    assert person.next_weekly_at == datetime(2026, 6, 5, 4, tzinfo=UTC)


def test_the_next_mail_is_told_in_the_persons_own_zone(client, manage, person, valley, everything):
    change(client, manage, everything, kinds=["briefs"], cadence="daily")
    client.post(
        f"{manage}times/",
        {"language": "en", "hour": "8", "weekday": "0", "time_zone": "Pacific/Honolulu"},
    )
    page = client.get(manage).content.decode()
    assert "Tuesday 2 June 2026, 08:00</time> (Honolulu)" in page


@pytest.mark.parametrize(
    "wrong",
    [{"hour": "24"}, {"weekday": "7"}, {"time_zone": "Europe/Atlantis"}, {"language": "tlh"}],
)
def test_times_that_there_are_not_change_nothing(client, manage, person, wrong):
    times = {"language": "ar", "hour": "7", "weekday": "4", "time_zone": "Africa/Nairobi"}
    answer = client.post(f"{manage}times/", times | wrong)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    person.refresh_from_db()
    assert (person.language, person.hour) == ("en", 8)


def test_a_region_has_no_page_and_is_named_without_a_link(client, manage, person):
    make_subscription(subscriber=person, kind="region", subject=Region.AFRICA)
    assert "<h2>Africa</h2>" in client.get(manage).content.decode()


def test_an_unknown_notice_in_the_address_says_nothing(client, manage):
    page = client.get(f"{manage}?saved=<script>").content.decode()
    assert "notice" not in page
    assert "<script>" not in page


def test_a_zone_that_the_database_has_dropped_is_read_as_the_sites_own(client, manage, person):
    type(person).objects.filter(pk=person.pk).update(time_zone="Europe/Atlantis")
    make_subscription(subscriber=person, kind="region", subject=Region.ASIA, state="ended")
    page = client.get(manage)
    assert page.status_code == 200
    assert "2 June 2026, 09:00</time>: ended by you" in page.content.decode()


# To follow one thing more


def test_one_thing_more_is_followed_at_once_without_another_mail(client, manage, person):
    answer = client.post(f"{manage}follow/", {"topic": "region:002"})
    assert answer["Location"] == f"{manage}?saved=followed"
    more = person.subscriptions.active().get(topic__kind="region")
    assert (more.cadence, len(more.kinds)) == ("at_once", 4)
    assert not Message.objects.exists()
    page = client.get(answer["Location"]).content.decode()
    assert "<h2>Africa</h2>" in page
    assert "You follow it now" in page


def test_what_is_followed_already_stays_as_it_is(client, manage, person, everything):
    change(client, manage, everything, kinds=["briefs"], cadence="daily")
    client.post(f"{manage}follow/", {"topic": "everything"})
    everything.refresh_from_db()
    assert (everything.kinds, everything.cadence) == (["briefs"], "daily")
    assert person.subscriptions.open().count() == 2


def test_what_waits_for_confirmation_is_confirmed_by_it(client, manage, person):
    waiting = make_subscription(
        subscriber=person, kind="region", subject=Region.AFRICA, state="pending"
    )
    client.post(f"{manage}follow/", {"topic": "region:002"})
    assert state(waiting) == SubscriptionState.ACTIVE


def test_who_follows_nothing_any_more_begins_anew_by_mail(client, manage, person):
    client.post(f"{manage}end/", {"all": "1"})
    assert f"{manage}follow/" not in client.get(manage).content.decode()
    assert client.post(f"{manage}follow/", {"topic": "everything"}).status_code == 409
    assert not person.subscriptions.open().exists()


@pytest.mark.parametrize("topic", ["", "situation:nowhere", "planet:mars"])
def test_what_there_is_not_cannot_be_followed(client, manage, person, topic):
    answer = client.post(f"{manage}follow/", {"topic": topic})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert person.subscriptions.open().count() == 2
