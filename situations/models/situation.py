"""Situations: what an organisation watches, and where the register stands on it."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation

from .choices import Level
from .territory import Territory

STALE_AFTER = timedelta(days=30)


class SituationStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    REGISTERED = "registered", _("registered as R2P")
    NOT_REGISTERED = "not_registered", _("not R2P")


# Only a decided assessment moves a situation (D1), and it can do so in both directions.
SITUATION_MOVES = {
    SituationStatus.PROPOSED: {SituationStatus.REGISTERED, SituationStatus.NOT_REGISTERED},
    SituationStatus.REGISTERED: {SituationStatus.NOT_REGISTERED},
    SituationStatus.NOT_REGISTERED: {SituationStatus.REGISTERED},
}


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
        return self.select_related("organisation", "current_assessment").prefetch_related(
            "territories"
        )

    def gravest_first(self) -> "SituationQuerySet":
        """By level, then by name; what is not R2P comes last."""
        order = models.Case(
            *(
                models.When(current_assessment__level=level, then=place)
                for place, level in enumerate(Level.values)
            ),
            default=len(Level.values),
        )
        return self.alias(gravity=order).order_by("gravity", "name")

    def narrowed(self, **wanted: str) -> "SituationQuerySet":
        """Narrow the list by whatever was asked: decision, level, region, territory, text."""
        lookups = {
            "decision": "status",
            "level": "current_assessment__level",
            "region": "territories__region",
            "territory": "territories__slug",
        }
        found = self
        for key, lookup in lookups.items():
            if wanted.get(key):
                found = found.filter(**{lookup: wanted[key]})
        if text := wanted.get("text"):
            found = found.filter(_mentions(text))
        return found.distinct() if any(wanted.values()) else found


def _mentions(text: str) -> models.Q:
    fields = (
        "name",
        "area",
        "reference",
        "current_assessment__people_at_risk",
        "current_assessment__public_reason",
        *(f"territories__name_{language}" for language in ("en", "fr", "es", "ar", "ru", "zh")),
    )
    found = models.Q()
    for field in fields:
        found |= models.Q(**{f"{field}__icontains": text})
    return found


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
    proposed_at = models.DateTimeField(_("proposed"))
    updated_at = models.DateTimeField(_("last updated"))

    objects = SituationQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
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
