"""Measures: what was done about a situation, by whom, on which rung, in which phase."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from .choices import Consent, Legality, Phase, Quality, Rung
from .situation import Situation, SituationStatus

# Values that tell a reader nothing about a measure short of the military.
SILENT = (Consent.UNKNOWN, Consent.NOT_NEEDED, Legality.UNKNOWN, Legality.NOT_NEEDED, Quality.OPEN)

# After these the responsibility goes on to rebuilding. (para 29)
INTRUSIVE = (Rung.ECONOMIC, Rung.MILITARY_CONSENT, Rung.MILITARY_NO_CONSENT)

# Sanctions are worth what their monitoring is worth: somebody looks at least this often. (para 61)
CHECK_EVERY = timedelta(days=90)


class Course(models.TextChoices):
    """How far a measure got: what was only proposed is not what was done."""

    PROPOSED = "proposed", _("proposed")
    ADOPTED = "adopted", _("decided on")
    CARRIED_OUT = "carried_out", _("carried out")
    LAPSED = "lapsed", _("lapsed without being carried out")


IN_FORCE = (Course.ADOPTED, Course.CARRIED_OUT)


class MeasureQuerySet(models.QuerySet["Measure"]):
    def on_desk_of(self, user: Any) -> "MeasureQuerySet":
        """Those of the situations that a member works on."""
        return self.filter(situation__in=Situation.objects.on_desk_of(user))

    def in_situations(self, situations: models.QuerySet[Situation]) -> "MeasureQuerySet":
        return self.filter(situation__in=situations)

    def with_checks(self) -> "MeasureQuerySet":
        """With the log of their monitoring."""
        return self.select_related("situation").prefetch_related("checks")

    def by_phase(self) -> list[tuple[Phase, list["Measure"]]]:
        """The three phases in order, each with its measures up the rungs. (D7)

        An empty phase stays in the list, so that the page can show that it is empty.
        """
        found = list(self)
        return [(phase, [each for each in found if each.phase == phase]) for phase in Phase]

    def monitored(self) -> "MeasureQuerySet":
        """Sanctions in force in situations that are followed: somebody must look at them."""
        return self.filter(
            rung=Rung.ECONOMIC,
            course__in=IN_FORCE,
            situation__status__in=(SituationStatus.REGISTERED, SituationStatus.NOT_REGISTERED),
        )

    def overdue(self, *, at: datetime) -> "MeasureQuerySet":
        """Sanctions in force that nobody has looked at for too long. (para 61)"""
        day = at.date()
        begun = Coalesce("began_on", TruncDate("added_at"))
        last = Greatest(models.Max("checks__checked_on"), begun)
        running = self.monitored().filter(Q(ended_on=None) | Q(ended_on__gt=day))
        return running.annotate(looked_at=last).filter(looked_at__lt=day - CHECK_EVERY)


class Measure(models.Model):
    """One measure that somebody proposed or took.

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
    course = models.CharField(
        _("how far it got"), max_length=12, choices=Course.choices, default=Course.CARRIED_OUT
    )
    what = models.CharField(_("what was done"), max_length=300)
    who = models.CharField(_("by whom"), max_length=160)
    when = models.CharField(
        _("when"), max_length=80, help_text=_("A day, a year or a span, as the source gives it.")
    )
    began_on = models.DateField(_("first day, if it is known"), null=True, blank=True)
    ended_on = models.DateField(_("last day, if it is over"), null=True, blank=True)
    consent = models.CharField(
        _("consent"), max_length=12, choices=Consent.choices, default=Consent.UNKNOWN
    )
    legality = models.CharField(
        _("legality"), max_length=16, choices=Legality.choices, default=Legality.UNKNOWN
    )
    quality = models.CharField(
        _("how it turned out"), max_length=20, choices=Quality.choices, default=Quality.OPEN
    )
    monitor = models.CharField(_("who monitors it"), max_length=160, blank=True)
    source = models.CharField(_("source"), max_length=200)
    added_at = models.DateTimeField(_("added"))

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ("rung", F("began_on").asc(nulls_last=True), "id")
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
                condition=Q(course__in=Course.values), name="situations_measure_course"
            ),
            models.CheckConstraint(
                condition=~Q(rung=Rung.MILITARY_CONSENT)
                | Q(consent__in=[Consent.GIVEN, Consent.UNKNOWN]),
                name="situations_measure_rung_6_consent",
                violation_error_message=_("Rung 6 is military protection with consent."),
            ),
            models.CheckConstraint(
                condition=~Q(rung=Rung.MILITARY_NO_CONSENT) | ~Q(consent=Consent.GIVEN),
                name="situations_measure_rung_7_no_consent",
                violation_error_message=_("Rung 7 is military action without consent."),
            ),
            models.CheckConstraint(
                condition=Q(began_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
                name="situations_measure_days",
                violation_error_message=_("The last day cannot come before the first."),
            ),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def days(self) -> str:
        """The known days in words; empty if none is known."""
        if self.began_on and self.ended_on == self.began_on:
            return date_format(self.began_on, "j F Y")
        first, last = (date_format(day, "j F Y") if day else "" for day in self._ends)
        if first and last:
            return _text("%(first)s to %(last)s") % {"first": first, "last": last}
        if first:
            return _text("since %(first)s") % {"first": first}
        return _text("until %(last)s") % {"last": last} if last else ""

    @property
    def _ends(self) -> tuple[date | None, date | None]:
        return self.began_on, self.ended_on

    @property
    def is_sanction(self) -> bool:
        return self.rung == Rung.ECONOMIC

    @property
    def is_carried_out(self) -> bool:
        return self.course == Course.CARRIED_OUT

    @property
    def last_check(self) -> Any:
        """The latest look at it; asks nothing more of a measure fetched `with_checks`."""
        return max(self.checks.all(), key=lambda check: check.checked_on, default=None)

    def check_is_overdue(self, at: datetime) -> bool:
        """Return whether it is a sanction in force that nobody looked at for too long. (para 61)

        The same as `MeasureQuerySet.overdue`, of one that was fetched `with_checks`.
        """
        day = at.date()
        if not self.is_sanction or self.course not in IN_FORCE:
            return False
        if self.ended_on and self.ended_on <= day:
            return False
        begun = self.began_on or self.added_at.date()
        last = max([begun, *(check.checked_on for check in self.checks.all())])
        return self.situation.is_followed and last < day - CHECK_EVERY

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


class Application(models.TextChoices):
    """Whether a sanction is kept to. (para 61)"""

    APPLIED = "applied", _("applied")
    PARTLY = "partly", _("applied in part")
    EVADED = "evaded", _("evaded")
    UNKNOWN = "unknown", _("could not be established")


class SanctionsCheck(models.Model):
    """One look at whether sanctions are applied, and whether they have the effect meant."""

    measure = models.ForeignKey(
        Measure, verbose_name=_("measure"), on_delete=models.CASCADE, related_name="checks"
    )
    checked_on = models.DateField(_("looked at on"))
    application = models.CharField(_("application"), max_length=8, choices=Application.choices)
    finding = models.TextField(_("finding: application, effect, harm to others"))
    source = models.CharField(_("source"), max_length=200)
    added_at = models.DateTimeField(_("added"))

    class Meta:
        ordering = ("-checked_on", "-id")
        verbose_name = _("check of sanctions")
        verbose_name_plural = _("checks of sanctions")
        constraints = (
            models.CheckConstraint(
                condition=Q(application__in=Application.values) & ~Q(finding="") & ~Q(source=""),
                name="situations_check_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} · {self.checked_on.isoformat()}"
