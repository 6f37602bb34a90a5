"""What follows when something comes back: in the history, for the message, for the mailbox."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from core.rules import RuleRefused
from core.sealed import SealClosed
from outbox.addresses import recipient_key
from outbox.models import (
    Domain,
    Failure,
    Incoming,
    IncomingState,
    Lease,
    Message,
    State,
    Suppression,
    SuppressionReason,
    SuppressionScope,
    Trace,
    TraceKind,
)
from outbox.services import read_again, read_incoming, receive_mail
from tests.factories.accounts import make_user
from tests.factories.outbox import make_incoming, make_lease, make_letter, make_message

from .conftest import NOTICE
from .incoming import come_back, make_sent, sample

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_mailbox_that_is_gone_is_written_to_no_more() -> None:
    message = make_sent()

    incoming = come_back(sample("postfix", message), at=NOW)

    message.refresh_from_db()
    assert (message.state, message.failure) == (State.BOUNCED, Failure.MAILBOX_GONE)
    assert (message.status_code, message.smtp_code) == ("5.1.1", 550)
    assert (incoming.state, incoming.kind, incoming.message) == (
        IncomingState.DONE, "failed", message,
    )  # fmt: skip
    line = Trace.objects.get()
    assert (line.kind, line.at, line.incoming) == (TraceKind.BOUNCED, NOW, incoming)
    suppression = Suppression.objects.get()
    assert suppression.reason == SuppressionReason.MAILBOX_GONE
    assert suppression.scope == SuppressionScope.ALL
    assert suppression.until is None
    assert bytes(suppression.recipient_key) == recipient_key("ana@example.org")


def test_what_is_kept_of_the_words_names_nobody() -> None:
    message = make_sent()
    for name in ("postfix", "exim", "domino", "groupwise", "chinese", "gateway"):
        come_back(sample(name, message))
    kept = " ".join(Trace.objects.values_list("words", flat=True)) + message.last_error
    assert "unknown" in kept.lower()
    assert "ana" not in kept.replace("(address)", "").lower().split()
    assert "@" not in kept


def test_the_same_mail_three_times_is_once() -> None:
    message = make_sent()
    raw = sample("postfix", message)
    copies = [raw, raw.replace(b"\n", b"\r\n"), b"From MAILER-DAEMON Mon Mar  2 2026\n" + raw]
    for copy in copies:
        come_back(copy)
    assert Incoming.objects.count() == Trace.objects.count() == Suppression.objects.count() == 1


def test_a_notice_of_delay_is_a_line_and_nothing_else() -> None:
    message = make_sent()
    come_back(sample("postfix-delay", message))
    message.refresh_from_db()
    assert message.state == State.SENT
    assert Trace.objects.get().kind == TraceKind.DELAYED
    assert not Suppression.objects.exists()


def test_a_report_of_delivery_delivers() -> None:
    message = make_sent()
    come_back(sample("postfix-success", message))
    message.refresh_from_db()
    assert message.state == State.DELIVERED


def test_a_delivery_reported_late_does_not_undo_a_bounce() -> None:
    message = make_sent()
    come_back(sample("postfix", message))
    incoming = come_back(sample("postfix-success", message))
    message.refresh_from_db()
    assert message.state == State.BOUNCED
    assert incoming.state == IncomingState.DONE
    assert [line.kind for line in Trace.objects.order_by("id")] == ["bounced", "delivered"]


def test_a_bounce_after_a_delivery_counts() -> None:
    message = make_sent()
    come_back(sample("postfix-success", message))
    come_back(sample("postfix", message))
    message.refresh_from_db()
    assert message.state == State.BOUNCED


def test_a_report_about_a_message_that_waits_proves_that_it_was_sent() -> None:
    message = make_message(template=NOTICE, at=NOW)
    make_lease(message, until=NOW + timedelta(minutes=1))

    come_back(sample("postfix", message), at=NOW + timedelta(seconds=9))

    message.refresh_from_db()
    assert (message.state, Lease.objects.count()) == (State.BOUNCED, 0)
    assert message.sent_at == NOW + timedelta(seconds=9)


def test_a_report_settles_an_uncertain_letter() -> None:
    letter = make_letter()
    Message.objects.update(state=State.UNCERTAIN)
    come_back(sample("postfix-success", letter, recipient="minister@example.org"))
    letter.refresh_from_db()
    assert letter.state == State.DELIVERED


def full(message: Message, day: datetime) -> None:
    """The mailbox is full on that day; each bounce is a mail of its own."""
    raw = sample("zimbra", message).replace(b"\n\n--z\n", f"\nX-Day: {day}\n\n--z\n".encode(), 1)
    come_back(raw, at=day)


def test_a_full_mailbox_bounces_and_on_four_days_of_thirty_rests_and_then_ends() -> None:
    message = make_sent()
    for day in (0, 0, 1, 2):
        full(message, NOW + timedelta(days=day, hours=day))
    full(message, NOW + timedelta(days=2, hours=5))
    assert not Suppression.objects.exists()
    message.refresh_from_db()
    assert (message.state, message.failure) == (State.BOUNCED, Failure.MAILBOX_FULL)

    full(message, NOW + timedelta(days=20))
    suppression = Suppression.objects.get()
    assert suppression.reason == SuppressionReason.MAILBOX_FULL
    assert suppression.until == NOW + timedelta(days=50)

    for day in (51, 52, 53, 54):
        full(message, NOW + timedelta(days=day))
    suppression.refresh_from_db()
    assert suppression.until is None


def test_full_days_further_apart_than_thirty_suppress_nobody() -> None:
    message = make_sent()
    for day in (0, 11, 22, 33):
        full(message, NOW + timedelta(days=day))
    assert not Suppression.objects.exists()


def test_a_refusal_for_policy_is_told_to_the_operator_and_never_held_against_the_person(
    caplog: pytest.LogCaptureFixture,
) -> None:
    message = make_sent()
    with caplog.at_level(logging.ERROR):
        come_back(sample("exchange-policy", message))
    message.refresh_from_db()
    assert (message.state, message.failure) == (State.BOUNCED, Failure.POLICY)
    assert not Suppression.objects.exists()
    assert "5.7.1" in caplog.text
    assert "ana@" not in caplog.text
    assert "Spamhaus" in Domain.objects.get(name="example.org").words


def test_a_complaint_ends_alerts_and_not_what_a_person_asks_for() -> None:
    message = make_sent()
    come_back(sample("complaint", message))
    message.refresh_from_db()
    assert message.state == State.COMPLAINED
    suppression = Suppression.objects.get()
    assert suppression.reason == SuppressionReason.COMPLAINT
    assert suppression.scope == SuppressionScope.BULK
    assert bytes(suppression.recipient_key) == bytes(message.recipient_key)


def test_a_complaint_in_the_other_form_is_matched_by_message_id_and_recipient() -> None:
    message = make_sent()
    come_back(sample("complaint-attached", message))
    message.refresh_from_db()
    assert message.state == State.COMPLAINED


@pytest.mark.parametrize("name", ["not-spam", "receipt", "person"])
def test_what_needs_no_deed_is_kept_and_ignored(name: str) -> None:
    message = make_sent()
    incoming = come_back(sample(name, message))
    message.refresh_from_db()
    assert (incoming.state, incoming.message) == (IncomingState.IGNORED, message)
    assert message.state == State.SENT
    assert not Suppression.objects.exists()
    assert not Trace.objects.exists()


@pytest.mark.parametrize("name", ["auto-english", "auto-french", "vacation-old", "challenge"])
def test_an_answer_by_a_machine_is_a_line_and_nothing_else(name: str) -> None:
    message = make_sent()
    come_back(sample(name, message))
    message.refresh_from_db()
    assert message.state == State.SENT
    assert Trace.objects.get().kind == TraceKind.ANSWERED
    assert not Suppression.objects.exists()


def test_a_mail_to_the_address_for_no_more_is_a_line_for_alerts_to_read() -> None:
    message = make_sent()
    come_back(sample("unsubscribe", message))
    line = Trace.objects.get()
    assert (line.kind, line.message) == (TraceKind.UNSUBSCRIBED, message)
    assert not Suppression.objects.exists()


def test_what_is_about_no_message_is_kept_for_staff_and_can_be_read_again() -> None:
    message = make_sent()
    raw = sample("postfix", message)
    Message.objects.all().delete()
    incoming = come_back(raw)
    assert incoming.state == IncomingState.UNMATCHED
    assert list(Incoming.objects.needing_a_look()) == [incoming]

    read_again(incoming=incoming, actor=make_user(is_staff=True))
    assert read_incoming() == 1


def test_what_was_understood_or_has_lost_its_text_is_not_read_again() -> None:
    staff = make_user(is_staff=True)
    done = come_back(sample("postfix", make_sent()))
    with pytest.raises(RuleRefused):
        read_again(incoming=done, actor=staff)
    Incoming.objects.update(state=IncomingState.UNMATCHED, raw_sealed=None)
    done.refresh_from_db()
    with pytest.raises(RuleRefused):
        read_again(incoming=done, actor=staff)


def test_what_cannot_be_opened_is_marked_and_stops_nothing() -> None:
    damaged = make_incoming()
    Incoming.objects.update(raw_sealed=b"damaged")
    message = make_sent()
    receive_mail(sample("postfix", message))

    assert read_incoming() == 2

    damaged.refresh_from_db()
    message.refresh_from_db()
    assert damaged.state == IncomingState.UNREADABLE
    assert "SealClosed" in damaged.note
    assert message.state == State.BOUNCED


def test_without_the_private_key_nothing_is_touched(settings: object) -> None:
    incoming = make_incoming()
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed):
        read_incoming()
    incoming.refresh_from_db()
    assert incoming.state == IncomingState.WAITING


@pytest.mark.django_db(transaction=True)
def test_several_readers_read_each_report_once() -> None:
    message = make_sent()
    for number in range(30):
        receive_mail(sample("postfix-delay", message) + b"\n%d\n" % number)

    def read() -> None:
        try:
            read_incoming()
        finally:
            connection.close()

    readers = [threading.Thread(target=read) for _number in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert Trace.objects.count() == 30
    assert not Incoming.objects.waiting().exists()
