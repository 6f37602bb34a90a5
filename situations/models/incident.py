"""Incidents as the desk knows them: everything, however fine. The public never reads these rows."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .assessment import choice_array
from .evidence_choices import Act, Dataset, DatePrecision, PlacePrecision, Violence
from .situation import Situation
from .territory import Territory

NEARBY = timedelta(days=2)


class IncidentStatus(models.TextChoices):
    REPORTED = "reported", _("reported")
    CHECKING = "checking", _("being checked")
    CORROBORATED = "corroborated", _("corroborated")
    VERIFIED = "verified", _("verified")
    DISPUTED = "disputed", _("disputed")
    UNVERIFIABLE = "unverifiable", _("cannot be verified")
    REFUTED = "refuted", _("refuted")
    MERGED = "merged", _("merged into another")


INCIDENT_MOVES = {
    IncidentStatus.REPORTED: {IncidentStatus.CHECKING, IncidentStatus.MERGED},
    IncidentStatus.CHECKING: {
        IncidentStatus.CORROBORATED,
        IncidentStatus.DISPUTED,
        IncidentStatus.UNVERIFIABLE,
        IncidentStatus.REFUTED,
        IncidentStatus.MERGED,
    },
    IncidentStatus.CORROBORATED: {
        IncidentStatus.VERIFIED,
        IncidentStatus.DISPUTED,
        IncidentStatus.REFUTED,
        IncidentStatus.CHECKING,
        IncidentStatus.MERGED,
    },
    IncidentStatus.VERIFIED: {IncidentStatus.DISPUTED, IncidentStatus.CHECKING},
    IncidentStatus.DISPUTED: {
        IncidentStatus.CORROBORATED,
        IncidentStatus.REFUTED,
        IncidentStatus.CHECKING,
        IncidentStatus.MERGED,
    },
    IncidentStatus.UNVERIFIABLE: {IncidentStatus.CHECKING, IncidentStatus.MERGED},
    IncidentStatus.REFUTED: {IncidentStatus.CHECKING},
    IncidentStatus.MERGED: set(),
}
# What a check can end in. Taking it up and merging say nothing of whether it is true.
FINDINGS = (
    IncidentStatus.CORROBORATED,
    IncidentStatus.VERIFIED,
    IncidentStatus.DISPUTED,
    IncidentStatus.UNVERIFIABLE,
    IncidentStatus.REFUTED,
)
# What must not stand in public: it did not happen so, or stands there under another number.
NEVER_SHOWN = (IncidentStatus.REFUTED, IncidentStatus.MERGED)


class IncidentQuerySet(models.QuerySet["Incident"]):
    def on_desk_of(self, user: Any) -> "IncidentQuerySet":
        """Those of the situations that a member works on; staff look at everything."""
        if user.is_authenticated and user.is_staff:
            return self
        return self.filter(situation__in=Situation.objects.of(user))

    def in_organisation(self, organisation: Any) -> "IncidentQuerySet":
        """Those of one organisation; all of them for None, which only staff without one are."""
        return self.filter(situation__organisation=organisation) if organisation else self

    def narrowed(self, *, situation: str = "", show: str = "") -> "IncidentQuerySet":
        """Narrow the desk's list to a situation and to what still has to be done."""
        found = self.filter(situation=int(situation)) if situation.isdecimal() else self
        if show == "public":
            return found.filter(published__isnull=False)
        if show == "ready":
            ready = (IncidentStatus.CORROBORATED, IncidentStatus.VERIFIED)
            return found.filter(status__in=ready, published=None)
        return found.filter(status=show) if show in IncidentStatus.values else found

    def by_hand_in(self, situation: Situation) -> "IncidentQuerySet":
        """Those of a situation that people entered, newest first: few enough to choose from."""
        entered = self.filter(situation=situation, dataset="")
        return entered.exclude(status=IncidentStatus.MERGED).newest_first()

    def waiting_for(self, user: Any) -> "IncidentQuerySet":
        """Reported or being checked, and reported by others than `user`. (D5)"""
        open_ones = (IncidentStatus.REPORTED, IncidentStatus.CHECKING)
        return self.filter(status__in=open_ones, dataset="").exclude(reported_by=user)

    def like(self, incident: "Incident") -> "IncidentQuerySet":
        """Others of the situation in the same place within two days: perhaps the same event."""
        others = self.filter(
            situation=incident.situation_id,
            started_on__lte=incident.ended_on + NEARBY,
            ended_on__gte=incident.started_on - NEARBY,
        ).exclude(pk=incident.pk)
        same = Q(place__iexact=incident.place) if incident.place else Q()
        if incident.province:
            same |= Q(province__iexact=incident.province, district__iexact=incident.district)
        return others.filter(same).exclude(status=IncidentStatus.MERGED) if same else self.none()

    def of_import(self, run: Any) -> "IncidentQuerySet":
        """What a file brought, in its order."""
        return self.filter(import_run=run).order_by("id")

    def newest_first(self) -> "IncidentQuerySet":
        return self.order_by("-started_on", "-id")

    def for_desk(self) -> "IncidentQuerySet":
        """With what the desk's list shows."""
        return self.select_related("situation", "published").prefetch_related("figures")

    def whole(self) -> "IncidentQuerySet":
        """With everything that its page shows."""
        return self.select_related(
            "situation__organisation",
            "territory",
            "reported_by",
            "checked_by",
            "published",
            "duplicate_of",
            "import_run",
        ).prefetch_related("figures", "actors")


class Incident(models.Model):
    """One event at one time and place: what was done, to whom, by whom, and how sure that is.

    Verifying says whether it is true; approving it for the public is another deed by another rule
    (see PublishedIncident). Whoever reported it or wrote in it does not verify it. (D5)
    """

    situation = models.ForeignKey(
        Situation,
        verbose_name=_("situation"),
        on_delete=models.PROTECT,
        related_name="incidents",
    )
    title = models.CharField(_("what happened, in a line"), max_length=160)
    account = models.TextField(_("account"), blank=True)
    acts = choice_array(Act, _("acts"))
    violence = models.CharField(
        _("kind of violence"), max_length=12, choices=Violence.choices, blank=True
    )
    is_aggregate = models.BooleanField(_("several events told as one"), default=False)

    started_on = models.DateField(_("began on"))
    ended_on = models.DateField(_("ended on"))
    date_precision = models.CharField(
        _("known"), max_length=8, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    territory = models.ForeignKey(
        Territory,
        verbose_name=_("territory"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    province = models.CharField(_("province"), max_length=120, blank=True)
    district = models.CharField(_("district"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    place_precision = models.CharField(
        _("place known"),
        max_length=8,
        choices=PlacePrecision.choices,
        default=PlacePrecision.UNKNOWN,
    )

    dataset = models.CharField(_("data set"), max_length=12, choices=Dataset.choices, blank=True)
    external_id = models.CharField(_("its number there"), max_length=60, blank=True)
    import_run = models.ForeignKey(
        "situations.ImportRun",
        verbose_name=_("import"),
        on_delete=models.PROTECT,
        related_name="incidents",
        null=True,
        blank=True,
        editable=False,
    )
    digest = models.CharField(max_length=64, blank=True, editable=False)

    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reported by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    reported_at = models.DateTimeField(_("reported"))
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True, editable=False)
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("everybody who wrote in it"),
        related_name="+",
        blank=True,
    )
    status = models.CharField(
        _("status"),
        max_length=14,
        choices=IncidentStatus.choices,
        default=IncidentStatus.REPORTED,
        editable=False,
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True, editable=False)
    finding = models.TextField(_("what the check found"), blank=True, editable=False)
    duplicate_of = models.ForeignKey(
        "self",
        verbose_name=_("the same as"),
        on_delete=models.PROTECT,
        related_name="duplicates",
        null=True,
        blank=True,
        editable=False,
    )

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ("-started_on", "-id")
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        indexes = (
            models.Index(
                fields=("situation", "-started_on", "-id"), name="situations_incident_line"
            ),
            models.Index(fields=("import_run", "id"), name="situations_incident_run"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=IncidentStatus.values)
                & Q(acts__contained_by=Act.values)
                & Q(violence__in=["", *Violence.values])
                & Q(date_precision__in=DatePrecision.values)
                & Q(place_precision__in=PlacePrecision.values)
                & Q(dataset__in=["", *Dataset.values]),
                name="situations_incident_choices",
            ),
            models.CheckConstraint(
                condition=Q(started_on__lte=F("ended_on")),
                name="situations_incident_days",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="situations_incident_point",
                violation_error_message=_("Give both latitude and longitude, in degrees."),
            ),
            models.CheckConstraint(
                condition=Q(status=IncidentStatus.MERGED, duplicate_of__isnull=False)
                | (~Q(status=IncidentStatus.MERGED) & Q(duplicate_of=None)),
                name="situations_incident_merged",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("reported_by")),
                name="situations_incident_d5_verifier_is_another",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=FINDINGS)
                | (Q(checked_by__isnull=False, checked_at__isnull=False) & ~Q(finding="")),
                name="situations_incident_finding_is_whole",
            ),
            models.UniqueConstraint(
                fields=("situation", "dataset", "external_id"),
                condition=~Q(external_id=""),
                name="situations_incident_external_id_once",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("situations:desk_incident", args=[self.pk])

    @property
    def act_labels(self) -> list[str]:
        return [str(Act(act).label) for act in self.acts]

    @property
    def where(self) -> str:
        """The place as finely as it is known, for the desk."""
        parts = [self.place, self.district, self.province]
        parts.append(self.territory.name if self.territory else "")
        return ", ".join(part for part in parts if part)

    @property
    def is_published(self) -> bool:
        return hasattr(self, "published")

    @property
    def is_worked_on(self) -> bool:
        """Whether somebody has checked or changed it since a file brought it."""
        return self.status != IncidentStatus.REPORTED or self.edited_at is not None
