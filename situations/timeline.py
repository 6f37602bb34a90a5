"""Incidents over time: one step for each month, or for each year where months are too many."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format

MOST_MONTHS = 60


def incident_steps(months: Sequence[tuple[date, int]]) -> list[tuple[str, int]]:
    """Return (name, number) for each month from the first to the last, the empty ones too.

    Over more than five years the columns would be too thin to see: then it is one for each year.
    """
    if not months:
        return []
    counted = dict(months)
    first, last = months[0][0], months[-1][0]
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    if span > MOST_MONTHS:
        return [
            (str(year), sum(n for month, n in months if month.year == year))
            for year in range(first.year, last.year + 1)
        ]
    steps = (
        date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1)
        for i in range(span)
    )
    return [(date_format(step, "M Y"), counted.get(step, 0)) for step in steps]
