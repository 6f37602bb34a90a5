"""Measures: what was done about a situation, by whom, on which rung, in which phase."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from .choices import Consent, Legality, Phase, Quality, Rung
from .situation import Situation

# Values that tell a reader nothing about a measure short of the military.
SILENT = (Consent.UNKNOWN, Consent.NOT_NEEDED, Legality.UNKNOWN, Legality.NOT_NEEDED, Quality.OPEN)


class MeasureQuerySet(models.QuerySet["Measure"]):
    def on_desk_of(self, user: Any) -> "MeasureQuerySet":
        """Those of the situations that a member works on."""
        return self.filter(situation__in=Situation.objects.on_desk_of(user))

    def by_phase(self) -> list[tuple[Phase, list["Measure"]]]:
        """The three phases in order, each with its measures up the rungs. (D7)

        An empty phase stays in the list, so that the page can show that it is empty.
        """
        found = list(self)
        return [(phase, [each for each in found if each.phase == phase]) for phase in Phase]


class Measure(models.Model):
    """One measure that somebody took.

    Consent, legality and quality are three columns, for none follows from another: what was lawful
    may have come to nothing, what worked may have lacked authority. (D7; Evans 2007, paras 10-11,
    29-30)
    """

    situation = models.ForeignKey(
        Situation,
        verbose_name=_("situation"),
        on_delete=models.PROTECT,
        related_name="measures",
    )
    rung = models.PositiveSmallIntegerField(_("rung"), choices=Rung.choices)
    phase = models.CharField(_("phase"), max_length=8, choices=Phase.choices)
    what = models.CharField(_("what was done"), max_length=300)
    who = models.CharField(_("by whom"), max_length=160)
    when = models.CharField(
        _("when"), max_length=80, help_text=_("A day, a year or a span, as the source gives it.")
    )
    consent = models.CharField(
        _("consent"), max_length=12, choices=Consent.choices, default=Consent.UNKNOWN
    )
    legality = models.CharField(
        _("legality"), max_length=16, choices=Legality.choices, default=Legality.UNKNOWN
    )
    quality = models.CharField(
        _("how it turned out"), max_length=20, choices=Quality.choices, default=Quality.OPEN
    )
    source = models.CharField(_("source"), max_length=200)
    added_at = models.DateTimeField(_("added"))

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ("rung", "id")
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = (
            models.CheckConstraint(
                condition=Q(rung__in=Rung.values)
                & Q(phase__in=Phase.values)
                & Q(consent__in=Consent.values)
                & Q(legality__in=Legality.values)
                & Q(quality__in=Quality.values),
                name="situations_measure_choices",
            ),
            models.CheckConstraint(
                condition=~Q(rung=Rung.MILITARY_CONSENT)
                | Q(consent__in=[Consent.GIVEN, Consent.UNKNOWN]),
                name="situations_measure_rung_6_consent",
                violation_error_message=_("Rung 6 is military protection with consent."),
            ),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def remarks(self) -> list[tuple[str, str]]:
        """What is to be said apart of consent, legality and quality.

        For a military measure all three, also that something is not stated.
        """
        said = (
            (_text("Consent"), self.consent, self.get_consent_display()),
            (_text("Authority"), self.legality, self.get_legality_display()),
            (_text("How it turned out"), self.quality, self.get_quality_display()),
        )
        is_military = self.rung >= Rung.MILITARY_CONSENT
        return [(name, words) for name, value, words in said if is_military or value not in SILENT]
