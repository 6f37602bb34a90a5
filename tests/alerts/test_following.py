"""What came back ends what it came back from; and the owner of the mailbox may begin anew."""

from datetime import timedelta

import pytest

from alerts.models import EndedReason, SubscriptionState
from alerts.services import confirm_subscription, fan_out, follow_reports, send_confirmations
from alerts.tasks import follow_reports as follow_reports_task
from audit.models import Event
from outbox.addresses import recipient_key
from outbox.models import (
    Failure,
    Message,
    State,
    Suppression,
    SuppressionReason,
    SuppressionScope,
    Trace,
    TraceKind,
)
from tests.factories.alerts import (
    make_confirmation,
    make_news,
    make_subscriber,
    make_subscription,
)
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def told(now, earlier):
    """Somebody who follows two things and was sent one alert."""
    person = make_subscriber(at=earlier)
    make_subscription(subscriber=person, at=earlier)
    make_subscription(
        subscriber=person, kind="situation", subject=make_situation(at=earlier), at=earlier
    )
    make_news(at=now)
    fan_out()
    return person


def reported(kind, *, at, failure=""):
    message = Message.objects.get()
    return Trace.objects.create(
        message=message,
        kind=kind,
        failure=failure,
        recipient_key=message.recipient_key,
        at=at,
    )


def reasons(person) -> set[str]:
    return set(person.subscriptions.values_list("ended_reason", flat=True))


@pytest.mark.parametrize(
    ("kind", "failure", "reason"),
    [
        (TraceKind.BOUNCED, Failure.MAILBOX_GONE, EndedReason.BOUNCED),
        (TraceKind.FAILED, Failure.MAILBOX_GONE, EndedReason.BOUNCED),
        (TraceKind.COMPLAINED, "", EndedReason.COMPLAINED),
        (TraceKind.UNSUBSCRIBED, "", EndedReason.BY_MAIL),
    ],
)
def test_a_report_ends_all_that_was_followed_before_it(told, now, kind, failure, reason):
    reported(kind, at=now + HOUR, failure=failure)
    assert follow_reports(at=now + 2 * HOUR) == 2
    assert reasons(told) == {reason}
    assert Event.objects.filter(verb="subscription.ended", details={"reason": reason}).count() == 2


@pytest.mark.parametrize(
    ("kind", "failure"),
    [
        (TraceKind.BOUNCED, Failure.MAILBOX_FULL),
        (TraceKind.BOUNCED, Failure.POLICY),
        (TraceKind.RETRIED, Failure.MAILBOX_GONE),
        (TraceKind.DELIVERED, ""),
        (TraceKind.ANSWERED, ""),
    ],
)
def test_other_reports_end_nothing(told, now, kind, failure):
    reported(kind, at=now + HOUR, failure=failure)
    assert follow_reports(at=now + 2 * HOUR) == 0


def test_reading_twice_ends_nothing_more(told, now):
    reported(TraceKind.COMPLAINED, at=now + HOUR)
    reported(TraceKind.UNSUBSCRIBED, at=now + HOUR)
    assert follow_reports(at=now + 2 * HOUR) == 2
    assert follow_reports(at=now + 3 * HOUR) == 0


def test_what_was_confirmed_after_the_report_stays(told, now):
    reported(TraceKind.COMPLAINED, at=now + HOUR)
    follow_reports(at=now + 2 * HOUR)
    anew = make_subscription(subscriber=told, at=now + 3 * HOUR)
    assert follow_reports(at=now + 4 * HOUR) == 0
    anew.refresh_from_db()
    assert anew.state == SubscriptionState.ACTIVE


def test_a_report_on_another_persons_mail_ends_nothing_here(told, now):
    other = make_subscription(at=now)
    reported(TraceKind.COMPLAINED, at=now + HOUR)
    follow_reports_task()
    other.refresh_from_db()
    assert other.state == SubscriptionState.ACTIVE


def suppressed(email, *, scope, reason=SuppressionReason.COMPLAINT, at=None):
    return Suppression.objects.create(
        recipient_key=recipient_key(email), scope=scope, reason=reason, created_at=at
    )


def test_pressing_the_button_lets_alerts_go_to_this_mailbox_again(now):
    confirmation = make_confirmation(email="ada@example.org", at=now)
    suppressed("ada@example.org", scope=SuppressionScope.BULK, at=now)
    other = suppressed("bea@example.org", scope=SuppressionScope.BULK, at=now)
    send_confirmations()
    confirmation.refresh_from_db()
    confirm_subscription(confirmation=confirmation)
    assert list(Suppression.objects.all()) == [other]
    line = Event.objects.get(verb="suppression.lifted")
    assert line.details == {"reason": "confirmed anew by the owner of the mailbox"}


def test_a_mailbox_that_nothing_may_go_to_stays_closed(now):
    confirmation = make_confirmation(email="ada@example.org", at=now)
    suppressed(
        "ada@example.org",
        scope=SuppressionScope.ALL,
        reason=SuppressionReason.MAILBOX_GONE,
        at=now,
    )
    send_confirmations()
    confirm_subscription(confirmation=confirmation)
    assert Suppression.objects.exists()


def test_an_old_link_pressed_again_lifts_nothing(now):
    confirmation = make_confirmation(email="ada@example.org", at=now)
    send_confirmations()
    confirm_subscription(confirmation=confirmation)
    suppressed("ada@example.org", scope=SuppressionScope.BULK, at=now)
    confirm_subscription(confirmation=confirmation)
    assert Suppression.objects.exists()
    assert Message.objects.get().state == State.QUEUED
