"""How long the outbox knows whom it wrote to."""

from datetime import UTC, datetime, timedelta

import pytest

from outbox import retention
from outbox.delivery import pump
from outbox.models import FINAL, Message, State
from outbox.services import forget, purge
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Relay

pytestmark = pytest.mark.django_db

THEN = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OLD = THEN + retention.KEPT + timedelta(hours=1)


@pytest.mark.parametrize("state", State)
def test_after_fourteen_days_the_envelope_of_an_ended_message_is_emptied(state: State) -> None:
    letter = make_letter(at=THEN)
    Message.objects.update(state=state)

    assert purge(at=OLD - timedelta(hours=2)) == 0
    purge(at=OLD)

    letter.refresh_from_db()
    assert (letter.envelope_sealed is None) == (state in FINAL)


def test_a_large_purge_goes_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _number in range(5):
        make_letter(at=THEN)
    Message.objects.update(state=State.SENT)

    assert purge(at=OLD) == 5


def test_an_emptied_row_still_keeps_the_same_mail_from_being_made_again() -> None:
    make_message(template=NOTICE, dedup_key="digest:1", at=THEN)
    Message.objects.update(state=State.SENT)
    purge(at=OLD)

    make_message(template=NOTICE, dedup_key="digest:1", at=OLD)

    assert Message.objects.get().state == State.SENT


def test_forgetting_an_address_drops_what_waits_and_empties_what_was_sent(relay: Relay) -> None:
    sent = make_message(template=NOTICE, to="ana@example.org")
    pump(stream="transactional")
    waiting = make_message(template=NOTICE, to="Ana+x@example.org")
    other = make_message(template=NOTICE, to="ben@example.org")

    assert forget(address="ANA@example.org") == 2
    pump(stream="transactional")

    for message in (sent, waiting, other):
        message.refresh_from_db()
    assert relay.message_ids == [sent.message_id, other.message_id]
    assert (sent.state, waiting.state) == (State.SENT, State.CANCELLED)
    assert sent.envelope_sealed is waiting.envelope_sealed is None
    assert sent.domain == waiting.domain == ""
    assert other.envelope_sealed is not None
