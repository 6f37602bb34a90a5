"""The alarm: an event that should have reached somebody, and reached nobody."""

import logging
from datetime import timedelta

import pytest

from alerts import tasks
from alerts.services import end_subscriptions, fan_out, send_digests, unheard_events
from outbox.models import Message, State
from tests.factories.accounts import log_in, make_user
from tests.factories.alerts import make_news, make_subscriber, make_subscription
from tests.factories.briefs import make_brief

pytestmark = pytest.mark.django_db

MINUTES = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def event(now, earlier):
    return make_news(target=make_brief(at=earlier), at=now)


def follower(at, **more):
    return make_subscription(subscriber=make_subscriber(at=at), at=at, **more)


def test_an_event_that_no_worker_passed_on_is_missed(now, earlier, event):
    follower(earlier)
    assert unheard_events(at=now + 14 * MINUTES) == []
    assert unheard_events(at=now + 16 * MINUTES) == [event.pk]


def test_an_event_whose_mails_no_relay_took_is_missed(now, earlier, event):
    follower(earlier)
    fan_out()
    assert unheard_events(at=now + 16 * MINUTES) == [event.pk]
    Message.objects.update(state=State.FAILED)
    assert unheard_events(at=now + 16 * MINUTES) == [event.pk]


@pytest.mark.parametrize("state", ["sent", "delivered", "bounced", "complained"])
def test_one_mail_that_was_taken_is_enough(now, earlier, event, state):
    follower(earlier)
    follower(earlier)
    fan_out()
    Message.objects.filter(pk=Message.objects.first().pk).update(state=state)
    assert unheard_events(at=now + HOUR) == []


def test_an_event_that_nobody_follows_is_not_missed(now, earlier, event):
    follower(earlier, kinds=["answers"])
    follower(now + HOUR)
    assert unheard_events(at=now + HOUR) == []
    fan_out()
    assert unheard_events(at=now + HOUR) == []


@pytest.mark.parametrize("state", ["cancelled", "suppressed"])
def test_mails_that_were_not_to_go_are_not_missed(now, earlier, event, state):
    follower(earlier)
    fan_out()
    Message.objects.update(state=state)
    assert unheard_events(at=now + HOUR) == []


def test_what_waits_for_its_digest_is_not_missed_until_that_is_late(now, earlier, event):
    subscription = follower(earlier, cadence="daily")
    send_digests(at=now)
    fan_out()
    due = now + 23 * HOUR
    assert unheard_events(at=due + 14 * MINUTES) == []
    assert unheard_events(at=due + 16 * MINUTES) == [event.pk]
    end_subscriptions(subscriber=subscription.subscriber, at=due)
    assert unheard_events(at=due + 16 * MINUTES) == []


def test_what_is_over_is_not_looked_at(now, earlier, event):
    follower(earlier)
    assert unheard_events(at=now + 49 * HOUR) == []


def test_the_log_names_numbers_and_nobody(now, earlier, event, caplog):
    follower(earlier)
    with caplog.at_level(logging.ERROR, logger="alerts.tasks"):
        tasks.watch()
        assert caplog.messages == []
    make_news(target=make_brief(at=earlier), at=now - HOUR)
    with caplog.at_level(logging.ERROR, logger="alerts.tasks"):
        tasks.watch()
    (line,) = caplog.messages
    assert line == f"Nobody was reached by these events: {unheard_events()[0]}"


def test_staff_see_it_above_the_list(now, earlier, client):
    log_in(client, make_user(staff=True, second_factor=True))
    follower(earlier)
    event = make_news(target=make_brief(at=earlier), at=now - HOUR)
    page = client.get("/admin/alerts/fanout/")
    assert f"48 hours: {event.pk}." in page.content.decode()
    fan_out(at=now)
    Message.objects.update(state=State.SENT)
    page = client.get("/admin/alerts/fanout/")
    assert "Nobody was reached" not in page.content.decode()
