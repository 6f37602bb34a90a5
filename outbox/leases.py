"""Who holds a message, and what became of it: every statement that moves a row while sending.

A claim leases a few rows to one worker, under a token that is new each time. Each mark names the
token it was given, so a worker that was paused past its lease, and whose rows another has taken,
changes nothing: the token is the fence.
"""

import re
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.any_of import any_of

from .models import Failure, Lease, Message, State, Stream, Trace, TraceKind
from .models.lease import LeaseQuerySet
from .settling import VANISHED

LEASE = timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
# What one sending may still need once the relay has taken the address: the wait for its go-ahead
# and for its last reply. With less of the lease left, the lease is renewed first.
NEEDED = LEASE * 3 / 4
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
RELAY_PAUSE = timedelta(seconds=30)
OPEN = (State.QUEUED, State.SENDING)

# How many workers may hold messages to one domain at the same time, where staff set no number.
DOMAIN_WORKERS = 4
DOMAIN_PAUSE = timedelta(seconds=5)

# One statement decides on every due row: leased to this worker, put off because its domain rests or
# has enough workers already, or at its end without being sent. A paused stream has no due rows.
#
# Rows are locked while they are looked at, and skipped by whoever finds them so. A claim that began
# a moment earlier may not see the leases of one that has just ended: the key of the lease decides
# then, and the later one is given nothing.
#
# A row that is due with a lease on it was in the hands of a worker that vanished, and may be what
# killed it. One such row at most is taken at a time, to be sent last: else each death would cost an
# attempt of every mail that was claimed together with the one that brings it.
_CLAIM = """
WITH suspect AS MATERIALIZED (
    SELECT l.message_id AS id FROM outbox_lease l
    JOIN outbox_message left_over ON left_over.id = l.message_id AND left_over.state = 'queued'
    WHERE l.stream = %(stream)s AND l.until <= %(now)s AND l.taken_at IS NULL
    ORDER BY l.attempt, l.until, l.message_id
    LIMIT 1
), busy AS MATERIALIZED (
    SELECT held.domain, count(DISTINCT held.token) AS workers
    FROM outbox_lease held
    WHERE held.until > %(now)s AND held.taken_at IS NULL
    GROUP BY held.domain
), due AS MATERIALIZED (
    SELECT m.id, m.public_id, m.message_id, m.stream, m.priority, m.content_id, m.envelope_sealed,
        m.recipient_key, m.domain, m.created_at, m.max_attempts, d.resting_until,
        coalesce(l.attempt, m.attempts) AS attempts, l.message_id IS NOT NULL AS is_left_over, CASE
        WHEN m.expires_at <= %(now)s THEN 'expired'
        WHEN s.id IS NOT NULL THEN 'suppressed'
        WHEN coalesce(l.attempt, m.attempts) >= m.max_attempts THEN 'failed'
        WHEN d.resting_until > %(now)s THEN 'resting'
        WHEN b.workers >= coalesce(d.workers, %(domain_workers)s) THEN 'busy'
        ELSE 'queued' END AS verdict
    FROM outbox_message m
    LEFT JOIN outbox_lease l ON l.message_id = m.id
    LEFT JOIN outbox_suppression s ON s.recipient_key = m.recipient_key
        AND (s.scope = 'all' OR m.stream = 'bulk') AND (s.until IS NULL OR s.until > %(now)s)
    LEFT JOIN outbox_domain d ON d.name = m.domain
    LEFT JOIN busy b ON b.domain = m.domain
    WHERE m.stream = %(stream)s AND m.state = 'queued' AND m.available_at <= %(now)s
        AND NOT EXISTS (SELECT FROM outbox_pause p WHERE p.stream = %(stream)s)
        AND (l.message_id IS NULL OR l.message_id = (SELECT id FROM suspect))
    ORDER BY m.priority, m.available_at, m.id
    LIMIT %(limit)s
    FOR UPDATE OF m SKIP LOCKED
), leased AS (
    INSERT INTO outbox_lease AS l (message_id, stream, domain, token, until, attempt)
    SELECT id, stream, domain, %(token)s::uuid, %(until)s, attempts + 1
    FROM due WHERE verdict = 'queued'
    ON CONFLICT (message_id) DO UPDATE SET
        token = excluded.token, until = excluded.until, attempt = l.attempt + 1
        WHERE l.until <= %(now)s AND l.taken_at IS NULL
    RETURNING message_id, token, until, attempt
), ended AS (
    DELETE FROM outbox_lease l USING due
    WHERE l.message_id = due.id AND due.is_left_over AND due.verdict <> 'queued'
), moved AS (
    UPDATE outbox_message m SET
        state = CASE WHEN due.verdict IN ('resting', 'busy') THEN 'queued' ELSE due.verdict END,
        attempts = due.attempts,
        available_at = CASE due.verdict
            WHEN 'resting' THEN due.resting_until + random() * interval '1 minute'
            WHEN 'busy' THEN %(now)s + %(domain_pause)s
            ELSE m.available_at END,
        failure = CASE WHEN due.verdict = 'failed' AND m.failure = '' THEN 'vanished'
            ELSE m.failure END,
        last_error = CASE WHEN due.verdict = 'failed' AND m.last_error = '' THEN %(vanished)s
            ELSE m.last_error END
    FROM due WHERE m.id = due.id AND due.verdict <> 'queued'
)
SELECT due.id, due.public_id, due.message_id, due.stream, due.priority, due.content_id,
    due.envelope_sealed, due.recipient_key, due.domain, due.created_at, due.max_attempts,
    coalesce(leased.attempt, due.attempts) AS attempts,
    CASE WHEN due.verdict IN ('resting', 'busy') THEN 'queued' ELSE due.verdict END AS state,
    leased.token AS lease_token, leased.until AS leased_until
FROM due LEFT JOIN leased ON leased.message_id = due.id
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
    until = message.leased_until
    return until is not None and message.stream != Stream.LETTER and until - now >= NEEDED


@transaction.atomic
def confirm(message: Message, *, at: datetime | None = None) -> bool:
    """Ask at the last moment whether the message may go. False if another holds it by now.

    A letter is committed as "being sent" here: if nothing more is heard of it, it is uncertain.
    """
    now = at or timezone.now()
    if is_long_enough(message, at=now):
        return True
    until = now + LEASE
    if not _open(message) or not _lease(message).update(until=until):
        return False
    if message.stream == Stream.LETTER:
        Message.objects.filter(pk=message.pk).update(state=State.SENDING)
    message.leased_until = until
    return True


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


@transaction.atomic
def release(
    messages: Sequence[Message], *, until: datetime | None = None, why: Outcome | None = None
) -> None:
    """Give back what was claimed together and not tried. It does not count as an attempt.

    At once, or `until` then where there is a reason to wait.
    """
    if not messages:
        return
    pks = [message.pk for message in messages]
    rows = Message.objects.filter(pk__in=any_of(pks)).locked()
    held = Lease.objects.held_by(messages[0].lease_token).filter(message__in=any_of(pks))
    mine = list(held.filter(taken_at=None).values_list("message_id", flat=True))
    if until or why:
        reason = why.columns if why else {}
        later = {"state": State.QUEUED, "available_at": until or timezone.now(), **reason}
        still_open = rows.filter(pk__in=any_of(mine), state__in=OPEN)
        still_open.update(**later)
    Lease.objects.filter(message__in=any_of(mine)).delete()


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
    if not _open(message) or not _lease(message).delete()[0]:
        return False
    columns |= {"attempts": message.attempts, **outcome.columns}
    Message.objects.filter(pk=message.pk).update(**columns)
    Trace.objects.create(
        message_id=message.pk,
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


def _open(message: Message) -> bool:
    """Lock the message, and return whether it still waits to be sent."""
    rows = Message.objects.select_for_update().filter(pk=message.pk, state__in=OPEN)
    return len(rows.values_list("pk", flat=True)) == 1


def _lease(message: Message) -> LeaseQuerySet:
    """The lease of the message, if it is still this worker's."""
    return Lease.objects.held_by(message.lease_token).filter(message_id=message.pk)


def _jitter() -> float:
    """Between 0.8 and 1.2, so that what failed together does not come back together."""
    return 0.8 + secrets.randbelow(401) / 1000
