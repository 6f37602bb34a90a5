"""Mails whose cause is gone, taken back by the app that asked for them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from outbox import leases
from outbox.delivery import pump
from outbox.models import Message, State
from outbox.services import (
    cancel_messages,
    erase,
    release_messages,
    waiting_messages,
    withdraw,
)
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Relay

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=10)


def test_what_is_withdrawn_is_not_sent_and_what_was_sent_stays_sent(relay: Relay) -> None:
    sent = make_message(template=NOTICE)
    pump(stream="transactional")
    waiting = make_message(template=NOTICE)

    assert withdraw(messages=Message.objects.all()) == 1
    pump(stream="transactional")

    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert (sent.state, waiting.state) == (State.SENT, State.CANCELLED)
    assert relay.message_ids == [sent.message_id]


def test_a_letter_withdrawn_while_a_worker_has_it_does_not_leave() -> None:
    make_letter()
    (held,) = leases.claim(stream="letter", limit=1)

    withdraw(messages=Message.objects.all())

    assert not leases.confirm(held)


@pytest.mark.parametrize("state", State)
def test_erasing_empties_every_envelope_but_that_of_a_letter_being_sent(state: State) -> None:
    letter = make_letter()
    Message.objects.update(state=state)

    erase(messages=Message.objects.all())

    letter.refresh_from_db()
    assert (letter.envelope_sealed is None) == (state != State.SENDING)
    assert letter.state == (State.CANCELLED if state == State.QUEUED else state)


def test_a_message_for_later_waits_to_be_judged_and_else_goes_by_itself(relay: Relay) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        kept, refused, forgotten = (
            make_message(template=NOTICE, dedup_key=f"waits:{n}", at=LATER) for n in range(3)
        )
        make_message(template=NOTICE, dedup_key="other:1", at=LATER)
        assert list(waiting_messages(prefixes=["waits"])) == [kept, refused, forgotten]

        assert release_messages(messages=[kept]) == 1
        assert cancel_messages(messages=[refused]) == 1
        pump(stream="transactional")
        assert relay.message_ids == [kept.message_id]
        assert list(waiting_messages(prefixes=["waits"])) == [forgotten]

        clock.move_to(LATER)
        pump(stream="transactional")
        assert forgotten.message_id in relay.message_ids
        assert refused.message_id not in relay.message_ids


def test_what_a_worker_has_is_not_released_or_cancelled_from_beside() -> None:
    message = make_message(template=NOTICE)
    leases.claim(stream="transactional", limit=1)

    assert release_messages(messages=[message]) == 0
    assert cancel_messages(messages=[message]) == 0
