"""What belongs to an assessment in several: people, areas, triggers, figures, actors.

Fixed with it once it is decided: PostgreSQL refuses to change them then, to raw SQL too. (D3)
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from .assessment import Assessment
from .choices import ActorKind, Danger, FigureKind, GroupBasis, Part, Qualifier


def estimate_in_words(best: int | None, qualifier: str) -> str:
    """Return an estimate with its qualifier, which is never dropped: “more than 200,000”. (D6)"""
    if best is None:
        return ""
    number = number_format(best, use_l10n=True, force_grouping=True)
    if qualifier == Qualifier.EXACTLY:
        return number
    return f"{Qualifier(qualifier).label} {number}"


def range_in_words(low: int | None, high: int | None) -> str:
    """Return the range in words, if the source gives one."""
    lowest, highest = (
        None if bound is None else number_format(bound, use_l10n=True, force_grouping=True)
        for bound in (low, high)
    )
    if lowest and highest:
        return _text("between %(low)s and %(high)s") % {"low": lowest, "high": highest}
    if lowest:
        return _text("not under %(low)s") % {"low": lowest}
    return _text("not over %(high)s") % {"high": highest} if highest else ""


class Figure(models.Model):
    """A number with all that makes it honest: range, qualifier, period, source and date. (D6)"""

    assessment = models.ForeignKey(
        Assessment,
        verbose_name=_("assessment"),
        on_delete=models.CASCADE,
        related_name="figures",
    )
    kind = models.CharField(_("people who were"), max_length=12, choices=FigureKind.choices)
    qualifier = models.CharField(
        _("qualifier"), max_length=12, choices=Qualifier.choices, default=Qualifier.ABOUT
    )
    best = models.PositiveIntegerField(_("best estimate"))
    low = models.PositiveIntegerField(_("lowest estimate"), null=True, blank=True)
    high = models.PositiveIntegerField(_("highest estimate"), null=True, blank=True)
    period = models.CharField(
        _("period"), max_length=80, help_text=_("For instance “2003–2007” or “each month”.")
    )
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = (
            models.CheckConstraint(
                condition=(Q(low=None) | Q(low__lte=F("best")))
                & (Q(high=None) | Q(high__gte=F("best"))),
                name="situations_figure_range",
                violation_error_message=_(
                    "The lowest estimate cannot be above the best one, nor the highest below it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=FigureKind.values) & Q(qualifier__in=Qualifier.values),
                name="situations_figure_choices",
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(period=""), name="situations_figure_sourced"
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount} {self.get_kind_display()}"

    @property
    def amount(self) -> str:
        """The best estimate with its qualifier."""
        return estimate_in_words(self.best, self.qualifier)

    @property
    def range(self) -> str:
        """The range in words, if the source gives one."""
        return range_in_words(self.low, self.high)


class ActorRole(models.Model):
    """Somebody's part in a situation. Several actors, no single one to blame. (D6; para 12)"""

    assessment = models.ForeignKey(
        Assessment,
        verbose_name=_("assessment"),
        on_delete=models.CASCADE,
        related_name="actors",
    )
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=14, choices=ActorKind.choices)
    part = models.CharField(_("part"), max_length=20, choices=Part.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=ActorKind.values) & Q(part__in=Part.values),
                name="situations_actor_choices",
            ),
            models.UniqueConstraint(
                fields=("assessment", "name", "part"), name="situations_actor_part_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class PopulationAtRisk(models.Model):
    """People who need protection: who they are, where, what is feared for them. (para 26)

    They are the point of view of every page, so they stand first. A number of them is an estimate
    like every other: with qualifier, range, source and day, or not at all. (D6)
    """

    assessment = models.ForeignKey(
        Assessment,
        verbose_name=_("assessment"),
        on_delete=models.CASCADE,
        related_name="populations",
    )
    name = models.CharField(_("who they are"), max_length=160)
    basis = ArrayField(
        models.CharField(max_length=12, choices=GroupBasis.choices),
        verbose_name=_("singled out for"),
        default=list,
        blank=True,
    )
    where = models.CharField(_("where"), max_length=200, blank=True)
    feared = models.TextField(_("what is feared for them"), blank=True)
    qualifier = models.CharField(
        _("qualifier"), max_length=12, choices=Qualifier.choices, blank=True
    )
    best = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    low = models.PositiveIntegerField(_("lowest estimate"), null=True, blank=True)
    high = models.PositiveIntegerField(_("highest estimate"), null=True, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("people at risk")
        verbose_name_plural = _("people at risk")
        constraints = (
            models.CheckConstraint(
                condition=Q(basis__contained_by=GroupBasis.values)
                & Q(qualifier__in=["", *Qualifier.values]),
                name="situations_population_choices",
            ),
            models.CheckConstraint(
                condition=(Q(low=None) | Q(low__lte=F("best")))
                & (Q(high=None) | Q(high__gte=F("best"))),
                name="situations_population_range",
            ),
            models.CheckConstraint(
                condition=Q(best=None, low=None, high=None)
                | Q(best__isnull=False, as_of__isnull=False) & ~Q(source="") & ~Q(qualifier=""),
                name="situations_population_sourced",
                violation_error_message=_("A number needs its qualifier, its source and its day."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def amount(self) -> str:
        """The best estimate with its qualifier, or nothing if nobody knows."""
        return estimate_in_words(self.best, self.qualifier)

    @property
    def range(self) -> str:
        """The range in words, if the source gives one."""
        return range_in_words(self.low, self.high)

    @property
    def basis_labels(self) -> list[str]:
        return [str(GroupBasis(code).label) for code in self.basis]


class Area(models.Model):
    """A part of the territory, and how it stands beside the rest. (para 53)"""

    assessment = models.ForeignKey(
        Assessment, verbose_name=_("assessment"), on_delete=models.CASCADE, related_name="areas"
    )
    name = models.CharField(_("area"), max_length=160)
    danger = models.CharField(
        _("danger"), max_length=8, choices=Danger.choices, default=Danger.AT_RISK
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = (
            models.CheckConstraint(
                condition=Q(danger__in=Danger.values), name="situations_area_choices"
            ),
            models.UniqueConstraint(
                fields=("assessment", "name"),
                name="situations_area_once",
                violation_error_message=_("This area is named twice."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Trigger(models.Model):
    """Something that could set the crimes off: named, so that it can be watched for. (para 53)"""

    assessment = models.ForeignKey(
        Assessment, verbose_name=_("assessment"), on_delete=models.CASCADE, related_name="triggers"
    )
    name = models.CharField(_("trigger"), max_length=160)
    when = models.CharField(
        _("when"), max_length=80, blank=True, help_text=_("A day, a season, or “not known”.")
    )
    effect = models.TextField(_("what it could set off"), blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("trigger")
        verbose_name_plural = _("triggers")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "name"),
                name="situations_trigger_once",
                violation_error_message=_("This trigger is named twice."),
            ),
        )

    def __str__(self) -> str:
        return self.name
