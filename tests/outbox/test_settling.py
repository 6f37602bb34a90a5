"""From marks to messages: what was taken is never sent again, whoever wrote it down or died."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from core.states import MoveRefused
from outbox import leases, settling
from outbox.marks import Marks
from outbox.models import Failure, Lease, Message, State
from outbox.services import cancel
from outbox.services.sweeping import Deed, carry_out
from outbox.sieve import Sieve
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, mark_sent

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OVER = NOON + leases.LEASE + timedelta(seconds=1)


def taken_and_left(message: Message) -> None:
    """A worker marked it, and died before it settled."""
    leases.claim(stream=message.stream, limit=1, at=NOON)
    if message.stream == "letter":
        Message.objects.update(state=State.SENDING)
    Lease.objects.update(taken_at=NOON + timedelta(seconds=1), smtp_code=250)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make", [lambda: make_message(template=NOTICE, at=NOON), lambda: make_letter(at=NOON)]
)
def test_what_was_marked_is_not_claimed_again_and_is_written_down_later(make) -> None:
    message = make()
    taken_and_left(message)

    assert leases.claim(stream=message.stream, limit=5, at=OVER) == []
    assert settling.park(at=OVER) == 1

    message.refresh_from_db()
    assert (message.state, message.smtp_code, message.attempts) == (State.SENT, 250, 1)
    assert message.sent_at == NOON + timedelta(seconds=1)
    assert not Lease.objects.exists()


@pytest.mark.django_db
def test_a_marked_message_neither_expires_nor_runs_out_of_attempts() -> None:
    message = make_message(template=NOTICE, at=NOON, expires=timedelta(seconds=30))
    taken_and_left(message)

    settling.park(at=NOON + timedelta(seconds=60))

    message.refresh_from_db()
    assert message.state == State.QUEUED
    settling.park(at=OVER)
    message.refresh_from_db()
    assert message.state == State.SENT


@pytest.mark.django_db
def test_an_attempt_that_vanished_counts_when_the_next_one_ends() -> None:
    message = make_message(template=NOTICE, at=NOON)
    leases.claim(stream=message.stream, limit=1, at=NOON)
    (again,) = leases.claim(stream=message.stream, limit=1, at=OVER)

    leases.mark_for_retry(again, leases.Outcome(failure=Failure.TEMPORARY, error="busy"), at=OVER)

    message.refresh_from_db()
    assert (message.attempts, message.available_at > OVER) == (2, True)
    assert not Lease.objects.exists()


@pytest.mark.django_db
def test_a_message_that_ran_out_of_attempts_can_be_queued_again_with_all_of_them() -> None:
    message = make_message(template=NOTICE, at=NOON)
    late = NOON
    for _death in range(message.max_attempts + 1):
        leases.claim(stream=message.stream, limit=1, at=late)
        late += leases.LEASE + timedelta(seconds=1)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.FAILED, message.max_attempts)

    carry_out(deed=Deed.RETRY, sieve=Sieve(), pks=[message.pk], actor=None, at=late)

    (held,) = leases.claim(stream=message.stream, limit=1, at=late)
    assert (held.attempts, bool(held.lease_token)) == (1, True)


@pytest.mark.django_db
def test_with_a_slow_relay_messages_do_not_look_for_long_as_if_they_waited(monkeypatch) -> None:
    monkeypatch.setattr("outbox.marks.SETTLE_AFTER", 0.0)
    for _number in range(2):
        make_message(template=NOTICE)
    first, second = leases.claim(stream="transactional", limit=5)
    marks = Marks()

    marks.begin(first, code=250)
    marks.begin(second, code=250)
    marks.wait()

    states = Message.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.SENT, State.QUEUED]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "deed",
    [
        lambda message: cancel(message=message, actor=None),
        lambda message: carry_out(deed=Deed.CANCEL, sieve=Sieve(), pks=[message.pk], actor=None),
    ],
)
def test_who_cancels_while_a_claim_is_under_way_waits_and_then_finds_it_taken(deed) -> None:
    """A claim writes beside the message: only what is asked after it has ended knows of it."""
    with transaction.atomic():
        message = make_message(template=NOTICE)
        connection.run_on_commit.clear()
    refused = []

    def cancels() -> None:
        try:
            refused.append(deed(message) == 0)
        except MoveRefused:
            refused.append(True)
        finally:
            connection.close()

    with transaction.atomic():
        (held,) = leases.claim(stream="transactional", limit=1)
        other = threading.Thread(target=cancels)
        other.start()
        other.join(timeout=0.5)
        assert other.is_alive()
    other.join()

    assert refused == [True]
    mark_sent(held)
    message.refresh_from_db()
    assert message.state == State.SENT
    assert message.sent_at <= timezone.now()
