"""Whatever happens and in whatever order: each event is in exactly one mail to each who wants it.

Hypothesis invents weeks in the life of two people: news, wake-ups of the schedule, outages, changes
of mind, times and subscriptions. After each, the ledger must hold.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.models import Cadence, Item, ItemState, Subscriber, Subscription
from alerts.services import (
    change_subscription,
    change_times,
    end_subscriptions,
    fan_out,
    send_digests,
)
from alerts.services.telling import AT_ONCE_AT_MOST
from outbox.models import Message
from tests.factories.alerts import make_news, make_subscriber, make_subscription
from tests.factories.briefs import make_brief

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)  # a week before Berlin puts its clocks on
ZONES = ["Europe/Berlin", "Africa/Nairobi", "Pacific/Honolulu", "Australia/Lord_Howe"]

people = st.integers(0, 1)
cadences = st.sampled_from(Cadence.values)
deeds = st.one_of(
    st.tuples(st.just("publish"), st.integers(1, 5)),
    st.tuples(st.just("wake"), st.sampled_from(["fan_out", "digests", "both", "both twice"])),
    st.tuples(st.just("change"), people, cadences),
    st.tuples(st.just("times"), people, st.integers(0, 23), st.sampled_from(ZONES)),
    st.tuples(st.just("end"), people),
    st.tuples(st.just("begin"), people, cadences),
)
# Minutes between two deeds: seconds, hours, an outage of three days.
pauses = st.sampled_from([0, 1, 20, 90, 600, 1500, 4400])
lives = st.lists(st.tuples(pauses, deeds), min_size=1, max_size=14)


class World:
    """Two people, a brief that is published again and again, and a clock."""

    def __init__(self, first: str, second: str):
        self.at = START
        since = START - timedelta(days=1)
        self.brief = make_brief(at=since)
        self.people = []
        for cadence in (first, second):
            person = make_subscriber(at=since, time_zone="Europe/Berlin")
            make_subscription(subscriber=person, cadence=cadence, at=since)
            self.people.append(person)

    def active(self, who: int) -> Subscription | None:
        return self.people[who].subscriptions.active().first()

    def publish(self, number: int) -> None:
        for _each in range(number):
            make_news(target=self.brief, at=self.at)

    def wake(self, what: str) -> None:
        for _time in range(2 if what == "both twice" else 1):
            if what != "digests":
                fan_out(at=self.at)
            if what != "fan_out":
                send_digests(at=self.at)

    def change(self, who: int, cadence: str) -> None:
        if found := self.active(who):
            change_subscription(
                subscriber=self.people[who],
                subscription=found,
                cadence=cadence,
                kinds=["briefs"],
                at=self.at,
            )

    def times(self, who: int, hour: int, zone: str) -> None:
        change_times(
            subscriber=self.people[who],
            language="en",
            hour=hour,
            weekday=0,
            time_zone=zone,
            at=self.at,
        )

    def end(self, who: int) -> None:
        end_subscriptions(subscriber=self.people[who], at=self.at)

    def begin(self, who: int, cadence: str) -> None:
        if not self.active(who):
            person = Subscriber.objects.get(pk=self.people[who].pk)
            make_subscription(subscriber=person, cadence=cadence, at=self.at)


def the_ledger_holds(world: World) -> None:
    for item in Item.objects.select_related("subscriber", "event"):
        person = item.subscriber
        if item.state == ItemState.TOLD:
            assert item.message_id
            assert item.told_at
            confirmed = Subscription.objects.filter(pk__in=item.because, subscriber=person)
            assert all(each.confirmed_at < item.event.at for each in confirmed)
        elif item.state == ItemState.DROPPED:
            assert item.dropped
        elif item.cadence == Cadence.DAILY:
            assert person.next_daily_at, "it would wait for ever"
        elif item.cadence == Cadence.WEEKLY:
            assert person.next_weekly_at, "it would wait for ever"
    at_once_stays_within_its_limit()
    assert Message.objects.filter(alert_items=None).count() == 0, "a mail that tells nothing"


def at_once_stays_within_its_limit() -> None:
    told = Item.objects.told().by(Cadence.AT_ONCE).order_by("told_at")
    for person in {item.subscriber_id for item in told}:
        mails = sorted({(i.told_at, i.message_id) for i in told if i.subscriber_id == person})
        for moment, _mail in mails:
            lately = [mail for mail in mails if moment - timedelta(days=1) < mail[0] <= moment]
            assert len(lately) <= AT_ONCE_AT_MOST


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=cadences, second=cadences, life=lives)
def test_nothing_is_told_twice_and_nothing_is_left_out(db, first, second, life):
    Item.objects.all().delete()
    Message.objects.all().delete()
    Subscriber.objects.all().delete()
    world = World(first, second)
    for pause, (deed, *arguments) in life:
        world.at += timedelta(minutes=pause, seconds=1)
        getattr(world, deed)(*arguments)
        the_ledger_holds(world)
    world.at += timedelta(days=9)
    fan_out(at=world.at)
    send_digests(at=world.at)
    world.at += timedelta(days=1)
    send_digests(at=world.at)
    the_ledger_holds(world)
    left = Item.objects.pending()
    assert not left.exists(), "after a quiet week nothing waits"
    pairs = Counter(Item.objects.values_list("event", "subscriber"))
    assert set(pairs.values()) <= {1}


def test_an_item_without_its_clock_would_be_found(db):
    """The check above can see what it looks for."""
    world = World(Cadence.DAILY, Cadence.DAILY)
    world.publish(1)
    fan_out(at=world.at)
    the_ledger_holds(world)
    Subscriber.objects.update(next_daily_at=None)
    with pytest.raises(AssertionError, match="wait for ever"):
        the_ledger_holds(world)
