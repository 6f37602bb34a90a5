"""A domain that refuses us again and again is left in peace for a while."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from outbox import breaker
from outbox.delivery import pump
from outbox.models import Domain, Failure, Message, State, Suppression, TraceKind
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Relay

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
POLICY = "550 5.7.1 Your server is on our blocklist"


def refuse(times: int, *, at: datetime = NOON) -> datetime | None:
    until = None
    for _time in range(times):
        until = breaker.note_refusal(domain="weary.test", words="no", at=at)
    return until


def test_ten_refusals_in_a_row_give_a_domain_its_rest() -> None:
    assert refuse(breaker.REFUSALS - 1) is None
    assert refuse(1) == NOON + timedelta(minutes=15)


def test_each_further_refusal_doubles_the_rest_up_to_a_limit() -> None:
    refuse(breaker.REFUSALS)
    rests = [refuse(1) for _time in range(6)]

    assert [until - NOON for until in rests if until] == [
        timedelta(minutes=30),
        timedelta(hours=1),
        timedelta(hours=2),
        *[timedelta(hours=4)] * 3,
    ]


def test_one_yes_closes_the_breaker() -> None:
    refuse(breaker.REFUSALS)
    breaker.note_success(domain="weary.test", at=NOON)

    assert refuse(1) is None


def test_a_row_is_made_only_for_who_refuses(relay: Relay) -> None:
    make_message(template=NOTICE)
    pump(stream="transactional")

    assert not Domain.objects.exists()


def test_the_rest_of_a_batch_waits_with_its_domain_and_nobody_is_suppressed(
    relay: Relay, caplog: pytest.LogCaptureFixture
) -> None:
    refused = breaker.REFUSALS
    with time_machine.travel(NOON, tick=False):
        for number in range(refused + 3):
            make_message(template=NOTICE, stream="bulk", to=f"reader{number}@weary.test")
        other = make_message(template=NOTICE, stream="bulk", to="reader@example.org")
        relay.to_address = [POLICY] * refused
        with caplog.at_level(logging.ERROR, logger="outbox"):
            pump(stream="bulk")

    assert relay.message_ids == [other.message_id]
    assert Message.objects.filter(state=State.FAILED, failure=Failure.POLICY).count() == refused
    waiting = Message.objects.filter(state=State.QUEUED)
    assert [row.available_at for row in waiting] == [NOON + timedelta(minutes=15)] * 3
    assert {row.attempts for row in waiting} == {0}
    assert not Suppression.objects.exists()
    assert "weary.test refuses our mail" in caplog.text
    assert "reader" not in caplog.text


def test_a_refusal_is_a_line_in_the_messages_history(relay: Relay) -> None:
    relay.to_address = ["451 4.7.1 Greylisted, try again"]
    message = make_message(template=NOTICE)
    pump(stream="transactional")

    (line,) = message.traces.all()
    assert (line.kind, line.attempt, line.smtp_code) == (TraceKind.RETRIED, 1, 451)
    assert (line.status_code, line.words) == ("4.7.1", "4.7.1 Greylisted, try again")
    assert line.failure == Failure.TEMPORARY
    message.refresh_from_db()
    assert (message.failure, message.status_code) == (Failure.TEMPORARY, "4.7.1")


def test_a_mailbox_that_is_gone_is_written_to_no_more(relay: Relay) -> None:
    relay.to_address = ["550 5.1.1 No such user here"]
    make_message(template=NOTICE, to="gone@example.org")
    pump(stream="transactional")
    later = make_message(template=NOTICE, to="Gone@example.org")
    pump(stream="transactional")

    suppression = Suppression.objects.get()
    assert (suppression.reason, suppression.scope) == ("mailbox_gone", "all")
    later.refresh_from_db()
    assert later.state == State.SUPPRESSED
    assert not Domain.objects.exists()


def test_a_mailbox_that_stays_full_gets_a_pause_and_then_an_end(relay: Relay) -> None:
    def fill_up(day: int) -> None:
        with time_machine.travel(NOON + timedelta(days=day), tick=False):
            relay.to_address = ["552 5.2.2 Mailbox full"]
            make_message(template=NOTICE, to="full@example.org")
            pump(stream="transactional")

    for day in (0, 0, 1, 2):
        fill_up(day)
    assert not Suppression.objects.exists()  # three days, though four times
    fill_up(3)
    assert Suppression.objects.get().until == NOON + timedelta(days=33)
    for day in (34, 35, 36, 37):
        fill_up(day)
    suppression = Suppression.objects.get()
    assert (suppression.reason, suppression.until) == ("mailbox_full", None)


def test_a_letter_that_was_refused_can_be_tried_again_by_a_person(relay: Relay) -> None:
    relay.to_text = ["554 5.7.1 Not accepted"]
    letter = make_letter()
    pump(stream="letter")

    letter.refresh_from_db()
    assert (letter.state, letter.failure) == (State.FAILED, Failure.POLICY)
    assert [line.kind for line in letter.traces.all()] == [TraceKind.FAILED]
