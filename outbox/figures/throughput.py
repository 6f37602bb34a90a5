"""How much went out: each minute of the last hour, each hour of the last day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import Trunc
from django.utils import timezone

from outbox.models import Message

MINUTES = 60
HOURS = 24


@dataclass(frozen=True)
class Sent:
    """How many the relay took in one step of time that began then."""

    begins: datetime
    count: int


def sent_by_minute(*, at: datetime | None = None) -> list[Sent]:
    """The last 60 minutes, the one that is running last."""
    now = (at or timezone.now()).replace(second=0, microsecond=0)
    return _by("minute", [now - timedelta(minutes=back) for back in reversed(range(MINUTES))])


def sent_by_hour(*, at: datetime | None = None) -> list[Sent]:
    """The last 24 hours, the one that is running last."""
    now = (at or timezone.now()).replace(minute=0, second=0, microsecond=0)
    return _by("hour", [now - timedelta(hours=back) for back in reversed(range(HOURS))])


def _by(step: str, begins: Sequence[datetime]) -> list[Sent]:
    """Count by the index on what was sent, and name the empty steps too."""
    rows = (
        Message.objects.order_by()
        .filter(sent_at__gte=begins[0])
        .values(step=Trunc("sent_at", step, tzinfo=begins[0].tzinfo))
        .annotate(count=Count("*"))
    )
    counts = {row["step"]: row["count"] for row in rows}
    return [Sent(begin, counts.get(begin, 0)) for begin in begins]
