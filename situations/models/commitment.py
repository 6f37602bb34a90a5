"""Texts of the United Nations and pledges of States, each with its dates and sources.

A State's word is a dated record, never a flag: what was withdrawn stays as having been given.
(Evans 2007, paras 33, 39, 44)
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .territory import Territory


class InstrumentBody(models.TextChoices):
    """Who speaks. The Assembly names principles, the Council decides on action. (para 39)"""

    ASSEMBLY = "assembly", _("General Assembly")
    COUNCIL = "council", _("Security Council")
    REPORT = "report", _("Reports to the Assembly or the Council")
    TREATY = "treaty", _("Treaties")
    PLEDGE = "pledge", _("Pledges of States")


class Instrument(models.Model):
    """A text that States adopted, were given, or can put their name to."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    symbol = models.CharField(_("symbol"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=200)
    body = models.CharField(_("whose text it is"), max_length=10, choices=InstrumentBody.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    adopted_on = models.DateField(_("day"), null=True, blank=True)
    note = models.TextField(_("what it says"), blank=True)
    is_joined = models.BooleanField(_("States can put their name to it"), default=False)

    class Meta:
        ordering = ("year", "symbol", "slug")
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        constraints = (
            models.CheckConstraint(
                condition=Q(body__in=InstrumentBody.values), name="situations_instrument_body"
            ),
        )

    def __str__(self) -> str:
        return f"{self.symbol} · {self.title}" if self.symbol else self.title

    def get_absolute_url(self) -> str:
        return reverse("situations:instrument_detail", args=[self.slug])

    @property
    def when(self) -> str:
        """The day if it is known, else the year."""
        return date_format(self.adopted_on, "j F Y") if self.adopted_on else str(self.year)


class DayPrecision(models.TextChoices):
    """How much of a date the source gives."""

    DAY = "day", _("the day")
    MONTH = "month", _("the month")
    YEAR = "year", _("the year only")


FORMATS = {DayPrecision.DAY: "j F Y", DayPrecision.MONTH: "F Y", DayPrecision.YEAR: "Y"}


class StateCommitmentQuerySet(models.QuerySet["StateCommitment"]):
    def kept(self) -> "StateCommitmentQuerySet":
        """All but entries that were struck out as mistaken."""
        return self.filter(struck_at=None)

    def standing(self, *, on: date) -> "StateCommitmentQuerySet":
        """Those that a State stood by on that day: made by then, and not withdrawn yet."""
        return self.kept().filter(Q(until=None) | Q(until__gt=on), since__lte=on)

    def of_country(self, code: str) -> "StateCommitmentQuerySet":
        """Those of the State with this ISO 3166 code."""
        return self.filter(territory__code=code)

    def of_state(self, territory: Territory) -> "StateCommitmentQuerySet":
        return self.filter(territory=territory)

    def of_instrument(self, instrument: Instrument) -> "StateCommitmentQuerySet":
        return self.filter(instrument=instrument)

    def counted_by_instrument(self) -> dict[int, int]:
        """How many there are of each instrument."""
        found = self.order_by().values_list("instrument").annotate(number=models.Count("pk"))
        return dict(found)

    def whole(self) -> "StateCommitmentQuerySet":
        return self.select_related("territory", "instrument")

    def by_instrument(self) -> "StateCommitmentQuerySet":
        return self.order_by("instrument__year", "instrument__slug", "since", "id")

    def by_state(self) -> "StateCommitmentQuerySet":
        return self.order_by("territory__name_en", "since", "id")


class StateCommitment(models.Model):
    """That a State put its name to something, since when, until when, and how we know."""

    territory = models.ForeignKey(
        Territory, verbose_name=_("State"), on_delete=models.PROTECT, related_name="commitments"
    )
    instrument = models.ForeignKey(
        Instrument,
        verbose_name=_("instrument"),
        on_delete=models.PROTECT,
        related_name="commitments",
        limit_choices_to={"is_joined": True},
    )
    since = models.DateField(_("since"))
    since_precision = models.CharField(
        _("known of the beginning"),
        max_length=5,
        choices=DayPrecision.choices,
        default=DayPrecision.DAY,
    )
    source = models.CharField(_("source"), max_length=300)
    note = models.CharField(_("note"), max_length=300, blank=True)
    until = models.DateField(_("withdrawn as of"), null=True, blank=True, editable=False)
    until_source = models.CharField(
        _("source of the withdrawal"), max_length=300, blank=True, editable=False
    )
    recorded_at = models.DateTimeField(_("recorded"), editable=False)
    struck_at = models.DateTimeField(_("struck out"), null=True, blank=True, editable=False)
    struck_reason = models.CharField(
        _("why it was struck out"), max_length=300, blank=True, editable=False
    )

    objects = StateCommitmentQuerySet.as_manager()

    class Meta:
        ordering = ("territory__name_en", "since", "id")
        verbose_name = _("commitment of a State")
        verbose_name_plural = _("commitments of States")
        constraints = (
            models.CheckConstraint(
                condition=Q(since_precision__in=DayPrecision.values) & ~Q(source=""),
                name="situations_commitment_sourced",
            ),
            models.CheckConstraint(
                condition=Q(until=None, until_source="")
                | Q(until__gte=F("since")) & ~Q(until_source=""),
                name="situations_commitment_withdrawal",
                violation_error_message=_("A withdrawal comes after the beginning, with a source."),
            ),
            models.UniqueConstraint(
                fields=("territory", "instrument"),
                condition=Q(until=None, struck_at=None),
                name="situations_commitment_once",
                violation_error_message=_("This State stands by it already."),
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""),
                name="situations_commitment_struck_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.territory} · {self.instrument}"

    @property
    def beginning(self) -> str:
        """When it began, as finely as the source says."""
        return date_format(self.since, FORMATS[DayPrecision(self.since_precision)])

    def stands(self, on: date) -> bool:
        """Return whether the State stands by it on that day."""
        begun = self.struck_at is None and self.since <= on
        return begun and (self.until is None or self.until > on)


def states_on_record() -> Any:
    """Return the territories that have a record, each once, by name."""
    kept = StateCommitment.objects.kept().filter(territory=models.OuterRef("pk"))
    return Territory.objects.filter(models.Exists(kept))
