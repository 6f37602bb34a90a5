"""Terms of office: what Popolo calls the Membership of a person in a post."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDate, Precision

from .person import Person


class TenureQuerySet(models.QuerySet["Tenure"]):
    def on(self, day: date) -> "TenureQuerySet":
        """Terms that may have covered the day: of a year known alone, every day counts."""
        return self.filter(
            Q(start_date=None) | Q(start_date__lte=day), Q(end_date=None) | Q(end_date__gte=day)
        )

    def open(self) -> "TenureQuerySet":
        """Terms without a known end."""
        return self.filter(end_date=None)

    def overlapping(self, tenure: "Tenure") -> "TenureQuerySet":
        """Other full terms in the same post at the same time.

        Handovers overlap in life, so this is something to look at and never an error.
        """
        rows = self.filter(post=tenure.post_id, acting=False).exclude(pk=tenure.pk)
        if tenure.acting:
            return rows.none()
        if tenure.start_date:
            rows = rows.filter(Q(end_date=None) | Q(end_date__gt=tenure.start_date))
        if tenure.end_date:
            rows = rows.filter(Q(start_date=None) | Q(start_date__lt=tenure.end_date))
        return rows


class TenureManager(models.Manager.from_queryset(TenureQuerySet)):  # type: ignore[misc] # - made by Django
    def get_queryset(self) -> TenureQuerySet:
        """With the person: a term of office is never read without its holder."""
        return super().get_queryset().select_related("person")


class Tenure(models.Model):
    """A person in a post, from a day (or month, or year) to another.

    The first column of a pair holds the first day that the start can mean, or the last day that the
    end can mean, so that a question about a day is a plain comparison; the second tells how much
    of it is known. Read and write `start` and `end`.
    """

    post = models.ForeignKey(
        "officials.Post",
        verbose_name=_("post"),
        on_delete=models.PROTECT,
        related_name="tenures",
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="tenures"
    )
    start_date = models.DateField(_("start"), null=True, blank=True, editable=False)
    start_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY, editable=False
    )
    end_date = models.DateField(_("end"), null=True, blank=True, editable=False)
    end_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY, editable=False
    )
    acting = models.BooleanField(_("acting"), default=False)
    end_reason = models.CharField(_("why it ended"), max_length=120, blank=True)
    source_url = models.URLField(_("source"), max_length=300)

    objects = TenureManager()

    class Meta:
        ordering = (F("start_date").desc(nulls_last=True), "-pk")
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        constraints = (
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(start_date=None) | Q(end_date__gte=F("start_date")),
                name="officials_tenure_ends_after_it_starts",
                violation_error_message=_("A term of office cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(start_precision__in=Precision.values)
                & Q(end_precision__in=Precision.values),
                name="officials_tenure_precision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.period}"

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
        """Tell whether the day may lie in the term."""
        started = self.start_date is None or self.start_date <= day
        return started and (self.end_date is None or day <= self.end_date)


def newest_first(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Return the terms with the latest start on top, those of unknown start at the end."""
    return sorted(tenures, key=lambda tenure: tenure.start_date or date.min, reverse=True)


def fullest(tenures: Iterable[Tenure]) -> Tenure | None:
    """Return who answers for the office: the full holder before an acting one, the latest first."""
    ranked = sorted(
        tenures, key=lambda tenure: (not tenure.acting, tenure.start_date or date.min), reverse=True
    )
    return ranked[0] if ranked else None
