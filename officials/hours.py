"""The hours and days on which an office works, in its own place."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
WORKING_WEEK = _("Numbers from 1, Monday, to 7, Sunday: 1,2,3,4,5. Many offices rest on Friday.")
# Within a year every office works some day; past that, its calendar is a mistake and not a rest.
LOOK_AHEAD = 366


def working_week() -> list[int]:
    """Return Monday to Friday, until somebody says otherwise of an office."""
    return [1, 2, 3, 4, 5]


def validate_workdays(days: Collection[int]) -> None:
    """Raise ValidationError unless there is at least one day of the week, and none twice."""
    if not days or len(set(days)) < len(days) or not set(days) <= set(EVERY_DAY):
        raise ValidationError(WORKING_WEEK)


def validate_time_zone(name: str) -> None:
    """Raise ValidationError unless the name is one of the IANA time zone database."""
    if name not in time_zones():
        raise ValidationError(
            _("“%(name)s” is no time zone: write one such as Africa/Nairobi."),
            params={"name": name},
        )


@cache
def time_zones() -> frozenset[str]:
    """Return the names of the IANA time zone database."""
    return frozenset(available_timezones())


def after_working_days(
    start: datetime,
    *,
    days: int,
    workdays: Collection[int],
    holidays: Collection[date],
    zone: ZoneInfo,
) -> datetime:
    """Return the end of the last of so many working days after the day of `start`.

    The day on which a letter arrives does not count, wherever in it the letter came. The end of a
    day is the midnight after it, in the zone of the office. Raises ValueError when the office works
    on no day of a whole year.
    """
    day, rested = start.astimezone(zone).date(), 0
    while days > 0:
        day += timedelta(days=1)
        if day.isoweekday() in workdays and day not in holidays:
            days, rested = days - 1, 0
        else:
            rested += 1
        if rested > LOOK_AHEAD:
            raise ValueError("the office works on no day of a year")
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
