"""Testimony: what a witness told, and what the witness agrees to, use by use. (D12; para 19)"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from situations.public_numbers import new_public_id

from .assessment import choice_array
from .evidence_choices import ConsentForm, Use
from .incident import Incident
from .published import PublishedIncident
from .situation import Situation


class ConsentStatus(models.TextChoices):
    ACTIVE = "active", _("active")
    NARROWED = "narrowed", _("narrowed by a later one")
    RENEWED = "renewed", _("replaced by a later one")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")


# Every way out is an end: what was withdrawn comes back only by a new consent.
CONSENT_MOVES = {
    ConsentStatus.ACTIVE: {
        ConsentStatus.NARROWED,
        ConsentStatus.RENEWED,
        ConsentStatus.WITHDRAWN,
        ConsentStatus.EXPIRED,
    },
    ConsentStatus.NARROWED: set(),
    ConsentStatus.RENEWED: set(),
    ConsentStatus.WITHDRAWN: set(),
    ConsentStatus.EXPIRED: set(),
}


class TestimonyQuerySet(models.QuerySet["Testimony"]):
    def on_desk_of(self, user: Any) -> "TestimonyQuerySet":
        """Those of a member's own organisations; nobody else's, staff of the platform neither."""
        return self.filter(situation__in=Situation.objects.of(user))

    def in_organisation(self, organisation: Any) -> "TestimonyQuerySet":
        return self.filter(situation__organisation=organisation) if organisation else self

    def quotable(self, *, use: str, at: datetime) -> "TestimonyQuerySet":
        """Approved ones that an active consent covers for this use at this moment. (D12)"""
        return self.filter(
            Q(consents__expires_on=None) | Q(consents__expires_on__gte=at.date()),
            approved_at__isnull=False,
            consents__status=ConsentStatus.ACTIVE,
            consents__uses__contains=[use],
            consents__given_on__lte=at.date(),
        )

    def about_published(self, incidents: "list[PublishedIncident]") -> "TestimonyQuerySet":
        return self.filter(incident__published__in=incidents)

    def about(self, incident: Incident) -> "TestimonyQuerySet":
        return self.filter(incident=incident)

    def of_situation_alone(self, situation: Situation) -> "TestimonyQuerySet":
        """Those of a situation that hang on no incident in public."""
        theirs = self.filter(situation=situation, incident__published=None)
        return theirs.order_by("public_id")

    def waiting_for(self, user: Any) -> "TestimonyQuerySet":
        """Not approved yet, and taken by others than `user`."""
        return self.filter(approved_at=None).exclude(excerpt="").exclude(taken_by=user)

    def whole(self) -> "TestimonyQuerySet":
        return self.select_related(
            "situation__organisation", "incident", "taken_by", "approved_by"
        ).prefetch_related("consents__recorded_by")


class Testimony(models.Model):
    """What one person told. The account stays with the organisation; an excerpt may be quoted.

    No name and no contact of the witness is asked for: what is not kept cannot be taken. The
    excerpt is quoted only while it is approved by a second person and an active consent covers that
    use, which is asked anew at every request.
    """

    public_id = models.CharField(
        _("public number"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    situation = models.ForeignKey(
        Situation,
        verbose_name=_("situation"),
        on_delete=models.PROTECT,
        related_name="testimonies",
    )
    incident = models.ForeignKey(
        Incident,
        verbose_name=_("incident"),
        on_delete=models.PROTECT,
        related_name="testimonies",
        null=True,
        blank=True,
    )
    pseudonym = models.CharField(_("called, in public"), max_length=80)
    account = models.TextField(_("account"))
    excerpt = models.TextField(_("words that may be quoted"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    taken_on = models.DateField(_("taken on"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)

    objects = TestimonyQuerySet.as_manager()

    class Meta:
        ordering = ("-taken_on", "-id")
        verbose_name = _("testimony")
        verbose_name_plural = _("testimonies")
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("taken_by")),
                name="situations_testimony_d5_approver_is_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | (Q(approved_at__isnull=False, approved_by__isnull=False) & ~Q(excerpt="")),
                name="situations_testimony_approved_is_whole",
            ),
        )

    def __str__(self) -> str:
        return self.pseudonym

    def get_absolute_url(self) -> str:
        return reverse("situations:desk_testimony", args=[self.pk])

    @property
    def marker(self) -> str:
        """What stands for it in the text of a brief."""
        return f"[[testimony:{self.public_id}]]"

    @property
    def active_consent(self) -> "Consent | None":
        """The consent in force, if any; asks nothing more of a testimony fetched `whole`."""
        active = (each for each in self.consents.all() if each.status == ConsentStatus.ACTIVE)
        return next(active, None)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def overdue(self, *, at: datetime) -> "ConsentQuerySet":
        """Past their last day. They stopped to count that day; the word for it follows."""
        return self.filter(status=ConsentStatus.ACTIVE, expires_on__lt=at.date())


class Consent(models.Model):
    """What a witness agreed to on one day: these uses and no other. The rows are kept."""

    testimony = models.ForeignKey(
        Testimony, verbose_name=_("testimony"), on_delete=models.PROTECT, related_name="consents"
    )
    uses = choice_array(Use, _("uses"))
    form = models.CharField(_("given"), max_length=10, choices=ConsentForm.choices)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    explained = models.TextField(_("what was explained"))
    given_on = models.DateField(_("given on"))
    expires_on = models.DateField(_("good until"), null=True, blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ConsentStatus.choices,
        default=ConsentStatus.ACTIVE,
        editable=False,
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=ConsentStatus.values)
                & Q(uses__contained_by=Use.values)
                & Q(uses__len__gt=0)
                & Q(form__in=ConsentForm.values),
                name="situations_consent_choices",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("given_on")),
                name="situations_consent_days",
                violation_error_message=_("It cannot end before it was given."),
            ),
            models.CheckConstraint(
                condition=Q(status=ConsentStatus.ACTIVE, ended_at=None)
                | (~Q(status=ConsentStatus.ACTIVE) & Q(ended_at__isnull=False)),
                name="situations_consent_ended",
            ),
            models.UniqueConstraint(
                fields=("testimony",),
                condition=Q(status=ConsentStatus.ACTIVE),
                name="situations_consent_one_active",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_status_display()} · {self.given_on.isoformat()}"

    @property
    def use_labels(self) -> list[str]:
        return [str(Use(use).label) for use in self.uses]

    def covers(self, use: str, *, at: datetime) -> bool:
        """Return whether it allows this use at this moment."""
        in_time = self.expires_on is None or self.expires_on >= at.date()
        return self.status == ConsentStatus.ACTIVE and in_time and use in self.uses
