"""The fourteen risk factors of the United Nations Framework of Analysis, and how they are rated.

Eight are common to all the crimes; six belong to one of the three crimes that the law defines, two
to each. Ethnic cleansing is not a crime of its own in law and has no factor of its own. Ratings are
words side by side: no threshold, no sum, no score. (A/70/741-S/2016/71; D3)
"""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from .assessment import Assessment, choice_array
from .choices import ARROW, GRADE, PRESENT, Crime, FactorKind, FactorTrend, Ill, Rating

TOP = 5


class RiskFactor(models.Model):
    """One of the fourteen. A row of data, so that a new edition of the Framework is new rows."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    kind = models.CharField(_("kind"), max_length=8, choices=FactorKind.choices)
    crime = models.CharField(_("crime"), max_length=30, choices=Crime.choices, blank=True)
    label = models.CharField(_("label"), max_length=80)
    words = models.CharField(_("in our words"), max_length=300)

    class Meta:
        ordering = ("number",)
        verbose_name = _("risk factor")
        verbose_name_plural = _("risk factors")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=FactorKind.COMMON, crime="")
                | Q(kind=FactorKind.SPECIFIC, crime__in=Crime.values),
                name="situations_factor_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} · {self.name}"

    @property
    def name(self) -> str:
        """The label in the language of the page."""
        return _text(self.label)

    @property
    def explanation(self) -> str:
        return _text(self.words)


class RiskIndicatorQuerySet(models.QuerySet["RiskIndicator"]):
    def of(self, factors: Iterable[int]) -> "RiskIndicatorQuerySet":
        """Those of some factors, by number."""
        return self.filter(factor__in=factors)


class RiskIndicator(models.Model):
    """A sign by which a factor shows. Not all must be there, and none decides."""

    factor = models.ForeignKey(
        RiskFactor,
        verbose_name=_("risk factor"),
        on_delete=models.PROTECT,
        related_name="indicators",
    )
    position = models.PositiveSmallIntegerField(_("position"))
    label = models.CharField(_("label"), max_length=160)

    objects = RiskIndicatorQuerySet.as_manager()

    class Meta:
        ordering = ("factor", "position")
        verbose_name = _("risk indicator")
        verbose_name_plural = _("risk indicators")
        constraints = (
            models.UniqueConstraint(
                fields=("factor", "position"), name="situations_indicator_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def number(self) -> str:
        return f"{self.factor_id}.{self.position}"

    @property
    def name(self) -> str:
        return _text(self.label)


class RiskRating(models.Model):
    """How far one factor is there, why one thinks so, and whether it is one of the five foremost.

    Fixed with its assessment once that is decided.
    """

    assessment = models.ForeignKey(
        Assessment, verbose_name=_("assessment"), on_delete=models.CASCADE, related_name="ratings"
    )
    factor = models.ForeignKey(
        RiskFactor, verbose_name=_("risk factor"), on_delete=models.PROTECT, related_name="+"
    )
    rating = models.CharField(
        _("rating"), max_length=8, choices=Rating.choices, default=Rating.UNKNOWN
    )
    trend = models.CharField(_("trend"), max_length=8, choices=FactorTrend.choices, blank=True)
    words = models.TextField(_("why"), blank=True)
    indicators = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("signs seen"), default=list, blank=True
    )
    ills = choice_array(Ill, _("other ills that play into it"))
    place = models.PositiveSmallIntegerField(
        _("place among the foremost"), null=True, blank=True, choices=[(n, n) for n in range(1, 6)]
    )

    class Meta:
        ordering = ("factor",)
        verbose_name = _("risk rating")
        verbose_name_plural = _("risk ratings")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "factor"), name="situations_rating_factor_once"
            ),
            models.UniqueConstraint(
                fields=("assessment", "place"), name="situations_rating_place_once"
            ),
            models.CheckConstraint(
                condition=Q(rating__in=Rating.values)
                & Q(trend__in=["", *FactorTrend.values])
                & Q(ills__contained_by=Ill.values),
                name="situations_rating_choices",
            ),
            models.CheckConstraint(
                condition=Q(rating=Rating.UNKNOWN) | ~Q(words=""),
                name="situations_rating_reasoned",
                violation_error_message=_("Say why, in a sentence."),
            ),
            models.CheckConstraint(
                condition=Q(place=None)
                | Q(place__gte=1, place__lte=TOP, place__isnull=False, rating__in=PRESENT),
                name="situations_rating_place_of_what_is_there",
                violation_error_message=_("Only a factor that is there can be a foremost one."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.factor}: {self.get_rating_display()}"

    @property
    def grade(self) -> int | None:
        """How far its bar reaches, of three; None if it is not known."""
        return GRADE.get(Rating(self.rating))

    @property
    def in_a_word(self) -> str:
        """The rating, and where it is going: “high, rising”."""
        said = self.get_rating_display()
        return f"{said}, {self.get_trend_display()}" if self.trend else said

    @property
    def arrow(self) -> str:
        """Where it is going, as a sign for where there is no room for the word."""
        return ARROW[FactorTrend(self.trend)] if self.trend else ""

    @property
    def ill_labels(self) -> list[str]:
        return [str(Ill(code).label) for code in self.ills]
