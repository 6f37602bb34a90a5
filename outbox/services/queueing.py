"""Put a mail in the queue, in the transaction of what causes it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.conf import settings
from django.db import connection
from django.utils import timezone

from core.sealed import seal_json
from core.text import clean_line, clean_text
from outbox.addresses import mailable, recipient_key
from outbox.models import Content, Message, State, Stream
from outbox.rendering import Ask, Rendered, is_one_line, render
from outbox.wakeup import wake_on_commit

MAX_ATTEMPTS = 6  # the first, and one after each step of leases.BACK_OFF

_INSERT = """
WITH fresh AS MATERIALIZED (SELECT uuidv7() AS public_id)
INSERT INTO outbox_message (
    public_id, message_id, stream, priority, dedup_key, content_id, envelope_sealed,
    recipient_key, domain, state, available_at, attempts, max_attempts, expires_at,
    last_error, created_at
)
SELECT
    fresh.public_id, '<' || fresh.public_id || %(message_id_tail)s, %(stream)s, %(priority)s,
    %(dedup_key)s, content.id, %(envelope)s, %(recipient_key)s, %(domain)s, 'queued', %(at)s, 0,
    %(max_attempts)s, %(expires_at)s, '', %(at)s
FROM fresh LEFT JOIN outbox_content content ON content.digest = %(digest)s::bytea
WHERE content.id IS NOT NULL OR %(digest)s::bytea IS NULL
ON CONFLICT (dedup_key) DO NOTHING
RETURNING id, public_id, message_id, content_id
"""


class How(TypedDict, total=False):
    """How a mail goes, where it differs from a transactional one in English, to go at once."""

    stream: Stream | str
    language: str
    expires: datetime | timedelta | None  # a moment, or how long from now; later is too late
    priority: int  # the lower goes first; 5 if not given
    at: datetime | None  # now, or the moment before which it does not go


class LetterHow(TypedDict, total=False):
    reply_to: str | None
    language: str
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class _Row:
    """What is inserted."""

    stream: Stream
    dedup_key: str
    to: str
    envelope: dict[str, Any]
    at: datetime
    rendered: Rendered | None = None
    expires_at: datetime | None = None
    priority: int = 5


def enqueue(
    *,
    template: str,
    to: str,
    dedup_key: str,
    context: Mapping[str, Any] | None = None,
    values: Mapping[str, Any] | None = None,
    **how: Unpack[How],
) -> Message:
    """Queue one mail to one address, in the caller's transaction: rolled back, it never was.

    `template` names three files: `<template>.subject.txt`, `.txt` and `.html`. `context` (JSON)
    is the same for all recipients, and holds nothing of one person: it is stored as it reads.
    `values` (strings) are this person's own: sealed with the address, shown by templates as
    `{{ values.link }}`, plain output only; bulk mail needs `one_click_url` (RFC 8058). `dedup_key`
    says what the mail is for ("confirm:12:v1"), not to whom: under the same key no second is made,
    and the first is returned.

    Raises AddressRefused unless `to` is exactly one address, ValueMissing if a template names a
    value that was not passed, ValueError for a line break in a value of the subject.
    """
    address = mailable(to)
    stream = Stream(how.get("stream", Stream.TRANSACTIONAL))
    if stream == Stream.LETTER:
        raise ValueError("A letter goes through enqueue_letter.")
    own = _as_strings(values or {})
    ask = Ask(
        template=template,
        language=how.get("language") or "en",
        stream=stream,
        names=tuple(sorted(own)),
        context=json.dumps(context or {}, sort_keys=True, ensure_ascii=False),
        site_name=str(settings.SITE_NAME),
        base_url=settings.BASE_URL,
    )
    rendered = render(ask)
    _refuse_unfit(stream=stream, own=own, rendered=rendered)
    envelope = {"to": address, "values": own}
    row: dict[str, Any] = {"stream": stream, "dedup_key": dedup_key, "to": address}
    return _queue(_Row(**row, envelope=envelope, rendered=rendered, **_when(how)))


def enqueue_letter(
    *, to: str, subject: str, body: str, from_name: str, dedup_key: str, **how: Unpack[LetterHow]
) -> Message:
    """Queue one letter to an official, which is sent at most once.

    The text is its writer's own, so all of it is sealed with the address. It goes out under the
    writer's name "via" the site, from the site's own address; answers go to `reply_to`.

    Raises AddressRefused unless `to`, and `reply_to` if given, are each exactly one address.
    """
    address = mailable(to)
    reply_to = how.get("reply_to")
    envelope = {
        "to": address,
        "from_name": clean_line(from_name),
        "reply_to": mailable(reply_to) if reply_to else "",
        "subject": clean_line(subject),
        "body": clean_text(body) + "\n",
        "language": how.get("language") or "en",
    }
    return _queue(
        _Row(
            stream=Stream.LETTER,
            dedup_key=dedup_key,
            to=address,
            envelope=envelope,
            at=how.get("at") or timezone.now(),
        )
    )


def _when(how: How) -> dict[str, Any]:
    at = how.get("at") or timezone.now()
    expires = how.get("expires")
    return {
        "at": at,
        "expires_at": at + expires if isinstance(expires, timedelta) else expires,
        "priority": how.get("priority", 5),
    }


def _as_strings(values: Mapping[str, Any]) -> dict[str, str]:
    missing = [name for name, value in values.items() if value is None]
    if missing:
        raise ValueError(f"Values without a value: {', '.join(missing)}.")
    return {name: str(value) for name, value in values.items()}


def _refuse_unfit(*, stream: Stream, own: Mapping[str, str], rendered: Rendered) -> None:
    if stream == Stream.BULK and not own.get("one_click_url"):
        raise ValueError("Bulk mail needs values['one_click_url'], by which one click ends it.")
    for name, value in own.items():
        in_header = name == "one_click_url" or rendered.has_in_subject(name)
        if in_header and not is_one_line(value):
            raise ValueError(f"values[{name!r}] stands in a header and holds a line break.")


def _queue(row: _Row) -> Message:
    """Insert, or return what is there under the same key. One statement where all is known."""
    if "@" in row.dedup_key:
        raise ValueError("A deduplication key is kept for good: it must not hold an address.")
    queued = _insert_or_find(row)
    if row.at <= timezone.now():
        wake_on_commit(row.stream)
    return queued


def _insert_or_find(row: _Row) -> Message:
    parameters = _parameters(row)
    same_key = Message.objects.filter(dedup_key=row.dedup_key)
    found = _insert(row, parameters) or same_key.first()
    if found is None:  # neither inserted nor there: the content is new
        _store(row)
        found = _insert(row, parameters) or same_key.get()
    return found


def _parameters(row: _Row) -> dict[str, Any]:
    return {
        "message_id_tail": f".{row.stream}@{settings.MAIL_DOMAIN}>",
        "stream": row.stream.value,
        "priority": row.priority,
        "dedup_key": row.dedup_key,
        "digest": row.rendered.digest if row.rendered else None,
        "envelope": seal_json(row.envelope),
        "recipient_key": recipient_key(row.to),
        "domain": row.to.rpartition("@")[2].lower(),
        "at": row.at,
        "max_attempts": MAX_ATTEMPTS,
        "expires_at": row.expires_at,
    }


def _insert(row: _Row, parameters: dict[str, Any]) -> Message | None:
    """Insert one row. None if its key is taken, or its content is not stored yet."""
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, parameters)
        returned = cursor.fetchone()
    if returned is None:
        return None
    pk, public_id, message_id, content_id = returned
    message = Message(
        pk=pk,
        public_id=public_id,
        message_id=message_id,
        content_id=content_id,
        envelope_sealed=parameters["envelope"],
        state=State.QUEUED,
        available_at=row.at,
        created_at=row.at,
        **{
            name: parameters[name]
            for name in (
                "stream",
                "priority",
                "dedup_key",
                "recipient_key",
                "domain",
                "max_attempts",
                "expires_at",
            )
        },
    )
    message._state.adding = False
    return message


def _store(row: _Row) -> None:
    """Store the content, unless another transaction has done so."""
    if row.rendered is None:
        return
    content = Content(
        digest=row.rendered.digest,
        template=row.rendered.template,
        language=row.rendered.language,
        subject=row.rendered.subject,
        text=row.rendered.text,
        html=row.rendered.html,
        created_at=row.at,
    )
    Content.objects.bulk_create([content], ignore_conflicts=True)
