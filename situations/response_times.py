"""How quickly warnings are answered, in figures that anybody may see. (D9; para 59)

Never fewer than five together: a figure about one warning could betray who sent it. So every number
is rounded down to a multiple of five, what is below five is not told apart from nothing, and a
middle value rests on five at least. Two figures taken together tell no more: each of them leaves
five possible numbers open.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, DurationField, F, Q
from django.db.models.functions import TruncQuarter

from .models import EarlyWarning, WarningStatus
from .models.warning_states import WITH_SITUATION

TOGETHER = 5
PERIOD = timedelta(days=365)


class Median(Aggregate):
    """The middle value (percentile_cont of PostgreSQL)."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True)
class Figures:
    """Numbers as they may be shown. None is fewer than five, or none at all."""

    received: int | None
    in_time: int | None
    late: int | None
    overdue: int | None
    led_to_situation: int | None
    declined: int | None
    hours_to_acknowledge: int | None
    hours_to_decide: int | None


def together(number: int) -> int | None:
    """Return a number of warnings as it may be shown: a multiple of five, or None below five."""
    return number // TOGETHER * TOGETHER or None


def figures(*, at: datetime) -> Figures:
    """Return the figures of the year that ends at `at`, and how many are overdue at that moment."""
    counted = _counted(at)
    shown = {
        name: together(counted[name])
        for name in ("received", "in_time", "late", "led_to_situation", "declined")
    }
    return Figures(
        **shown,
        overdue=together(EarlyWarning.objects.overdue(at=at).count()),
        hours_to_acknowledge=_hours(counted["acknowledging"], counted["acknowledged"]),
        hours_to_decide=_hours(counted["deciding"], counted["decided"]),
    )


def by_quarter(*, at: datetime) -> list[tuple[str, int]]:
    """Return for each quarter of that year the hours within which half were acknowledged.

    Quarters with fewer than five acknowledged are left out.
    """
    acknowledged = EarlyWarning.objects.since(at - PERIOD).exclude(acknowledged_at=None)
    quarters = (
        acknowledged.annotate(quarter=TruncQuarter("received_at", tzinfo=UTC))
        .values("quarter")
        .annotate(
            number=Count("pk"),
            middle=Median(F("acknowledged_at") - F("received_at"), output_field=DurationField()),
        )
        .order_by("quarter")
    )
    found = []
    for row in quarters:
        hours = _hours(row["middle"], row["number"])
        if hours:
            day = row["quarter"]
            found.append((f"{day.year}/{(day.month + 2) // 3}", hours))
    return found


def _counted(at: datetime) -> dict[str, Any]:
    promised = F("acknowledge_by")
    waits = Q(acknowledged_at=None, acknowledge_by__lt=at)
    acknowledged = Q(acknowledged_at__isnull=False)
    decided = Q(decided_at__isnull=False)
    duration = DurationField()
    return EarlyWarning.objects.since(at - PERIOD).aggregate(
        received=Count("pk"),
        acknowledged=Count("pk", filter=acknowledged),
        in_time=Count("pk", filter=Q(acknowledged_at__lte=promised)),
        late=Count("pk", filter=Q(acknowledged_at__gt=promised) | waits),
        decided=Count("pk", filter=decided),
        led_to_situation=Count(
            "pk", filter=Q(status__in=WITH_SITUATION) | Q(situation__isnull=False)
        ),
        declined=Count("pk", filter=Q(status=WarningStatus.DECLINED)),
        acknowledging=Median(F("acknowledged_at") - F("received_at"), output_field=duration),
        deciding=Median(F("decided_at") - F("received_at"), output_field=duration),
    )


def _hours(middle: timedelta | None, number: int) -> int | None:
    """Return whole hours, rounded up: "within so many hours"."""
    if middle is None or number < TOGETHER:
        return None
    return max(1, -(-int(middle.total_seconds()) // 3600))
