"""At most three mails at once in 24 hours; the rest waits for the next digest."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from alerts.models import FanOut, Item
from alerts.services import (
    fan_out,
    send_digests,
    telling,
)
from outbox.models import Message
from tests.alerts.digests import DAY, HOUR, follower, next_of, publish, text_of
from tests.factories.alerts import make_news, make_subscriber, make_subscription
from tests.factories.briefs import make_brief

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief(earlier):
    return make_brief(at=earlier)


def test_three_come_at_once_and_the_rest_in_the_next_daily_digest(now, earlier):
    subscription = follower(earlier, cadence="at_once")
    for number in range(5):
        publish(now, title=f"Brief {number}.")
    assert fan_out() == 3
    assert next_of(subscription)[0] == datetime(2026, 6, 3, 8, 0, tzinfo=UTC)
    assert send_digests(at=now + DAY) == 1
    assert next_of(subscription) == (None, None), "nothing is daily any more"
    text = text_of(Message.objects.latest("pk"))
    assert "Brief 3." in text
    assert "Brief 4." in text
    assert "Brief 2." not in text


def test_a_day_later_there_is_room_again(now, earlier):
    follower(earlier, cadence="at_once")
    for hours, mails in ((0, 1), (1, 1), (2, 1), (3, 0), (24, 1), (24.5, 0), (25, 1)):
        moment = now + timedelta(hours=hours, seconds=1 if hours >= 24 else 0)
        publish(moment)
        with time_machine.travel(moment, tick=False):
            assert fan_out(at=moment) == mails, hours


def test_a_flood_of_hundreds_is_three_mails_and_one_digest(now, earlier):
    """Some hundred events within an hour, for somebody who asked to be told at once."""
    follower(earlier, cadence="at_once")
    brief = make_brief(at=earlier)
    for number in range(240):
        make_news(target=brief, at=now + timedelta(seconds=12 * number))
    for minutes in range(15, 61, 15):
        fan_out(at=now + timedelta(minutes=minutes))
    while FanOut.objects.filter(finished_at=None).exists():  # a run ends after 45 seconds
        fan_out(at=now + HOUR)
    assert Message.objects.count() == 3
    assert send_digests(at=now + DAY) == 1
    assert Item.objects.told().count() == 240


def test_the_cap_is_what_holds_the_flood_back(now, earlier, monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE_AT_MOST", 1000)
    follower(earlier, cadence="at_once")
    for _number in range(5):
        publish(now)
    assert fan_out() == 5


def test_what_is_a_day_old_when_it_could_be_mailed_joins_the_digest(now, earlier):
    subscription = follower(earlier, cadence="at_once")
    publish(now)
    assert fan_out(at=now + DAY) == 0
    assert Item.objects.get().cadence == "daily"
    assert send_digests(at=next_of(subscription)[0]) == 1


def test_what_piled_up_in_an_outage_of_hours_is_one_mail(now, earlier):
    follower(earlier, cadence="at_once")
    for hours in range(6):
        publish(now + hours * HOUR, title=f"Hour {hours}.")
    assert fan_out(at=now + 6 * HOUR) == 1
    text = text_of(Message.objects.get())
    assert all(f"Hour {hours}." in text for hours in range(6))


def test_one_event_on_three_topics_and_written_twice_is_one_mail(now, earlier, brief):
    """F14: and noting it again changes nothing."""
    person = make_subscriber(at=earlier)
    (territory,) = brief.situation.territories.all()
    for kind, subject in (("everything", None), ("territory", territory)):
        make_subscription(
            subscriber=person, kind=kind, subject=subject, cadence="daily", at=earlier
        )
    make_subscription(
        subscriber=person,
        kind="situation",
        subject=brief.situation,
        cadence="weekly",
        at=earlier,
    )
    make_news(target=brief, at=now)
    for _twice in range(2):
        fan_out()
    assert send_digests(at=now + DAY) == 1
    assert send_digests(at=now + 8 * DAY) == 0
    assert Message.objects.count() == Item.objects.count() == 1
