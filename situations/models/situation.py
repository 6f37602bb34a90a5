"""Situations: what an organisation watches, and where the register stands on it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchRank
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation

from .choices import Level, Standing
from .search import wanted_words
from .territory import Territory

STALE_AFTER = timedelta(days=30)


class SituationStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    REGISTERED = "registered", _("registered as R2P")
    NOT_REGISTERED = "not_registered", _("not R2P")
    MONITORING_ENDED = "monitoring_ended", _("monitoring ended")
    ARCHIVED = "archived", _("archived")


# A decided assessment moves a situation in both directions (D1), also out of the archive. Only an
# outcome review ends the monitoring of what was registered, and whatever ended can be reopened.
SITUATION_MOVES = {
    SituationStatus.PROPOSED: {SituationStatus.REGISTERED, SituationStatus.NOT_REGISTERED},
    SituationStatus.REGISTERED: {
        SituationStatus.NOT_REGISTERED,
        SituationStatus.MONITORING_ENDED,
    },
    SituationStatus.NOT_REGISTERED: {SituationStatus.REGISTERED},
    SituationStatus.MONITORING_ENDED: {
        SituationStatus.ARCHIVED,
        SituationStatus.REGISTERED,
        SituationStatus.NOT_REGISTERED,
    },
    SituationStatus.ARCHIVED: {SituationStatus.REGISTERED, SituationStatus.NOT_REGISTERED},
}
ENDED = (SituationStatus.MONITORING_ENDED, SituationStatus.ARCHIVED)


class SituationQuerySet(models.QuerySet["Situation"]):
    def public(self) -> "SituationQuerySet":
        """Situations that have been decided, whichever way: a no is as public as a yes. (D4)"""
        return self.exclude(status=SituationStatus.PROPOSED)

    def registered(self) -> "SituationQuerySet":
        """Situations that stand in the register as R2P."""
        return self.filter(status=SituationStatus.REGISTERED)

    def of(self, user: Any) -> "SituationQuerySet":
        """Situations of the organisations that `user` belongs to."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=Organisation.objects.of(user))

    def visible_to(self, user: Any) -> "SituationQuerySet":
        """Public ones for everybody, all for staff, a member's own organisations' besides."""
        if user.is_authenticated and user.is_staff:
            return self
        if not user.is_authenticated:
            return self.public()
        own = Organisation.objects.of(user)
        return self.filter(
            ~models.Q(status=SituationStatus.PROPOSED) | models.Q(organisation__in=own)
        )

    def on_desk_of(self, user: Any) -> "SituationQuerySet":
        """What a member works on; staff look at everything."""
        return self if user.is_authenticated and user.is_staff else self.of(user)

    def in_organisation(self, organisation: Organisation | None) -> "SituationQuerySet":
        """Those of one organisation; all of them for None, which only staff without one are."""
        return self.filter(organisation=organisation) if organisation else self

    def followed_or_in(
        self, organisation: Organisation | None, territory: Territory | None
    ) -> "SituationQuerySet":
        """Those of one organisation, and anybody's in one territory."""
        here = models.Q(territories=territory) if territory else models.Q(pk=None)
        return self.filter(models.Q(organisation=organisation) | here).distinct()

    def stale(self, *, at: datetime) -> "SituationQuerySet":
        """Registered ones that nobody leads or nobody touched in 30 days. (D16; para 66)"""
        forgotten = models.Q(lead=None) | models.Q(updated_at__lt=at - STALE_AFTER)
        return self.registered().filter(forgotten)

    def with_open_assessment(self) -> "SituationQuerySet":
        """Those with an assessment under way."""
        return self.filter(assessments__decided_at=None, assessments__isnull=False).distinct()

    def for_desk(self) -> "SituationQuerySet":
        """With what the desk's list shows."""
        return self.for_pages().select_related("lead").prefetch_related("assessments")

    def for_pages(self) -> "SituationQuerySet":
        """With what every list and card shows, so that a page asks once."""
        return self.select_related(
            "organisation", "current_assessment", "outcome_review"
        ).prefetch_related("territories")

    def gravest_first(self) -> "SituationQuerySet":
        """By level, then by name; after them what is not R2P, and what has ended."""
        return self.order_by("standing", "name", "id")

    def narrowed(self, **wanted: str) -> "SituationQuerySet":
        """Narrow the list by what was asked of decision, level, place, phase, outcome and words."""
        found = self
        for key, narrow in NARROWING.items():
            if wanted.get(key):
                found = found.filter(narrow(wanted[key]))
        return found

    def in_order(self, words: str = "") -> "SituationQuerySet":
        """What fits the words best first: the name before the places before the texts.

        Without words the gravest first.
        """
        if not words:
            return self.gravest_first()
        fit = SearchRank(models.F("words__search"), wanted_words(words))
        return self.alias(fit=fit).order_by("-fit", "standing", "name", "id")


def _in_territory(**lookup: str) -> models.Q:
    """Return the condition that one of the territories fits, without a row for each that does."""
    places = Situation.territories.through.objects.filter(situation=models.OuterRef("pk"))
    return models.Q(models.Exists(places.filter(**lookup)))


def _in_phase(phase: str) -> models.Q:
    return models.Q(pk__in=Situation.objects.filter(measures__phase=phase).values("pk"))


NARROWING: dict[str, Callable[[str], models.Q]] = {
    "decision": lambda status: models.Q(status=status),
    "level": lambda level: models.Q(standing=Standing[level.upper()]),
    "region": lambda region: _in_territory(territory__region=region),
    "territory": lambda slug: _in_territory(territory__slug=slug),
    "phase": _in_phase,
    "outcome": lambda result: models.Q(outcome_review__result=result),
    "text": lambda words: models.Q(words__search=wanted_words(words)),
}


class Situation(models.Model):
    """A situation of people at risk, in one or several territories.

    What it is judged to be stands in its assessments, each dated; this row only says where the
    register stands now. Number and address are given when it is first decided, so that neither
    tells of situations that nobody may know of yet.
    """

    slug = models.SlugField(
        _("slug"), max_length=100, unique=True, null=True, blank=True, editable=False
    )
    reference = models.CharField(
        _("reference"), max_length=12, unique=True, null=True, blank=True, editable=False
    )
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="situations",
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lead"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("The person whose work it is to follow this situation."),
    )
    territories = models.ManyToManyField(
        Territory, verbose_name=_("territories"), related_name="situations"
    )
    area = models.CharField(
        _("area"), max_length=200, blank=True, help_text=_("If it is not the whole territory.")
    )
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=SituationStatus.choices,
        default=SituationStatus.PROPOSED,
        editable=False,
    )
    current_assessment = models.ForeignKey(
        "situations.Assessment",
        verbose_name=_("current assessment"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    outcome_review = models.OneToOneField(
        "situations.OutcomeReview",
        verbose_name=_("current outcome review"),
        on_delete=models.PROTECT,
        related_name="current_of",
        null=True,
        blank=True,
        editable=False,
    )
    standing = models.PositiveSmallIntegerField(
        _("place in the register"),
        choices=Standing.choices,
        default=Standing.PROPOSED,
        editable=False,
    )
    proposed_at = models.DateTimeField(_("proposed"))
    updated_at = models.DateTimeField(_("last updated"))

    objects = SituationQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
        indexes = (
            models.Index(
                fields=("standing", "name", "id"),
                condition=~models.Q(status=SituationStatus.PROPOSED),
                name="situations_register_order",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=SituationStatus.values),
                name="situations_situation_status",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status=SituationStatus.PROPOSED,
                    slug=None,
                    reference=None,
                    current_assessment=None,
                )
                | models.Q(
                    ~models.Q(status=SituationStatus.PROPOSED),
                    slug__isnull=False,
                    reference__isnull=False,
                    current_assessment__isnull=False,
                ),
                name="situations_situation_decided_is_whole",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        if self.slug:
            return reverse("situations:situation_detail", args=[self.slug])
        return reverse("situations:desk_situation", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.status != SituationStatus.PROPOSED

    @property
    def is_registered(self) -> bool:
        return self.status == SituationStatus.REGISTERED

    @property
    def is_ended(self) -> bool:
        """Return whether nobody follows it any more: monitoring ended, or archived."""
        return self.status in ENDED

    @property
    def is_followed(self) -> bool:
        """Return whether it was decided, either way, and its monitoring has not ended."""
        return self.is_public and not self.is_ended

    @property
    def open_assessment(self) -> Any:
        """The assessment under way, if any; asks nothing more of a situation fetched for_desk."""
        return next((each for each in self.assessments.all() if not each.is_decided), None)

    @property
    def level(self) -> str:
        """The level of the current assessment; empty if there is none or it is not R2P."""
        return self.current_assessment.level if self.current_assessment else ""

    @property
    def level_label(self) -> str:
        return str(Level(self.level).label) if self.level else ""

    def is_stale(self, at: datetime) -> bool:
        """Return whether it is registered and nobody leads it or nothing was updated in 30 days.

        (D16; para 66)
        """
        forgotten = self.lead_id is None or self.updated_at < at - STALE_AFTER
        return self.is_registered and forgotten

    def touch(self, *, at: datetime) -> None:
        """Note that something about the situation was updated."""
        self.updated_at = at
        self.save(update_fields=["updated_at"])
