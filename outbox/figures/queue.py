"""What waits, by stream, and for how long it has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from outbox.models import Pause, Stream

# Nobody acts differently on the hundred thousandth and the millionth message.
MOST = 100_000

# Age of what is due, in the steps that people act on: a minute is usual, five are an alarm for
# transactional mail, an hour for bulk mail.
STEPS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(hours=1))

_QUEUE = """
SELECT s.stream, due.n, due.fresh, due.minutes, due.hour, later.n, hand.n
FROM unnest(%(streams)s::text[]) AS s (stream)
CROSS JOIN LATERAL (
    SELECT count(*) AS n,
        count(*) FILTER (WHERE available_at > %(first)s) AS fresh,
        count(*) FILTER (WHERE available_at <= %(first)s AND available_at > %(second)s) AS minutes,
        count(*) FILTER (WHERE available_at <= %(second)s AND available_at > %(third)s) AS hour
    FROM (
        SELECT m.available_at FROM outbox_message m
        WHERE m.state = 'queued' AND m.stream = s.stream AND m.available_at <= %(now)s
            AND NOT EXISTS (
                SELECT FROM outbox_lease l
                WHERE l.message_id = m.id AND (l.until > %(now)s OR l.taken_at IS NOT NULL)
            )
        LIMIT %(most)s + 1
    ) AS bounded
) AS due
CROSS JOIN LATERAL (
    SELECT count(*) AS n FROM (
        SELECT FROM outbox_message m
        WHERE m.state = 'queued' AND m.stream = s.stream AND m.available_at > %(now)s
        LIMIT %(most)s + 1
    ) AS bounded
) AS later
CROSS JOIN LATERAL (
    SELECT count(*) AS n FROM outbox_lease l
    WHERE l.stream = s.stream AND (l.until > %(now)s OR l.taken_at IS NOT NULL)
) AS hand
"""

# The index of what is due begins with stream and priority, and there are few priorities: the oldest
# of each is its first entry, however long the queue is. What was put off because the relay is away
# is due again every half minute and would always look fresh: it counts from when it was made.
_OLDEST = """
WITH RECURSIVE steps (stream, priority) AS (
    SELECT s.stream, (
        SELECT min(m.priority) FROM outbox_message m
        WHERE m.state = 'queued' AND m.stream = s.stream
    ) FROM unnest(%(streams)s::text[]) AS s (stream)
    UNION ALL
    SELECT steps.stream, (
        SELECT min(m.priority) FROM outbox_message m
        WHERE m.state = 'queued' AND m.stream = steps.stream AND m.priority > steps.priority
    ) FROM steps WHERE steps.priority IS NOT NULL
), put_off AS MATERIALIZED (
    SELECT m.stream, m.created_at FROM outbox_message m
    WHERE m.failure = 'unreachable' AND m.failure <> '' AND m.state = 'queued'
    ORDER BY m.id LIMIT 1000
)
SELECT steps.stream, least(
    min((
        SELECT m.available_at FROM outbox_message m
        WHERE m.state = 'queued' AND m.stream = steps.stream AND m.priority = steps.priority
            AND m.available_at <= %(now)s AND NOT EXISTS (
                SELECT FROM outbox_lease l
                WHERE l.message_id = m.id AND (l.until > %(now)s OR l.taken_at IS NOT NULL)
            )
        ORDER BY m.available_at LIMIT 1
    )),
    (SELECT min(created_at) FROM put_off WHERE put_off.stream = steps.stream)
)
FROM steps WHERE steps.priority IS NOT NULL GROUP BY steps.stream
"""


@dataclass(frozen=True, kw_only=True)
class StreamFigures:
    """One stream at a moment. A number above MOST means: more than that."""

    stream: Stream
    due: int
    ages: tuple[int, int, int, int]  # of what is due: under a minute, five, an hour, and beyond
    later: int
    in_hand: int
    oldest: timedelta
    pause: Pause | None

    @property
    def name(self) -> str:
        return str(self.stream.label)

    @property
    def is_late(self) -> bool:
        """Whether somebody should look: the thresholds that docs/operations.md explains."""
        return self.oldest > LATE_AFTER[self.stream]


LATE_AFTER = {
    Stream.TRANSACTIONAL: timedelta(minutes=5),
    Stream.BULK: timedelta(hours=1),
    Stream.LETTER: timedelta(hours=1),
}


def queue_figures(*, at: datetime | None = None) -> list[StreamFigures]:
    """What waits in each stream, is in hand, and whether staff have paused it."""
    now = at or timezone.now()
    first, second, third = (now - step for step in STEPS)
    rows = _ask(
        _QUEUE, {"now": now, "first": first, "second": second, "third": third, "most": MOST}
    )
    waits = oldest_waits(at=now)
    pauses = {pause.stream: pause for pause in Pause.objects.all()}
    return [
        StreamFigures(
            stream=Stream(stream),
            due=due,
            ages=(fresh, minutes, hour, due - fresh - minutes - hour),
            later=later,
            in_hand=in_hand,
            oldest=waits[Stream(stream)],
            pause=pauses.get(stream),
        )
        for stream, due, fresh, minutes, hour, later, in_hand in rows
    ]


def oldest_waits(*, at: datetime | None = None) -> dict[Stream, timedelta]:
    """How long the message of each stream that waits longest past its time has waited.

    Zero if none does. Cheap, however much waits: the health address asks it every few seconds.
    """
    now = at or timezone.now()
    oldest = dict(_ask(_OLDEST, {"now": now}))
    return {
        stream: max(now - oldest[stream], timedelta()) if oldest.get(stream) else timedelta()
        for stream in Stream
    }


def _ask(question: str, values: dict[str, Any]) -> Iterable[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, {"streams": Stream.values, **values})
        return cursor.fetchall()
