"""The circuit breaker of a recipient domain: who refuses us ten times in a row is left in peace.

Each further mail would only confirm them in their opinion. While a domain rests, claims put its
messages off without counting an attempt; afterwards the first answer decides: a yes closes the
breaker, a no opens it for twice as long.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from .models import Domain, Failure

REFUSALS = 10
FIRST_REST = timedelta(minutes=15)
LONGEST_REST = timedelta(hours=4)

# About us, not about one mailbox.
COUNTED = (Failure.POLICY, Failure.TEMPORARY)

_REFUSED = """
INSERT INTO outbox_domain (name, failures, words, changed_at)
VALUES (%(name)s, 1, %(words)s, %(now)s)
ON CONFLICT (name) DO UPDATE SET
    failures = outbox_domain.failures + 1, words = %(words)s, changed_at = %(now)s,
    resting_until = CASE WHEN outbox_domain.failures + 1 < %(refusals)s THEN NULL
        ELSE %(now)s + least(
            %(first)s * power(2, least(outbox_domain.failures + 1 - %(refusals)s, 10)),
            %(longest)s::interval
        ) END
RETURNING resting_until
"""


def note_refusal(*, domain: str, words: str = "", at: datetime | None = None) -> datetime | None:
    """Count one refusal. Returns until when the domain rests, None if it does not yet."""
    if not domain:
        return None
    now = at or timezone.now()
    values: dict[str, Any] = {
        "name": domain,
        "words": words[:200],
        "now": now,
        "refusals": REFUSALS,
        "first": FIRST_REST,
        "longest": LONGEST_REST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_REFUSED, values)
        until: datetime | None = cursor.fetchone()[0]
    return until


def note_success(*, domain: str, at: datetime | None = None) -> None:
    """The domain takes our mail: close its breaker."""
    Domain.objects.filter(name=domain).update(
        failures=0, resting_until=None, words="", changed_at=at or timezone.now()
    )


def troubled(domains: Iterable[str]) -> set[str]:
    """Return those of the domains whose refusals are being counted."""
    rows = Domain.objects.filter(name__in=set(domains), failures__gt=0)
    return set(rows.values_list("name", flat=True))
