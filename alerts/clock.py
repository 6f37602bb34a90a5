"""When the next digest of a person is due: at their hour, on their clock, summer time or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.conf import settings

HOUR = 8
MONDAY = 0
HOURS = range(24)
WEEKDAYS = range(7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """When a person wants digests: the hour of every day, the weekday of every week, the zone."""

    hour: int = HOUR
    weekday: int = MONDAY
    time_zone: str = settings.TIME_ZONE

    @property
    def are_possible(self) -> bool:
        return self.hour in HOURS and self.weekday in WEEKDAYS and is_zone(self.time_zone)


def site_zone() -> str:
    """The zone of whoever has not said theirs."""
    return str(settings.TIME_ZONE)


def is_zone(name: str) -> bool:
    """Whether the IANA database knows a zone of this name."""
    return name in _zones()


def next_daily(after: datetime, times: Times) -> datetime:
    """Return the next moment (UTC) after `after` at which it is the person's hour."""
    return next(moment for _day, moment in _slots(after, times) if moment > after)


def next_weekly(after: datetime, times: Times) -> datetime:
    """Return the next moment (UTC) after `after` at which it is their hour on their weekday."""
    return next(
        moment
        for day, moment in _slots(after, times)
        if day.weekday() == times.weekday and moment > after
    )


def _slots(after: datetime, times: Times) -> Iterator[tuple[date, datetime]]:
    """Their hour on each day from the eve of `after`: a clock that is put on may shift it."""
    zone = _zone(times.time_zone)
    day = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        yield day, _at_hour(day, times.hour, zone)
        day += timedelta(days=1)


def _at_hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """Return the moment (UTC) of a wall time, where there is one, and once where there are two.

    With fold 0 a time that the clock skips is read as if it had not yet been put on, and so falls
    as much after the gap as it lay in it; of a time that comes twice it is the first. (PEP 495)
    """
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    """A zone that the database has dropped since it was chosen is read as the site's own."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(site_zone())


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
