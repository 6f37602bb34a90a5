"""Whoever changes or ends what they follow takes along what waits."""

from datetime import UTC, datetime

import pytest

from alerts.models import Dropped, EventKind, Item
from alerts.services import (
    change_subscription,
    change_times,
    end_subscriptions,
    fan_out,
    send_digests,
)
from core.rules import RuleRefused
from outbox.models import Message, State
from tests.alerts.digests import DAY, HOUR, follower, next_of, publish
from tests.factories.alerts import make_news, make_subscriber, make_subscription
from tests.factories.briefs import make_brief
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief(earlier):
    return make_brief(at=earlier)


def test_what_waits_moves_to_the_new_rhythm(now, earlier):
    subscription = follower(earlier, cadence="weekly")
    publish(now)
    fan_out()
    change_subscription(
        subscriber=subscription.subscriber,
        subscription=subscription,
        cadence="daily",
        kinds=EventKind.values,
        at=now,
    )
    assert next_of(subscription) == (datetime(2026, 6, 3, 8, 0, tzinfo=UTC), None)
    assert send_digests(at=now + DAY) == 1


def test_what_waited_for_a_digest_does_not_become_a_mail_of_its_own(now, earlier):
    subscription = follower(earlier, cadence="weekly")
    publish(now)
    fan_out()
    change_subscription(
        subscriber=subscription.subscriber,
        subscription=subscription,
        cadence="at_once",
        kinds=EventKind.values,
        at=now,
    )
    assert fan_out() == 0
    assert send_digests(at=now + DAY) == 1
    assert next_of(subscription) == (None, None)


def test_a_kind_that_is_no_longer_wanted_is_dropped_from_the_digest(now, earlier):
    subscription = follower(earlier)
    publish(now)
    fan_out()
    change_subscription(
        subscriber=subscription.subscriber,
        subscription=subscription,
        cadence="daily",
        kinds=["levels"],
        at=now,
    )
    assert send_digests(at=now + DAY) == 0
    assert Item.objects.get().dropped == Dropped.NOT_FOLLOWED


def test_new_times_hold_from_the_next_such_hour(now, earlier):
    subscription = follower(earlier)
    publish(now)
    fan_out()
    person = change_times(
        subscriber=subscription.subscriber,
        language="fr",
        hour=21,
        weekday=2,
        time_zone="Africa/Nairobi",
        at=now,
    )
    assert person.next_daily_at == datetime(2026, 6, 2, 18, 0, tzinfo=UTC)
    assert send_digests(at=now + 8 * HOUR) == 0
    assert send_digests(at=now + 9 * HOUR) == 1
    assert Message.objects.get().content.language == "fr"


@pytest.mark.parametrize("wrong", [{"hour": 24}, {"weekday": -1}, {"time_zone": "Mars"}])
def test_times_that_there_are_not_are_refused(now, wrong):
    times = {"hour": 8, "weekday": 0, "time_zone": "UTC", **wrong}
    with pytest.raises(RuleRefused):
        change_times(subscriber=make_subscriber(), language="en", **times)


def test_an_empty_choice_and_somebody_elses_subscription_are_refused(now):
    own, other = make_subscription(), make_subscription()
    for subscription, kinds in ((own, []), (own, ["planets"]), (other, ["briefs"])):
        with pytest.raises(RuleRefused):
            change_subscription(
                subscriber=own.subscriber, subscription=subscription, cadence="daily", kinds=kinds
            )


def test_a_queued_digest_with_another_reason_still_goes(now, earlier):
    person = make_subscriber(at=earlier)
    valley, hills = make_situation(), make_situation()
    first, second = (
        make_subscription(
            subscriber=person, kind="situation", subject=subject, cadence="daily", at=earlier
        )
        for subject in (valley, hills)
    )
    for situation in (valley, hills):
        publish(now, situation=situation)
    fan_out()
    send_digests(at=now + DAY)
    end_subscriptions(subscriber=person, only=[first.pk])
    assert Message.objects.get().state == State.QUEUED
    end_subscriptions(subscriber=person, only=[second.pk])
    assert Message.objects.get().state == State.CANCELLED


def test_what_waits_because_of_another_subscription_still_comes(now, earlier, brief):
    person = make_subscriber(at=earlier)
    daily = make_subscription(subscriber=person, cadence="daily", at=earlier)
    make_subscription(
        subscriber=person,
        kind="situation",
        subject=brief.situation,
        cadence="weekly",
        at=earlier,
    )
    send_digests(at=now)
    make_news(target=brief, at=now)
    fan_out()
    end_subscriptions(subscriber=person, only=[daily.pk], at=now)
    assert Item.objects.get().cadence == "weekly"
    assert send_digests(at=now + DAY) == 0
    assert send_digests(at=now + 7 * DAY) == 1
