"""What belongs to an assessment in several: figures and actors. Fixed with it once decided."""

from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from .assessment import Assessment
from .choices import ActorKind, FigureKind, Part, Qualifier


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
        """The best estimate with its qualifier, which is never dropped: “more than 200,000”."""
        number = number_format(self.best, use_l10n=True, force_grouping=True)
        if self.qualifier == Qualifier.EXACTLY:
            return number
        return f"{self.get_qualifier_display()} {number}"

    @property
    def range(self) -> str:
        """The range in words, if the source gives one."""
        low, high = (
            None if bound is None else number_format(bound, use_l10n=True, force_grouping=True)
            for bound in (self.low, self.high)
        )
        if low and high:
            return _text("between %(low)s and %(high)s") % {"low": low, "high": high}
        if low:
            return _text("not under %(low)s") % {"low": low}
        return _text("not over %(high)s") % {"high": high} if high else ""


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
