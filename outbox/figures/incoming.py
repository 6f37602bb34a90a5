"""What came in, by day: bounces, complaints, answers, and what nobody can place."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from outbox.models import IncomingState, TraceKind

DAYS = 7
MOST = 50_000

# One by the index on when it was told, the other from the newest backwards.
_COUNT = """
SELECT (at AT TIME ZONE %(zone)s)::date, kind, count(*)
FROM outbox_trace WHERE at > %(since)s AND kind = ANY(%(kinds)s) GROUP BY 1, 2
UNION ALL
SELECT (received_at AT TIME ZONE %(zone)s)::date, state, count(*) FROM (
    SELECT received_at, state FROM outbox_incoming ORDER BY id DESC LIMIT %(most)s
) AS newest
WHERE received_at > %(since)s AND state = ANY(%(states)s) GROUP BY 1, 2
"""

KINDS = (
    TraceKind.BOUNCED,
    TraceKind.COMPLAINED,
    TraceKind.ANSWERED,
    TraceKind.UNSUBSCRIBED,
)
STATES = (IncomingState.UNMATCHED, IncomingState.UNREADABLE, IncomingState.WAITING)


@dataclass(frozen=True, kw_only=True)
class Day:
    """What came in on one day: what it told of our mail, and what told us nothing yet."""

    day: date
    bounced: int
    complained: int
    answered: int
    unmatched: int
    unreadable: int
    waiting: int


def came_in(*, at: datetime | None = None) -> list[Day]:
    """The last seven days of the current time zone, today first."""
    now = at or timezone.now()
    today = timezone.localdate(now)
    first = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    values: dict[str, Any] = {
        "zone": timezone.get_current_timezone_name(),
        "since": first - timedelta(days=DAYS - 1),
        "kinds": list(KINDS),
        "states": list(STATES),
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        counts = Counter({(day, what): count for day, what, count in cursor.fetchall()})
    return [_day(today - timedelta(days=back), counts) for back in range(DAYS)]


def _day(day: date, counts: Counter[tuple[date, str]]) -> Day:
    return Day(
        day=day,
        bounced=counts[day, TraceKind.BOUNCED],
        complained=counts[day, TraceKind.COMPLAINED],
        answered=counts[day, TraceKind.ANSWERED] + counts[day, TraceKind.UNSUBSCRIBED],
        unmatched=counts[day, IncomingState.UNMATCHED],
        unreadable=counts[day, IncomingState.UNREADABLE],
        waiting=counts[day, IncomingState.WAITING],
    )
