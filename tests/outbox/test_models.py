"""What the tables hold to by themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from outbox import leases, settling
from outbox.figures import oldest_waits
from outbox.models import AT_LEAST_ONCE, AT_MOST_ONCE, Message, State, Stream
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "lost"},
        {"stream": "post"},
        {"stream": "letter"},
        {"state": "sending"},
        {"state": "uncertain"},
        {"content": None},
    ],
)
def test_postgresql_refuses_what_no_message_is(columns: dict[str, object]) -> None:
    message = make_message(template=NOTICE)

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**columns)


def test_each_stream_has_its_table_of_moves() -> None:
    assert make_letter().moves is AT_MOST_ONCE
    for stream in (Stream.TRANSACTIONAL, Stream.BULK):
        assert make_message(template=NOTICE, stream=stream).moves is AT_LEAST_ONCE


def test_mail_to_citizens_is_never_uncertain() -> None:
    reachable = {state for ends in AT_LEAST_ONCE.values() for state in ends}

    assert not reachable & {State.SENDING, State.UNCERTAIN}


def test_what_a_worker_holds_does_not_count_as_waiting() -> None:
    make_message(template=NOTICE, at=NOON - timedelta(minutes=7))
    leases.claim(stream="transactional", limit=5, at=NOON)

    assert not Message.objects.due(stream="transactional", at=NOON).exists()
    assert oldest_waits(at=NOON)[Stream.TRANSACTIONAL] == timedelta()


def test_a_claim_reads_only_what_is_queued() -> None:
    """The index of the claim holds no sent row, however many there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'outbox_message_due'")
        (definition,) = cursor.fetchone()
    assert "WHERE ((state)::text = 'queued'::text)" in definition


def test_parking_ends_what_no_claim_will(settings: object) -> None:
    late = make_message(template=NOTICE, at=NOON, expires=timedelta(hours=1))
    Message.objects.filter(pk=late.pk).update(available_at=NOON + timedelta(hours=4))
    spent = make_message(template=NOTICE, at=NOON)
    Message.objects.filter(pk=spent.pk).update(attempts=6)
    letter = make_letter(at=NOON)
    (held,) = leases.claim(stream="letter", limit=1, at=NOON)
    leases.confirm(held, at=NOON)

    settling.park(at=NOON + timedelta(seconds=60))
    letter.refresh_from_db()
    assert letter.state == State.SENDING
    settling.park(at=NOON + timedelta(hours=2))

    for message in (late, spent, letter):
        message.refresh_from_db()
    assert (late.state, spent.state, letter.state) == (
        State.EXPIRED,
        State.FAILED,
        State.UNCERTAIN,
    )


def test_parking_leaves_what_a_worker_holds() -> None:
    message = make_message(template=NOTICE, at=NOON, expires=timedelta(seconds=30))
    leases.claim(stream="transactional", limit=5, at=NOON)

    settling.park(at=NOON + timedelta(seconds=60))

    message.refresh_from_db()
    assert message.state == State.QUEUED
