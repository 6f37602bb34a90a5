"""What belongs to an incident in several: figures and actors."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .choices import ActorKind, FigureKind, Part, ProofStandard, Qualifier
from .detail import estimate_in_words, range_in_words
from .incident import Incident


class IncidentFigure(models.Model):
    """How many people an incident hit: range, qualifier, source and date. (D6)

    The period is the incident's own.
    """

    incident = models.ForeignKey(
        Incident, verbose_name=_("incident"), on_delete=models.CASCADE, related_name="figures"
    )
    kind = models.CharField(_("people who were"), max_length=12, choices=FigureKind.choices)
    qualifier = models.CharField(
        _("qualifier"), max_length=12, choices=Qualifier.choices, default=Qualifier.ABOUT
    )
    low = models.PositiveIntegerField(_("lowest estimate"))
    best = models.PositiveIntegerField(_("best estimate"))
    high = models.PositiveIntegerField(_("highest estimate"))
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ("id",)
        verbose_name = _("figure of an incident")
        verbose_name_plural = _("figures of incidents")
        constraints = (
            models.CheckConstraint(
                condition=Q(low__lte=F("best"), best__lte=F("high")),
                name="situations_incidentfigure_range",
                violation_error_message=_(
                    "The lowest estimate cannot be above the best one, nor the highest below it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=FigureKind.values)
                & Q(qualifier__in=Qualifier.values)
                & ~Q(source=""),
                name="situations_incidentfigure_choices",
            ),
            models.UniqueConstraint(
                fields=("incident", "kind"), name="situations_incidentfigure_once"
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
        """The range in words; nothing if there is none."""
        return "" if self.low == self.high else range_in_words(self.low, self.high)


class IncidentActor(models.Model):
    """Somebody's part in an incident, and how sure that is. Never one alone to blame. (D6)"""

    incident = models.ForeignKey(
        Incident, verbose_name=_("incident"), on_delete=models.CASCADE, related_name="actors"
    )
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=14, choices=ActorKind.choices)
    part = models.CharField(_("part"), max_length=20, choices=Part.choices, default=Part.PARTY)
    proof = models.CharField(
        _("standard of proof"),
        max_length=30,
        choices=ProofStandard.choices,
        default=ProofStandard.REASONABLE_SUSPICION,
    )

    class Meta:
        ordering = ("id",)
        verbose_name = _("actor in an incident")
        verbose_name_plural = _("actors in incidents")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=ActorKind.values)
                & Q(part__in=Part.values)
                & Q(proof__in=ProofStandard.values),
                name="situations_incidentactor_choices",
            ),
            models.UniqueConstraint(
                fields=("incident", "name", "part"), name="situations_incidentactor_once"
            ),
        )

    def __str__(self) -> str:
        return self.name
