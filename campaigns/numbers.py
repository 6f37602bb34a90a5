"""Read what was published of a petition: for the page of its numbers, and as open data.

Everything here comes from PublishedTally, hour by hour as it was published; nothing is added up
from signatures. docs/open-data.md says what the columns mean.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.countries import country_name

from .models import Axis, Petition, PublishedTally
from .services.publishing import published
from .small_numbers import FEWEST

HEAD = ("hour", "by", "key", "signatures_so_far")
OTHERS = "other"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
# A picture of more columns than this says nothing on a telephone: then a column is a day.
HOURS_DRAWN = 72
DAYS_DRAWN = 90

Points = list[tuple[str, int]]


@dataclass(frozen=True)
class Numbers:
    """What the page of a petition's numbers shows."""

    total: int
    until: datetime | None
    growth: Points
    fresh: Points
    hourly: bool
    countries: Points
    languages: Points


def numbers_of(petition: Petition) -> Numbers:
    """Return the published numbers of a petition: its growth, and what stands now by place."""
    hours = list(_on(petition, Axis.TOTAL).values_list("hour", "signatures"))
    hourly = bool(hours) and hours[-1][0] - hours[0][0] < timedelta(hours=HOURS_DRAWN)
    steps = _steps(hours, timedelta(hours=1) if hourly else timedelta(days=1))
    before = [0, *(total for _hour, total in steps)]
    fresh = [(hour, max(n - last, 0)) for (hour, n), last in zip(steps, before, strict=False)]
    return Numbers(
        total=hours[-1][1] if hours else 0,
        until=hours[-1][0] + timedelta(hours=1) if hours else None,
        growth=_drawn(steps, hourly),
        fresh=_drawn(fresh, hourly),
        hourly=hourly,
        countries=_places(petition, Axis.COUNTRY),
        languages=_places(petition, Axis.LANGUAGE),
    )


def as_rows(petition: Petition) -> Iterator[tuple[str, str, str, int]]:
    """Yield the rows of the open data, in the order of HEAD: only codes and numbers."""
    rows = PublishedTally.objects.filter(petition=petition).order_by("hour", "axis", "key")
    for hour, axis, key, signatures in rows.values_list(
        "hour", "axis", "key", "signatures"
    ).iterator(chunk_size=2000):
        yield _iso(hour), axis, _key(axis, key), signatures


def as_data(petition: Petition) -> dict[str, Any]:
    """Return the open data as one object, with its source and what it means."""
    series: dict[str, dict[str, list[tuple[str, int]]]] = {axis: {} for axis in Axis.values}
    found: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for hour, axis, key, signatures in as_rows(petition):
        found[axis, key].append((hour, signatures))
    for (axis, key), steps in found.items():
        series[axis][key] = steps
    campaign = petition.campaign
    return {
        "reference": campaign.reference,
        "title": campaign.title,
        "url": f"{settings.BASE_URL}{campaign.get_absolute_url()}",
        "organisation": campaign.organisation.name,
        "licence": LICENCE,
        "fewest_shown": FEWEST,
        "total": series[Axis.TOTAL].get("", []),
        "by_country": series[Axis.COUNTRY],
        "by_language": series[Axis.LANGUAGE],
    }


def _on(petition: Petition, axis: str) -> Any:
    return PublishedTally.objects.filter(petition=petition, axis=axis).order_by("hour")


def _steps(hours: list[tuple[datetime, int]], step: timedelta) -> list[tuple[datetime, int]]:
    """Return the total at the end of each step, without gaps."""
    if not hours:
        return []
    totals = {_floor(hour, step): total for hour, total in hours}
    steps, at, total = [], min(totals), 0
    while at <= max(totals):
        total = totals.get(at, total)
        steps.append((at, total))
        at += step
    return steps


def _floor(hour: datetime, step: timedelta) -> datetime:
    hour = hour.astimezone(UTC)
    return hour if step < timedelta(days=1) else hour.replace(hour=0)


def _places(petition: Petition, axis: str) -> Points:
    """Name and number of each place that is public, the largest first, the others at the end."""
    numbers = published(petition, axis)
    others = numbers.pop("", 0)
    languages = dict(settings.LANGUAGES)
    name = country_name if axis == Axis.COUNTRY else lambda key: str(languages.get(key, key))
    rows = sorted(((name(key), n) for key, n in numbers.items()), key=lambda row: (-row[1], row[0]))
    return rows + ([(_("Others, and the newest"), others)] if others else [])


def _drawn(steps: list[tuple[datetime, int]], hourly: bool) -> Points:
    """Return the newest steps by name, as many as a picture holds."""
    return [(_named(hour, hourly), number) for hour, number in steps[-DAYS_DRAWN:]]


def _named(hour: datetime, hourly: bool) -> str:
    return date_format(hour, "j M, H:i") if hourly else date_format(hour, "j M Y")


def _iso(hour: datetime) -> str:
    return hour.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _key(axis: str, key: str) -> str:
    return key or ("" if axis == Axis.TOTAL else OTHERS)
