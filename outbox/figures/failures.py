"""What did not arrive, by reason and by the recipients' domain, without showing one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from outbox.models import Failure, TraceKind

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
# At most this much of the week is counted, the newest: more would not change what is to be done.
MOST = 50_000
# A domain with fewer mailboxes in trouble is not named, nor is a smaller number of a day said: it
# could be one person.
FEW = 5
DOMAINS = 20

BAD = (
    TraceKind.RETRIED,
    TraceKind.FAILED,
    TraceKind.UNCERTAIN,
    TraceKind.BOUNCED,
    TraceKind.COMPLAINED,
)

_COUNT = """
WITH lines AS MATERIALIZED (
    SELECT t.failure, t.recipient_key, t.message_id, t.at > %(day)s AS is_new
    FROM outbox_trace t WHERE t.at > %(week)s AND t.kind = ANY(%(bad)s)
    ORDER BY t.at DESC LIMIT %(most)s
), placed AS MATERIALIZED (
    SELECT m.domain, l.recipient_key, l.is_new
    FROM lines l CROSS JOIN LATERAL (
        SELECT domain FROM outbox_message WHERE id = l.message_id LIMIT 1
    ) AS m
)
SELECT 'reason', failure, count(*) FILTER (WHERE is_new), count(*), 0 FROM lines GROUP BY failure
UNION ALL
SELECT 'domain', domain, count(*) FILTER (WHERE is_new), count(*), count(DISTINCT recipient_key)
FROM placed GROUP BY domain
ORDER BY 4 DESC, 2
"""


@dataclass(frozen=True)
class Counted:
    """One thing, counted over the last day and over the last week."""

    name: str
    day: int
    week: int

    @property
    def reason(self) -> str:
        """The name as a reason in words; a complaint, for one, gives none."""
        return str(Failure(self.name).label) if self.name in Failure.values else ""

    @property
    def is_small_day(self) -> bool:
        """Whether the day's number could be one person's, and is not to be said."""
        return 0 < self.day < FEW


@dataclass(frozen=True, kw_only=True)
class Failures:
    """Attempts and reports of the last seven days that say: not arrived. The most common first."""

    by_reason: list[Counted]
    by_domain: list[Counted]
    other_domains: Counted
    is_cut: bool


def failures(*, at: datetime | None = None) -> Failures:
    """Count by reason and by domain, by the index on when it happened."""
    now = at or timezone.now()
    values: dict[str, Any] = {"day": now - DAY, "week": now - WEEK, "bad": list(BAD), "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        rows = cursor.fetchall()
    reasons = [Counted(*row[1:4]) for row in rows if row[0] == "reason"]
    domains = [row for row in rows if row[0] == "domain"]
    named = [Counted(*row[1:4]) for row in domains if row[1] and row[4] >= FEW][:DOMAINS]
    return Failures(
        by_reason=reasons,
        by_domain=named,
        other_domains=_rest([Counted(*row[1:4]) for row in domains], named),
        is_cut=sum(row.week for row in reasons) >= MOST,
    )


def _rest(all_domains: Sequence[Counted], named: Sequence[Counted]) -> Counted:
    """Everything that is not named, as one: small domains, rare ones, and those of the erased."""
    return Counted(
        "",
        sum(row.day for row in all_domains) - sum(row.day for row in named),
        sum(row.week for row in all_domains) - sum(row.week for row in named),
    )
