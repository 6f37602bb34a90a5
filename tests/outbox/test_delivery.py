"""The loop, against a real relay: what the relay says decides what becomes of the row."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from outbox import leases, settling
from outbox.delivery import CannotSend, pump
from outbox.models import Lease, Message, State
from outbox.services import cancel, suppress
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Relay

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_a_message_is_sent_once_and_marked(relay: Relay) -> None:
    message = make_message(template=NOTICE, to="Ana@example.org")

    assert pump(stream="transactional") is False
    assert pump(stream="transactional") is False

    (received,) = relay.received
    message.refresh_from_db()
    assert received.recipients == ["Ana@example.org"]
    assert received.message_id == message.message_id
    assert (message.state, message.smtp_code) == (State.SENT, 250)
    assert message.sent_at == NOON
    assert not Lease.objects.exists()


def test_a_pump_sends_its_own_stream_only(relay: Relay) -> None:
    make_message(template=NOTICE)
    bulk = make_message(template=NOTICE, stream="bulk")

    pump(stream="bulk")

    assert relay.message_ids == [bulk.message_id]


def test_the_lower_priority_number_goes_first(relay: Relay) -> None:
    second = make_message(template=NOTICE)
    first = make_message(template=NOTICE, priority=1)

    pump(stream="transactional")

    assert relay.message_ids == [first.message_id, second.message_id]


def test_one_connection_serves_many_messages(relay: Relay) -> None:
    for _number in range(25):  # more than one batch
        make_message(template=NOTICE)

    pump(stream="transactional")

    assert len(relay.received) == 25
    assert relay.connections == 1


def test_a_refusal_for_good_is_final(relay: Relay) -> None:
    relay.to_address = ["550 5.1.1 <ana@example.org>: user ana unknown"]
    message = make_message(template=NOTICE, to="ana@example.org")
    other = make_message(template=NOTICE)

    pump(stream="transactional")

    message.refresh_from_db()
    assert (message.state, message.smtp_code) == (State.FAILED, 550)
    assert relay.message_ids == [other.message_id]


def test_an_error_is_kept_without_the_address_it_quotes(relay: Relay) -> None:
    relay.to_address = ["550 5.1.1 <Ana.Lee@example.org>: user ana.lee unknown (ANA.LEE)"]
    message = make_message(template=NOTICE, to="ana.lee@example.org")

    pump(stream="transactional")

    message.refresh_from_db()
    assert "ana" not in message.last_error.lower()
    assert "unknown" in message.last_error


def test_a_refusal_after_the_text_is_certain_too(relay: Relay) -> None:
    relay.to_text = ["554 5.7.1 No"]
    letter = make_letter()

    pump(stream="letter")

    letter.refresh_from_db()
    assert (letter.state, letter.smtp_code) == (State.FAILED, 554)


@pytest.mark.parametrize("stage", ["to_address", "to_text"])
@pytest.mark.parametrize("make", [make_message, make_letter])
def test_a_refusal_for_now_is_tried_again_later(
    relay: Relay, clock: time_machine.Traveller, stage: str, make: Any
) -> None:
    setattr(relay, stage, ["451 4.7.1 Greylisted, come back"])
    message = make() if make is make_letter else make(template=NOTICE)

    pump(stream=message.stream)
    message.refresh_from_db()
    assert (message.state, message.smtp_code, message.attempts) == (State.QUEUED, 451, 1)
    assert timedelta(seconds=48) <= message.available_at - NOON <= timedelta(seconds=72)
    pump(stream=message.stream)
    assert relay.received == []

    clock.shift(timedelta(minutes=2))
    pump(stream=message.stream)
    message.refresh_from_db()
    assert message.state == State.SENT
    assert relay.message_ids == [message.message_id]


def test_each_wait_is_longer_and_the_last_attempt_ends_it(
    relay: Relay, clock: time_machine.Traveller
) -> None:
    relay.to_address = ["451 No"] * 9
    message = make_message(template=NOTICE)
    waits = []
    for _attempt in range(6):
        pump(stream="transactional")
        message.refresh_from_db()
        waits.append(message.available_at - timezone.now())
        clock.shift(timedelta(hours=6))

    assert message.state == State.FAILED
    for wait, minutes in zip(waits, (1, 5, 15, 60, 240), strict=False):
        assert 0.79 < wait / timedelta(minutes=minutes) < 1.21


@pytest.mark.parametrize("make", [make_message, make_letter])
def test_a_break_before_the_text_is_tried_again(
    relay: Relay, clock: time_machine.Traveller, make: Any
) -> None:
    relay.to_address = [None, None]  # also on the second connection
    message = make() if make is make_letter else make(template=NOTICE)

    pump(stream=message.stream)
    message.refresh_from_db()
    assert message.state == State.QUEUED
    assert relay.received == []

    clock.shift(timedelta(minutes=2))
    pump(stream=message.stream)
    assert relay.message_ids == [message.message_id]


def test_a_held_line_that_the_relay_has_closed_is_opened_anew(relay: Relay) -> None:
    relay.to_address = ["250 OK", None]
    for _number in range(3):
        make_message(template=NOTICE)

    pump(stream="transactional")

    assert len(relay.received) == 3
    assert relay.connections == 2


def test_mail_dropped_after_the_final_dot_goes_again_under_the_same_message_id(
    relay: Relay, clock: time_machine.Traveller
) -> None:
    relay.to_text = [None]
    message = make_message(template=NOTICE, stream="bulk")

    pump(stream="bulk")
    clock.shift(timedelta(minutes=2))
    pump(stream="bulk")

    message.refresh_from_db()
    assert message.state == State.SENT
    assert relay.message_ids == [message.message_id] * 2


def test_a_letter_dropped_after_the_final_dot_is_uncertain_and_stays_so(
    relay: Relay, clock: time_machine.Traveller
) -> None:
    relay.to_text = [None]
    letter = make_letter()

    pump(stream="letter")
    letter.refresh_from_db()
    assert letter.state == State.UNCERTAIN

    for _day in range(3):
        clock.shift(timedelta(days=1))
        settling.park()
        pump(stream="letter")
    letter.refresh_from_db()
    assert letter.state == State.UNCERTAIN
    assert relay.message_ids == [letter.message_id]


def test_a_relay_that_is_down_costs_no_attempt(relay: Relay, settings: Any) -> None:
    messages = [make_message(template=NOTICE) for _number in range(3)]
    for mailer in settings.MAILERS.values():
        mailer["OPTIONS"]["port"] = 9  # nobody listens

    assert pump(stream="transactional") is False

    for message in messages:
        message.refresh_from_db()
        assert (message.state, message.attempts) == (State.QUEUED, 0)
        assert message.last_error == "ConnectionRefusedError"
        assert message.available_at == NOON + leases.RELAY_PAUSE


@pytest.mark.parametrize(("scope", "is_sent"), [("all", False), ("bulk", True)])
def test_a_suppressed_address_is_not_written_to(relay: Relay, scope: str, is_sent: bool) -> None:
    message = make_message(template=NOTICE, to="ana+news@example.org")
    bulk = make_message(template=NOTICE, to="ana@example.org", stream="bulk")
    suppress(address="Ana@example.org", reason="complaint", scope=scope, actor=None)

    pump(stream="transactional")
    pump(stream="bulk")

    message.refresh_from_db()
    bulk.refresh_from_db()
    assert bulk.state == State.SUPPRESSED
    assert message.state == (State.SENT if is_sent else State.SUPPRESSED)
    assert len(relay.received) == int(is_sent)


def test_mail_that_is_too_late_is_not_sent(relay: Relay, clock: time_machine.Traveller) -> None:
    late = make_message(template=NOTICE, expires=timedelta(hours=1))
    in_time = make_message(template=NOTICE, expires=NOON + timedelta(days=2))
    clock.shift(timedelta(hours=2))

    pump(stream="transactional")

    late.refresh_from_db()
    assert late.state == State.EXPIRED
    assert relay.message_ids == [in_time.message_id]


def test_a_cancelled_message_is_not_sent(relay: Relay) -> None:
    cancel(message=make_message(template=NOTICE), actor=None)

    pump(stream="transactional")

    assert relay.received == []


def test_a_pump_that_is_told_to_stop_gives_back_what_it_claimed(relay: Relay) -> None:
    for _number in range(5):
        make_message(template=NOTICE)

    more = pump(stream="transactional", should_stop=lambda: len(relay.received) >= 2)

    assert more is True
    assert len(relay.received) == 2
    waiting = Message.objects.due(stream="transactional")
    assert [row.attempts for row in waiting] == [0] * 3
    assert not Lease.objects.exists()


def test_a_process_without_the_private_key_neither_sends_nor_claims(
    relay: Relay, settings: Any
) -> None:
    message = make_message(template=NOTICE)
    settings.SEALING_PRIVATE_KEY = ""

    with pytest.raises(CannotSend, match="SEALING_PRIVATE_KEY"):
        pump(stream="transactional")

    message.refresh_from_db()
    assert message.attempts == 0
    assert relay.received == []


def test_a_worker_with_a_foreign_key_does_not_fail_the_queue(relay: Relay, settings: Any) -> None:
    message = make_message(template=NOTICE)
    settings.SEALING_PRIVATE_KEY = "33" * 32

    with pytest.raises(CannotSend):
        pump(stream="transactional")

    message.refresh_from_db()
    assert message.state == State.QUEUED


def test_a_message_that_cannot_be_made_fails_alone(relay: Relay) -> None:
    broken = make_message(template=NOTICE)
    Message.objects.filter(pk=broken.pk).update(envelope_sealed=b"not a box")
    other = make_message(template=NOTICE)

    pump(stream="transactional")

    broken.refresh_from_db()
    assert (broken.state, broken.last_error) == (State.FAILED, "Cannot be made: SealClosed")
    assert relay.message_ids == [other.message_id]


def test_a_message_that_kills_its_workers_is_given_up(clock: time_machine.Traveller) -> None:
    message = make_message(template=NOTICE)
    for _death in range(6):
        leases.claim(stream=message.stream, limit=1)
        clock.shift(leases.LEASE + timedelta(seconds=1))

    leases.claim(stream=message.stream, limit=1)

    message.refresh_from_db()
    assert message.state == State.FAILED
