"""Processes that die, stop or race. Each test fails without the defence that it names."""

import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from outbox import leases, settling
from outbox.delivery import pump
from outbox.models import Failure, Lease, Message, State
from tests.factories.outbox import make_letter, make_message

from . import processes
from .conftest import NOTICE, Relay, mark_sent

pytestmark = pytest.mark.django_db(transaction=True)

AFTER_THE_LEASE = leases.LEASE + timedelta(seconds=1)


@contextmanager
def nobody_told() -> Iterator[None]:
    """What is queued here wakes nobody, as when the process dies right after its commit."""
    with transaction.atomic():
        yield
        connection.run_on_commit.clear()


@pytest.fixture
def mailpump(relay: Relay) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `manage.py mailpump` as a process of its own, on the database of the test."""
    started = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        process = processes.start(
            "manage.py", "mailpump", *arguments, SMTP_HOST="127.0.0.1", SMTP_PORT=str(relay.port)
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        with process:  # waits, and closes its pipes
            pass


def and_hang_up(deed: Callable[[], object]) -> None:
    try:
        deed()
    finally:
        connection.close()


def run_twice_at_once(deed: Callable[[], object]) -> None:
    ready = threading.Barrier(2)

    def run() -> None:
        ready.wait()
        and_hang_up(deed)

    threads = [threading.Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_pumps_at_once_send_each_message_once(relay: Relay) -> None:
    with nobody_told():
        messages = [make_message(template=NOTICE) for _number in range(60)]

    run_twice_at_once(lambda: pump(stream="transactional"))

    assert sorted(relay.message_ids) == sorted(message.message_id for message in messages)
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


def test_a_claim_neither_waits_for_another_nor_takes_the_same_rows() -> None:
    with nobody_told():
        for _number in range(4):
            make_message(template=NOTICE)
    seconds = []

    def claim_second() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            seconds.extend(leases.claim(stream="transactional", limit=2))

    with transaction.atomic():
        firsts = leases.claim(stream="transactional", limit=2)
        other = threading.Thread(target=and_hang_up, args=(claim_second,))
        other.start()
        other.join()

    assert len(firsts) == len(seconds) == 2
    assert not set(firsts) & set(seconds)


def test_a_worker_that_died_after_its_claim_leaves_the_message_to_others(relay: Relay) -> None:
    with nobody_told():
        message = make_message(template=NOTICE)
    leases.claim(stream="transactional", limit=20)

    pump(stream="transactional")
    assert relay.received == []
    with time_machine.travel(timezone.now() + AFTER_THE_LEASE):
        pump(stream="transactional")

    assert relay.message_ids == [message.message_id]


def test_what_a_vanished_worker_held_is_tried_one_by_one_behind_the_others() -> None:
    """One of them may be what killed it, and must not cost the others their attempts."""
    with nobody_told():
        held = [make_message(template=NOTICE) for _number in range(3)]
    leases.claim(stream="transactional", limit=20)
    with nobody_told():
        fresh = [make_message(template=NOTICE) for _number in range(2)]
    after = timezone.now() + AFTER_THE_LEASE

    claims = [leases.claim(stream="transactional", limit=20, at=after) for _number in range(3)]

    assert claims == [[*fresh, held[0]], [held[1]], [held[2]]]


def test_a_sender_killed_at_the_final_dot_sends_again_under_the_same_message_id(
    relay: Relay, mailpump: Callable[..., subprocess.Popen[str]]
) -> None:
    with nobody_told():
        message = make_message(template=NOTICE)
    process = None

    def kill() -> None:
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait()

    relay.at_text = kill
    process = mailpump("--stream", "transactional", "--once")
    assert process.wait(timeout=60) == -signal.SIGKILL
    message.refresh_from_db()
    assert message.state == State.QUEUED

    with time_machine.travel(timezone.now() + AFTER_THE_LEASE):
        pump(stream="transactional")
    assert relay.message_ids == [message.message_id] * 2


def test_a_letter_whose_sender_was_killed_at_the_final_dot_is_not_sent_again(
    relay: Relay, mailpump: Callable[..., subprocess.Popen[str]]
) -> None:
    with nobody_told():
        letter = make_letter()
    process = None

    def kill() -> None:
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait()

    relay.at_text = kill
    process = mailpump("--stream", "letter", "--once")
    assert process.wait(timeout=60) == -signal.SIGKILL
    letter.refresh_from_db()
    assert letter.state == State.SENDING

    with time_machine.travel(timezone.now() + AFTER_THE_LEASE):
        pump(stream="letter")
        settling.park()
        pump(stream="letter")
    letter.refresh_from_db()
    assert letter.state == State.UNCERTAIN
    assert relay.message_ids == [letter.message_id]


def test_a_pump_told_to_end_finishes_the_message_at_hand_and_doubles_nothing(
    relay: Relay, mailpump: Callable[..., subprocess.Popen[str]]
) -> None:
    with nobody_told():
        messages = [make_message(template=NOTICE) for _number in range(30)]
    process = None

    def end() -> None:
        if process is not None and len(relay.received) == 3:
            process.send_signal(signal.SIGTERM)

    relay.at_text = end
    process = mailpump("--stream", "transactional", "--forever")
    assert process.wait(timeout=60) == 0
    assert 3 <= len(relay.received) <= 4

    pump(stream="transactional")
    assert sorted(relay.message_ids) == sorted(message.message_id for message in messages)


@pytest.mark.parametrize("make", [make_message, make_letter])
def test_a_worker_paused_past_its_lease_does_not_send_what_another_holds(
    relay: Relay, make: Any
) -> None:
    """As if stopped while it waited for the relay: the clock moves on, another claims."""
    with nobody_told():
        message = make() if make is make_letter else make(template=NOTICE)
    with time_machine.travel(timezone.now()) as clock:

        def pause() -> None:
            clock.shift(AFTER_THE_LEASE)
            leases.claim(stream=message.stream, limit=20)
            connection.close()

        relay.at_address = pause
        pump(stream=message.stream, seconds=1)

    assert relay.received == []
    message.refresh_from_db()
    assert message.state == State.QUEUED
    assert Lease.objects.in_hand(at=timezone.now()).filter(message=message).exists()


def test_a_worker_paused_past_its_lease_cannot_mark() -> None:
    with nobody_told():
        message = make_message(template=NOTICE)
    (paused,) = leases.claim(stream=message.stream, limit=1)
    (holder,) = leases.claim(stream=message.stream, limit=1, at=timezone.now() + AFTER_THE_LEASE)

    late = leases.Outcome(failure=Failure.TEMPORARY, error="late")
    assert not leases.mark_failed(paused, late)
    assert not leases.mark_for_retry(paused, late)
    mark_sent(paused)
    message.refresh_from_db()
    assert (message.state, message.last_error) == (State.QUEUED, "")
    assert not message.traces.exists()
    mark_sent(holder)
    message.refresh_from_db()
    assert message.state == State.SENT


def test_a_slow_relay_renews_the_lease_rather_than_lose_it(relay: Relay) -> None:
    """Nobody else claimed it, so it goes, under a lease that lasts until the relay has answered."""
    with nobody_told():
        message = make_message(template=NOTICE)
    seen = []
    with time_machine.travel(timezone.now()) as clock:
        relay.at_address = lambda: clock.shift(timedelta(seconds=60))

        def look() -> None:
            seen.append(Lease.objects.get(message=message).until - timezone.now())
            connection.close()

        relay.at_text = look
        pump(stream="transactional")

    assert relay.message_ids == [message.message_id]
    assert seen[0] > leases.NEEDED


def test_two_transactions_with_one_key_make_one_message() -> None:
    run_twice_at_once(
        lambda: [make_message(template=NOTICE, dedup_key=f"same:{n}") for n in range(20)]
    )

    assert Message.objects.count() == 20
