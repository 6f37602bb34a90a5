"""Dates of which only the year, or the year and the month, may be known (ISO 8601, Popolo)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Precision(models.TextChoices):
    YEAR = "year", gettext_lazy("year")
    MONTH = "month", gettext_lazy("month")
    DAY = "day", gettext_lazy("day")


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year. Kept as its first day and how much of it is known."""

    first_day: date
    precision: str = Precision.DAY

    def __str__(self) -> str:
        """Write it for people, in the active language: “August 2007”."""
        if self.precision == Precision.YEAR:
            return f"{self.first_day:%Y}"
        english = (get_language() or "en").startswith("en")
        if self.precision == Precision.MONTH:
            return date_format(self.first_day, "F Y" if english else "YEAR_MONTH_FORMAT")
        return date_format(self.first_day, "j F Y" if english else "DATE_FORMAT")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2007", "2007-08" or "2007-08-13". Raises ValueError with a reason for people."""
        written = _WRITTEN.fullmatch(text.strip())
        if not written:
            raise ValueError(_("“%s” is not a date: write 2007, 2007-08 or 2007-08-13.") % text)
        year, month, day = written.groups()
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        try:
            return cls(date(int(year), int(month or 1), int(day or 1)), precision)
        except ValueError:
            raise ValueError(_("“%s” is a day that no calendar has.") % text) from None

    @classmethod
    def of(cls, day: date | None, precision: str) -> Self | None:
        """Rebuild one from its two columns, whichever day of the period the column holds."""
        if day is None:
            return None
        if precision == Precision.YEAR:
            day = day.replace(month=1, day=1)
        elif precision == Precision.MONTH:
            day = day.replace(day=1)
        return cls(day, precision)

    @property
    def last_day(self) -> date:
        """The last day that it can mean."""
        if self.precision == Precision.YEAR:
            return self.first_day.replace(month=12, day=31)
        if self.precision == Precision.MONTH:
            year, month = self.first_day.year, self.first_day.month
            return self.first_day.replace(day=monthrange(year, month)[1])
        return self.first_day

    def isoformat(self) -> str:
        """Write it as it is read: "2007-08"."""
        return self.first_day.isoformat()[: {"year": 4, "month": 7}.get(self.precision, 10)]

    def may_be(self, other: "PartialDate") -> bool:
        """Tell whether both can mean the same day: one is the other, known better."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day
