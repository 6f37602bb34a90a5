"""What lasts from a day (or month, or year) to another: terms of office, seats in a council."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDate, Precision


def covering(day: date) -> Q:
    """Rows that may have covered the day: of a year known alone, every day counts."""
    return Q(Q(start_date=None) | Q(start_date__lte=day), Q(end_date=None) | Q(end_date__gte=day))


def in_order(*, name: str, message: Any) -> models.CheckConstraint:
    """Return the constraint that nothing ends before it starts."""
    return models.CheckConstraint(
        condition=Q(end_date=None) | Q(start_date=None) | Q(end_date__gte=F("start_date")),
        name=name,
        violation_error_message=message,
    )


def known_precision(*, name: str) -> models.CheckConstraint:
    """Return the constraint that each date says how much of it is known."""
    return models.CheckConstraint(
        condition=Q(start_precision__in=Precision.values) & Q(end_precision__in=Precision.values),
        name=name,
    )


class Dated(models.Model):
    """A start and an end of which a part may be unknown.

    The first column of a pair holds the first day that the start can mean, or the last day that the
    end can mean, so that a question about a day is a plain comparison; the second tells how much
    of it is known. Read and write `start` and `end`.
    """

    start_date = models.DateField(_("start"), null=True, blank=True, editable=False)
    start_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY, editable=False
    )
    end_date = models.DateField(_("end"), null=True, blank=True, editable=False)
    end_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY, editable=False
    )

    class Meta:
        abstract = True

    @property
    def start(self) -> PartialDate | None:
        return PartialDate.of(self.start_date, self.start_precision)

    @start.setter
    def start(self, value: PartialDate | None) -> None:
        self.start_date = value.first_day if value else None
        self.start_precision = value.precision if value else Precision.DAY

    @property
    def end(self) -> PartialDate | None:
        return PartialDate.of(self.end_date, self.end_precision)

    @end.setter
    def end(self, value: PartialDate | None) -> None:
        self.end_date = value.last_day if value else None
        self.end_precision = value.precision if value else Precision.DAY

    @property
    def period(self) -> str:
        """The dates for people: “January 1997 – December 2006”, “since 2007”."""
        if self.end:
            return f"{self.start or '…'} – {self.end}"
        if self.start:
            return str(_("since %(start)s") % {"start": self.start})
        return str(_("dates not known"))

    def covers(self, day: date) -> bool:
        """Tell whether the day may lie in it."""
        started = self.start_date is None or self.start_date <= day
        return started and (self.end_date is None or day <= self.end_date)
