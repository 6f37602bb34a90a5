"""Who holds a message, and what became of it: every statement that moves a row while sending.

A claim leases a few rows to one worker, under a token that is new each time. Each mark names the
token it was given, so a worker that was paused past its lease, and whose rows another has taken,
changes nothing: the token is the fence.
"""

import re
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from .models import Message, State, Stream

LEASE = timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
# What one sending may still need once the relay has taken the address: the wait for its go-ahead
# and for its last reply. With less of the lease left, the lease is renewed first.
NEEDED = LEASE * 3 / 4
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
RELAY_PAUSE = timedelta(seconds=30)
VANISHED = "The process that was sending it vanished."

# One statement decides on every due row: leased to this worker, or at its end without being sent.
_CLAIM = """
WITH due AS MATERIALIZED (
    SELECT m.id, CASE
        WHEN m.expires_at <= %(now)s THEN 'expired'
        WHEN s.id IS NOT NULL THEN 'suppressed'
        WHEN m.attempts >= m.max_attempts THEN 'failed'
        ELSE 'queued' END AS verdict
    FROM outbox_message m LEFT JOIN outbox_suppression s
        ON s.recipient_key = m.recipient_key AND (s.scope = 'all' OR m.stream = 'bulk')
    WHERE m.stream = %(stream)s AND m.state = 'queued' AND m.available_at <= %(now)s
    ORDER BY m.priority, m.available_at, m.id
    LIMIT %(limit)s
    FOR UPDATE OF m SKIP LOCKED
)
UPDATE outbox_message m SET
    state = due.verdict,
    lease_token = CASE due.verdict WHEN 'queued' THEN %(token)s::uuid END,
    available_at = CASE due.verdict WHEN 'queued' THEN %(until)s ELSE m.available_at END,
    attempts = m.attempts + CASE due.verdict WHEN 'queued' THEN 1 ELSE 0 END,
    last_error = CASE WHEN due.verdict = 'failed' AND m.last_error = '' THEN %(vanished)s
        ELSE m.last_error END
FROM due WHERE m.id = due.id
RETURNING m.*
"""


def claim(*, stream: Stream | str, limit: int, at: datetime | None = None) -> list[Message]:
    """Lease up to `limit` due messages, the first to go first.

    Those that are not to be sent (expired, suppressed, out of attempts) are moved to their end by
    the same statement, and are in the list too: an empty list means that nothing is due.
    """
    now = at or timezone.now()
    rows = Message.objects.raw(
        _CLAIM,
        {
            "stream": Stream(stream).value,
            "now": now,
            "limit": limit,
            "token": uuid.uuid4(),
            "until": now + LEASE,
            "vanished": VANISHED,
        },
    )
    return sorted(rows, key=lambda message: (message.priority, message.pk))


def confirm(message: Message, *, at: datetime | None = None) -> bool:
    """Ask at the last moment whether the message may go. False if another holds it by now.

    A letter is committed as "being sent" here: if nothing more is heard of it, it is uncertain.
    """
    now = at or timezone.now()
    if message.stream == Stream.LETTER:
        return _mark(message, state=State.SENDING, available_at=now + LEASE)
    if message.available_at - now >= NEEDED:
        return True
    return _mark(message, available_at=now + LEASE)


def mark_sent(message: Message, *, code: int, at: datetime | None = None) -> bool:
    """The relay took it. False, like all marks, if the lease is no longer this worker's."""
    return _mark(
        message,
        state=State.SENT,
        lease_token=None,
        smtp_code=code,
        last_error="",
        sent_at=at or timezone.now(),
    )


def mark_for_retry(
    message: Message, *, error: str, code: int | None = None, at: datetime | None = None
) -> bool:
    """Not taken, for now: later again, unless this was the last attempt."""
    if message.attempts >= message.max_attempts:
        return mark_failed(message, error=error, code=code)
    step = BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]
    return _mark(
        message,
        state=State.QUEUED,
        lease_token=None,
        available_at=(at or timezone.now()) + step * _jitter(),
        smtp_code=code,
        last_error=error,
    )


def mark_failed(message: Message, *, error: str, code: int | None = None) -> bool:
    """Not taken, for good."""
    return _mark(message, state=State.FAILED, lease_token=None, smtp_code=code, last_error=error)


def mark_uncertain(message: Message, *, error: str) -> bool:
    """Nobody can know whether a letter was taken. It is not sent again unless a person says so."""
    return _mark(message, state=State.UNCERTAIN, lease_token=None, last_error=error)


def release(messages: list[Message], *, at: datetime | None = None, error: str = "") -> None:
    """Give back what was claimed and not tried. It does not count as an attempt.

    With an error, the relay could not be reached: they wait a little.
    """
    now = at or timezone.now()
    for message in messages:
        _mark(
            message,
            lease_token=None,
            available_at=now + RELAY_PAUSE if error else now,
            attempts=F("attempts") - 1,
            **({"last_error": error} if error else {}),
        )


def park(*, at: datetime | None = None) -> int:
    """Bring to their end the messages that no claim will. Returns how many.

    A letter whose sender vanished while sending is uncertain; mail that is too late, or has had its
    attempts, is not sent. Claims decide likewise on what is due; this also reaches what is not.
    """
    now = at or timezone.now()
    queued = Message.objects.filter(state=State.QUEUED)
    free = queued.filter(Q(lease_token=None) | Q(available_at__lte=now))
    return (
        Message.objects.filter(state=State.SENDING, available_at__lte=now).update(
            state=State.UNCERTAIN, lease_token=None, last_error=VANISHED
        )
        + free.filter(expires_at__lte=now).update(state=State.EXPIRED, lease_token=None)
        + free.filter(attempts__gte=F("max_attempts")).update(state=State.FAILED, lease_token=None)
    )


def without_address(reply: str, *, to: str) -> str:
    """Return what the relay said, short and without the address that it may quote."""
    words = re.sub(r"[^\s<>,;:()\"']*@[^\s<>,;()\"']*", "(address)", reply)
    local = to.rpartition("@")[0]
    words = re.sub(rf"(?<!\w){re.escape(local)}(?!\w)", "(address)", words, flags=re.IGNORECASE)
    return " ".join(words.split())[:200]


def _mark(message: Message, **columns: Any) -> bool:
    """Change the row if this worker still holds it."""
    rows = Message.objects.held_by(message.lease_token).filter(pk=message.pk).update(**columns)
    if rows == 1 and "available_at" in columns:
        message.available_at = columns["available_at"]
    return rows == 1


def _jitter() -> float:
    """Between 0.8 and 1.2, so that what failed together does not come back together."""
    return 0.8 + secrets.randbelow(401) / 1000
