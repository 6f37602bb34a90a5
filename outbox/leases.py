"""Who holds a message, and what became of it: every statement that moves a row while sending.

A claim leases a few rows to one worker, under a token that is new each time. Each mark names the
token it was given, so a worker that was paused past its lease, and whose rows another has taken,
changes nothing: the token is the fence.
"""

import re
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from .models import Failure, Message, State, Stream, Trace, TraceKind

LEASE = timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
# What one sending may still need once the relay has taken the address: the wait for its go-ahead
# and for its last reply. With less of the lease left, the lease is renewed first.
NEEDED = LEASE * 3 / 4
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
RELAY_PAUSE = timedelta(seconds=30)
VANISHED = "The process that was sending it vanished."

# How many workers may hold messages to one domain at the same time, where staff set no number.
DOMAIN_WORKERS = 4
DOMAIN_PAUSE = timedelta(seconds=5)

# One statement decides on every due row: leased to this worker, put off because its domain rests or
# has enough workers already, or at its end without being sent. A paused stream has no due rows.
#
# A row that is due with a lease on it was in the hands of a worker that vanished, and may be what
# killed it. One such row at most is taken at a time, to be sent last: else each death would cost an
# attempt of every mail that was claimed together with the one that brings it. (What is leased is
# queued or being sent; that it says "not sending" keeps PostgreSQL from looking for the few rows in
# hand among the many that are due, when those have just come and it does not know their number.)
_CLAIM = """
WITH suspect AS MATERIALIZED (
    SELECT left_over.id FROM outbox_message left_over
    WHERE left_over.lease_token IS NOT NULL AND left_over.stream = %(stream)s
        AND left_over.state <> 'sending' AND left_over.available_at <= %(now)s
    ORDER BY left_over.attempts, left_over.priority, left_over.available_at, left_over.id
    LIMIT 1
), busy AS MATERIALIZED (
    SELECT held.domain, count(DISTINCT held.lease_token) AS workers
    FROM outbox_message held
    WHERE held.lease_token IS NOT NULL AND held.available_at > %(now)s
    GROUP BY held.domain
), due AS MATERIALIZED (
    SELECT m.id, d.resting_until, CASE
        WHEN m.expires_at <= %(now)s THEN 'expired'
        WHEN s.id IS NOT NULL THEN 'suppressed'
        WHEN m.attempts >= m.max_attempts THEN 'failed'
        WHEN d.resting_until > %(now)s THEN 'resting'
        WHEN b.workers >= coalesce(d.workers, %(domain_workers)s) THEN 'busy'
        ELSE 'queued' END AS verdict
    FROM outbox_message m
    LEFT JOIN outbox_suppression s ON s.recipient_key = m.recipient_key
        AND (s.scope = 'all' OR m.stream = 'bulk') AND (s.until IS NULL OR s.until > %(now)s)
    LEFT JOIN outbox_domain d ON d.name = m.domain
    LEFT JOIN busy b ON b.domain = m.domain
    WHERE m.stream = %(stream)s AND m.state = 'queued' AND m.available_at <= %(now)s
        AND NOT EXISTS (SELECT FROM outbox_pause p WHERE p.stream = %(stream)s)
        AND (m.lease_token IS NULL OR m.id = (SELECT id FROM suspect))
    ORDER BY m.priority, m.available_at, m.id
    LIMIT %(limit)s
    FOR UPDATE OF m SKIP LOCKED
)
UPDATE outbox_message m SET
    state = CASE WHEN due.verdict IN ('resting', 'busy') THEN 'queued' ELSE due.verdict END,
    lease_token = CASE due.verdict WHEN 'queued' THEN %(token)s::uuid END,
    available_at = CASE due.verdict
        WHEN 'queued' THEN %(until)s
        WHEN 'resting' THEN due.resting_until + random() * interval '1 minute'
        WHEN 'busy' THEN %(now)s + %(domain_pause)s
        ELSE m.available_at END,
    attempts = m.attempts + CASE due.verdict WHEN 'queued' THEN 1 ELSE 0 END,
    failure = CASE WHEN due.verdict = 'failed' AND m.failure = '' THEN 'vanished'
        ELSE m.failure END,
    last_error = CASE WHEN due.verdict = 'failed' AND m.last_error = '' THEN %(vanished)s
        ELSE m.last_error END
FROM due WHERE m.id = due.id
RETURNING m.*
"""


def claim(*, stream: Stream | str, limit: int, at: datetime | None = None) -> list[Message]:
    """Lease up to `limit` due messages, the first to go first, those tried before behind them.

    Those that are not to be sent (expired, suppressed, out of attempts) are moved to their end by
    the same statement, those whose domain is left in peace are put off, and both are in the list
    too, without a lease: an empty list means that nothing is due.
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
            "domain_workers": DOMAIN_WORKERS,
            "domain_pause": DOMAIN_PAUSE,
        },
    )
    return sorted(rows, key=lambda row: (row.attempts > 1, row.priority, row.pk))


def is_long_enough(message: Message, *, at: datetime | None = None) -> bool:
    """Whether the lease lasts until the relay has answered, so that nothing need be asked."""
    now = at or timezone.now()
    return message.stream != Stream.LETTER and message.available_at - now >= NEEDED


def confirm(message: Message, *, at: datetime | None = None) -> bool:
    """Ask at the last moment whether the message may go. False if another holds it by now.

    A letter is committed as "being sent" here: if nothing more is heard of it, it is uncertain.
    """
    now = at or timezone.now()
    if is_long_enough(message, at=now):
        return True
    sending = {"state": State.SENDING} if message.stream == Stream.LETTER else {}
    return _mark(message, available_at=now + LEASE, **sending)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Why an attempt did not succeed, as it is written down: in our word, in theirs."""

    failure: Failure
    error: str
    code: int | None = None
    status: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "failure": self.failure,
            "smtp_code": self.code,
            "status_code": self.status,
            "last_error": self.error[:200],
        }


def mark_for_retry(message: Message, outcome: Outcome, *, at: datetime | None = None) -> bool:
    """Not taken, for now: later again, unless this was the last attempt."""
    if message.attempts >= message.max_attempts:
        return mark_failed(message, outcome, at=at)
    now = at or timezone.now()
    step = BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]
    moved = {"state": State.QUEUED, "available_at": now + step * _jitter()}
    return _end(message, outcome, TraceKind.RETRIED, at=now, **moved)


def mark_failed(message: Message, outcome: Outcome, *, at: datetime | None = None) -> bool:
    """Not taken, for good. False, like all marks, if the lease is no longer this worker's."""
    return _end(message, outcome, TraceKind.FAILED, at=at, state=State.FAILED)


def mark_uncertain(message: Message, outcome: Outcome, *, at: datetime | None = None) -> bool:
    """Nobody can know whether a letter was taken. It is not sent again unless a person says so."""
    return _end(message, outcome, TraceKind.UNCERTAIN, at=at, state=State.UNCERTAIN)


def release(
    messages: Iterable[Message], *, until: datetime | None = None, why: Outcome | None = None
) -> None:
    """Give back what was claimed and not tried. It does not count as an attempt.

    At once, or `until` then where there is a reason to wait.
    """
    reason = why.columns if why else {}
    back = {"lease_token": None, "available_at": until or timezone.now(), **reason}
    for message in messages:
        _mark(message, attempts=F("attempts") - 1, **back)


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
            state=State.UNCERTAIN,
            lease_token=None,
            failure=Failure.VANISHED,
            last_error=VANISHED,
        )
        + free.filter(expires_at__lte=now).update(state=State.EXPIRED, lease_token=None)
        + free.filter(attempts__gte=F("max_attempts")).update(state=State.FAILED, lease_token=None)
    )


def without_address(reply: str, *, to: str) -> str:
    """Return what the relay said, short and without the address that it may quote."""
    words = re.sub(r"[^\s<>,;:()\"']*@[^\s<>,;()\"']*", "(address)", reply)
    if local := to.rpartition("@")[0]:
        own = rf"(?<!\w){re.escape(local)}(?!\w)"
        words = re.sub(own, "(address)", words, flags=re.IGNORECASE)
    return " ".join(words.split())[:200]


@transaction.atomic
def _end(
    message: Message,
    outcome: Outcome,
    kind: TraceKind,
    *,
    at: datetime | None = None,
    **columns: Any,
) -> bool:
    """Change the row if this worker still holds it, and write the line of its history."""
    if not _mark(message, lease_token=None, **columns, **outcome.columns):
        return False
    Trace.objects.create(
        message=message,
        kind=kind,
        failure=outcome.failure,
        attempt=message.attempts,
        smtp_code=outcome.code,
        status_code=outcome.status,
        words=outcome.error[:200],
        recipient_key=message.recipient_key,
        at=at or timezone.now(),
    )
    return True


def _mark(message: Message, **columns: Any) -> bool:
    """Change the row if this worker still holds it."""
    rows = Message.objects.held_by(message.lease_token).filter(pk=message.pk).update(**columns)
    if rows == 1 and "available_at" in columns:
        message.available_at = columns["available_at"]
    return rows == 1


def _jitter() -> float:
    """Between 0.8 and 1.2, so that what failed together does not come back together."""
    return 0.8 + secrets.randbelow(401) / 1000
