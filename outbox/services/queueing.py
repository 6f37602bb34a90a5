"""Put a mail in the queue, in the transaction of what causes it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.conf import settings
from django.utils import timezone

from core.text import clean_line, clean_text
from outbox.addresses import mailable
from outbox.models import Message, Stream
from outbox.rendering import Ask, Rendered, is_one_line, render
from outbox.wakeup import wake_on_commit

from .inserting import Batch, Queued, Row, insert, insert_many


class How(TypedDict, total=False):
    """How a mail goes, where it differs from a transactional one in English, to go at once."""

    stream: Stream | str
    language: str
    expires: datetime | timedelta | None  # a moment, or how long from now; later is too late
    priority: int  # the lower goes first; 5 if not given
    at: datetime | None  # now, or the moment before which it does not go
    asks: bool  # it asks its recipient to confirm what anybody could have typed


class LetterHow(TypedDict, total=False):
    reply_to: str | None
    language: str
    at: datetime | None
    via: str  # on whose paper the name writes; the site if not given
    in_reply_to: str  # the Message-ID of an earlier mail of ours in the same thread


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """One of many who get the same mail."""

    to: str
    dedup_key: str
    values: Mapping[str, Any]


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
    recipient = Recipient(to=to, dedup_key=dedup_key, values=values or {})
    batch = _batch(template, [recipient], context, how)
    (message,) = insert(batch)
    _wake(batch)
    return message


def enqueue_many(
    *,
    template: str,
    recipients: Sequence[Recipient],
    context: Mapping[str, Any] | None = None,
    **how: Unpack[How],
) -> list[Queued]:
    """Queue one mail to each of many people, as `enqueue` does: rendered once, in one statement.

    All recipients bear values of the same names. Returns for each, in their order, what its message
    is known by; for a key that was taken, the message that has it. Raises as `enqueue` does, and
    then queues nothing.
    """
    if not recipients:
        return []
    batch = _batch(template, recipients, context, how)
    queued = insert_many(batch)
    _wake(batch)
    return queued


def enqueue_letter(
    *, to: str, subject: str, body: str, from_name: str, dedup_key: str, **how: Unpack[LetterHow]
) -> Message:
    """Queue one letter to an official, which is sent at most once.

    The text is its writer's own, so all of it is sealed with the address. It goes out under the
    writer's name "via" an organisation or the site, from the site's own address; answers go to
    `reply_to`.

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
        "via": clean_line(how.get("via") or str(settings.SITE_NAME)),
        "in_reply_to": clean_line(how.get("in_reply_to") or ""),
    }
    row = Row(to=address, dedup_key=dedup_key, envelope=envelope)
    at = how.get("at") or timezone.now()
    batch = Batch(rows=[row], stream=Stream.LETTER, at=at)
    (message,) = insert(batch)
    _wake(batch)
    return message


def _batch(
    template: str,
    recipients: Sequence[Recipient],
    context: Mapping[str, Any] | None,
    how: How,
) -> Batch:
    stream = Stream(how.get("stream", Stream.TRANSACTIONAL))
    if stream == Stream.LETTER:
        raise ValueError("A letter goes through enqueue_letter.")
    own = [as_strings(each.values) for each in recipients]
    rendered = rendering(template, stream=stream, names=own[0], context=context, how=how)
    rows = []
    for recipient, values in zip(recipients, own, strict=True):
        _refuse_unfit(stream=stream, own=values, rendered=rendered)
        address = mailable(recipient.to)
        envelope = {"to": address, "values": values}
        rows.append(Row(to=address, dedup_key=recipient.dedup_key, envelope=envelope))
    return Batch(rows=rows, stream=stream, rendered=rendered, **_when(how))


def rendering(
    template: str,
    *,
    stream: Stream,
    names: Iterable[str],
    context: Mapping[str, Any] | None,
    how: How,
) -> Rendered:
    """Return what the recipients share; each process makes it once. `names` are their values'."""
    ask = Ask(
        template=template,
        language=how.get("language") or "en",
        stream=stream,
        names=tuple(sorted(names)),
        context=json.dumps(context or {}, sort_keys=True, ensure_ascii=False),
        site_name=str(settings.SITE_NAME),
        base_url=settings.BASE_URL,
    )
    return render(ask)


def _when(how: How) -> dict[str, Any]:
    at = how.get("at") or timezone.now()
    expires = how.get("expires")
    return {
        "at": at,
        "expires_at": at + expires if isinstance(expires, timedelta) else expires,
        "priority": how.get("priority", 5),
        "asks": how.get("asks", False),
    }


def as_strings(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the values as a template shows them. Raises ValueError for one that is None."""
    missing = [name for name, value in values.items() if value is None]
    if missing:
        raise ValueError(f"Values without a value: {', '.join(missing)}.")
    return {name: str(value) for name, value in values.items()}


def _refuse_unfit(*, stream: Stream, own: Mapping[str, str], rendered: Rendered) -> None:
    one_click = own.get("one_click_url", "")
    if stream == Stream.BULK and not one_click:
        raise ValueError("Bulk mail needs values['one_click_url'], by which one click ends it.")
    if not one_click.isascii():
        raise ValueError("values['one_click_url'] is not an address: it is not ASCII.")
    for name in ("one_click_url", *rendered.names_in_subject):
        if not is_one_line(own.get(name, "")):
            raise ValueError(f"values[{name!r}] stands in a header and holds a line break.")


def _wake(batch: Batch) -> None:
    """Wake a worker for what may go now."""
    if batch.at <= timezone.now():
        wake_on_commit(batch.stream)
