"""The one statement that puts messages in the queue: one mail or five thousand alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

from core.sealed import seal_json
from outbox.addresses import recipient_key
from outbox.models import Content, Message, Stream
from outbox.rendering import Rendered

OWN = ("dedup_key", "envelope", "recipient_key", "domain")
MAX_ATTEMPTS = 6  # the first, and one after each step of leases.BACK_OFF

# From what differs (`fresh`) and what it says (`content`) to a message that waits to be sent.
INTO_QUEUE = """
INSERT INTO outbox_message (
    public_id, message_id, stream, priority, dedup_key, content_id, envelope_sealed,
    recipient_key, domain, state, available_at, attempts, max_attempts, expires_at, asks,
    failure, status_code, last_error, created_at
)
SELECT
    fresh.public_id, '<' || fresh.public_id || %(message_id_tail)s, %(stream)s, %(priority)s,
    fresh.dedup_key, content.id, fresh.envelope, fresh.recipient_key, fresh.domain, 'queued',
    %(available_at)s, 0, %(max_attempts)s, %(expires_at)s::timestamptz, %(asks)s, '', '', '',
    %(available_at)s
"""
# The number of each row is drawn beforehand, so that Message-ID and public id are one. A key that
# is taken inserts nothing.
_INSERT = f"""
WITH fresh AS MATERIALIZED (
    SELECT uuidv7() AS public_id, given.*
    FROM unnest(
        %(dedup_keys)s::text[], %(envelopes)s::bytea[], %(recipient_keys)s::bytea[],
        %(domains)s::text[]
    ) WITH ORDINALITY AS given (dedup_key, envelope, recipient_key, domain, place)
)
{INTO_QUEUE}
FROM fresh LEFT JOIN outbox_content content ON content.digest = %(digest)s::bytea
WHERE content.id IS NOT NULL OR %(digest)s::bytea IS NULL
ORDER BY fresh.place
ON CONFLICT (dedup_key) DO NOTHING
RETURNING """  # noqa: S608 - put together from constants


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What differs from message to message."""

    to: str
    dedup_key: str
    envelope: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Messages that are inserted together, and what they have in common."""

    rows: Sequence[Row]
    stream: Stream
    at: datetime
    rendered: Rendered | None = None
    expires_at: datetime | None = None
    priority: int = 5
    asks: bool = False


class Queued(NamedTuple):
    """What is told of each of many messages."""

    pk: int
    public_id: UUID
    message_id: str
    dedup_key: str


_SAID = ", ".join(("id", *Queued._fields[1:]))


def insert(batch: Batch) -> list[Message]:
    """Insert the rows whose keys are free. Returns the message of each row, in their order."""
    return _insert(batch, _messages)


def insert_many(batch: Batch) -> list[Queued]:
    """Do the same, and make no object of each."""
    return _insert(batch, _queued)


def _insert[Found](
    batch: Batch, insert_or_find: Callable[[list[str], dict[str, Any]], dict[str, Found]]
) -> list[Found]:
    keys = [row.dedup_key for row in batch.rows]
    parameters = _parameters(batch)
    found = insert_or_find(keys, parameters)
    if batch.rendered and len(found) < len(set(keys)):  # neither inserted nor there: new content
        store(batch.rendered, at=batch.at)
        found |= insert_or_find(keys, parameters)
    return [found[key] for key in keys]


def _messages(keys: list[str], parameters: dict[str, Any]) -> dict[str, Message]:
    found = {row.dedup_key: row for row in Message.objects.raw(_INSERT + "*", parameters)}
    if taken := [key for key in keys if key not in found]:
        found |= {row.dedup_key: row for row in Message.objects.filter(dedup_key__in=taken)}
    return found


def _queued(keys: list[str], parameters: dict[str, Any]) -> dict[str, Queued]:
    with connection.cursor() as cursor:
        cursor.execute(_INSERT + _SAID, parameters)
        rows = [Queued(*row) for row in cursor.fetchall()]
    found = {row.dedup_key: row for row in rows}
    if taken := [key for key in keys if key not in found]:
        there = Message.objects.filter(dedup_key__in=taken)
        rows = [Queued(*row) for row in there.values_list(*Queued._fields)]
        found |= {row.dedup_key: row for row in rows}
    return found


def _parameters(batch: Batch) -> dict[str, Any]:
    own = [of_one(row) for row in batch.rows]
    columns = {f"{name}s": [each[name] for each in own] for name in OWN}
    return (
        columns | in_common(batch) | {"digest": batch.rendered.digest if batch.rendered else None}
    )


def of_one(row: Row) -> dict[str, Any]:
    """Return the columns in which a message differs from others, the address sealed.

    Raises ValueError for a key that holds an address.
    """
    if "@" in row.dedup_key:
        raise ValueError("A deduplication key is kept for good: it must not hold an address.")
    return {
        "dedup_key": row.dedup_key,
        "envelope": seal_json(row.envelope),
        "recipient_key": recipient_key(row.to),
        "domain": row.to.rpartition("@")[2].lower(),
    }


def in_common(batch: Batch) -> dict[str, Any]:
    """Return the columns that the messages of a batch have in common."""
    return {
        "message_id_tail": f".{batch.stream}@{settings.MAIL_DOMAIN}>",
        "stream": batch.stream.value,
        "priority": batch.priority,
        "available_at": batch.at,
        "max_attempts": MAX_ATTEMPTS,
        "expires_at": batch.expires_at,
        "asks": batch.asks,
    }


def store(rendered: Rendered, *, at: datetime) -> None:
    """Store the content, unless another transaction has done so."""
    content = Content(
        digest=rendered.digest,
        template=rendered.template,
        language=rendered.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        created_at=at,
    )
    Content.objects.bulk_create([content], ignore_conflicts=True)
