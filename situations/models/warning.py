"""Warnings: what somebody fears will be done to people, and what became of telling it. (D9)"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation, OrganisationStatus
from situations.receipts import grouped

from .duty import DutyOfficer
from .situation import Situation
from .territory import Territory
from .warning_states import (
    ENDED,
    REASONED,
    WITH_SITUATION,
    DeclineCode,
    Reached,
    Urgency,
    WarningStatus,
)

# Warnings of one area this close together are looked at together. (para 59)
NEAR_IN_TIME = timedelta(days=90)
REPEATED = 3


class WarningQuerySet(models.QuerySet["EarlyWarning"]):
    def on_desk_of(self, user: Any) -> "WarningQuerySet":
        """Warnings that a person may read, as duty officer or head of the organisation.

        Staff read those that no organisation has, and those that nobody else looked after. No one
        else does: a warning can put whoever sent it in danger.
        """
        if not user.is_authenticated:
            return self.none()
        heads = Membership.objects.of(user).owners()
        vetted = heads.filter(organisation__status=OrganisationStatus.VETTED)
        own = Q(organisation__in=vetted.values("organisation")) | Q(
            organisation__in=DutyOfficer.objects.able().of(user).values("organisation")
        )
        if user.is_staff:
            own |= Q(organisation=None) | Q(reached=Reached.STAFF)
        return self.filter(own)

    def in_organisation(self, organisation: Organisation | None) -> "WarningQuerySet":
        """Those of one organisation; for None, which only staff without one are, all of them."""
        return self.filter(organisation=organisation) if organisation else self

    def receipt(self, digits: str) -> "WarningQuerySet":
        """The warning under a receipt number."""
        return self.filter(receipt=digits)

    def submitted(self, key: bytes) -> "WarningQuerySet":
        """The warning that a form became, found by the blind index of the form."""
        return self.filter(submission_key=key)

    def since(self, moment: datetime) -> "WarningQuerySet":
        """Those that came in since a moment."""
        return self.filter(received_at__gte=moment)

    def open(self) -> "WarningQuerySet":
        """Those whose clock runs."""
        return self.exclude(status__in=ENDED)

    def ended(self) -> "WarningQuerySet":
        """Those that came to an end, with its reason."""
        return self.filter(status__in=ENDED)

    def overdue(self, *, at: datetime) -> "WarningQuerySet":
        """Those that waited longer than was promised. (D9)"""
        return self.filter(due_at__lt=at)

    def owned_by(self, user: Any) -> "WarningQuerySet":
        """Those that one person looks after."""
        return self.filter(owner=user)

    def pressing_for(self, user: Any, *, at: datetime) -> "WarningQuerySet":
        """Those that one person looks after, and those that wait too long whoever does."""
        return self.filter(Q(owner=user) | Q(due_at__lt=at))

    def to_escalate(self, *, at: datetime) -> "WarningQuerySet":
        """Overdue ones whose present owner has had their time. (D9)"""
        pause = at - timedelta(hours=settings.WARNING_ESCALATE_HOURS)
        had_time = Q(escalated_at=None) | Q(escalated_at__lte=pause)
        return self.overdue(at=at).filter(had_time).exclude(reached=Reached.STAFF)

    def without_owner(self) -> "WarningQuerySet":
        """Open ones of an organisation that nobody able looks after any more."""
        able = Membership.objects.active().filter(
            user=models.OuterRef("owner"), organisation=models.OuterRef("organisation")
        )
        return self.open().exclude(organisation=None).filter(~models.Exists(able))

    def with_news(self) -> "WarningQuerySet":
        """Those whose sender asked to be told of answers, and has not been told of the last."""
        return self.filter(news_at__isnull=False, contact_sealed__isnull=False)

    def contact_outlived(self, *, before: datetime) -> "WarningQuerySet":
        """Those whose sender's address is not needed any more."""
        return self.filter(ended_at__lt=before, contact_sealed__isnull=False)

    def of_contact(self, key: bytes) -> "WarningQuerySet":
        """Those that an address was left with, found by its blind index."""
        return self.filter(contact_key=key)

    def near(self, warning: "EarlyWarning") -> "WarningQuerySet":
        """Other warnings of the same area, within 90 days of it. (para 59)"""
        area = Q(pk=None)
        if warning.territory_id:
            area |= Q(territory=warning.territory_id)
        if warning.place_key:
            area |= Q(place_key=warning.place_key)
        time = (warning.received_at - NEAR_IN_TIME, warning.received_at + NEAR_IN_TIME)
        return self.filter(area, received_at__range=time).exclude(pk=warning.pk)

    def repeated_areas(self, *, at: datetime) -> "models.QuerySet[EarlyWarning, dict[str, Any]]":
        """Territories that three or more warnings of the last 90 days are about, with how many."""
        time = (at - NEAR_IN_TIME, at)
        lately = self.filter(received_at__range=time, territory__isnull=False)
        counted = lately.values("territory").annotate(number=models.Count("pk"))
        return counted.filter(number__gte=REPEATED).order_by("-number", "territory")

    def narrowed(self, *, territory: str = "", text: str = "") -> "WarningQuerySet":
        """Narrow a list by what was asked for."""
        found = self.filter(territory__slug=territory) if territory else self
        if not text:
            return found
        words = Q()
        for field in ("place", "feared", "people_at_risk", "how_known", "sender", "receipt"):
            words |= Q(**{f"{field}__icontains": text})
        return found.filter(words)

    def for_desk(self) -> "WarningQuerySet":
        """With what lists and pages of the desk show."""
        return self.select_related("organisation", "owner", "territory", "situation")

    def most_pressing_first(self) -> "WarningQuerySet":
        """What is due first, first; what ended comes last, the newest of it first."""
        return self.order_by(F("due_at").asc(nulls_last=True), "-received_at", "-pk")


class EarlyWarning(models.Model):
    """A warning as it was handed in, its clock, its owner and its reasoned end. (D9; para 59)

    PostgreSQL refuses to delete it, and to change the words in which it was given. There is nothing
    here of the computer that sent it. The words are read at the desk and so are not sealed, but
    only few may read them; the address for answers is sealed, and only a worker uses it.
    """

    receipt = models.CharField(_("receipt number"), max_length=12, unique=True)
    pin_hash = models.CharField(_("PIN, hashed"), max_length=160)
    submission_key = models.BinaryField(_("form, blind index"), max_length=32, unique=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="early_warnings",
        null=True,
        blank=True,
        help_text=_("Empty while nobody was on duty anywhere: then staff look after it."),
    )
    is_for_anyone = models.BooleanField(
        _("for whoever is on duty"), help_text=_("The sender named no organisation.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("The person whose work it is now to look after it."),
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=WarningStatus.choices,
        default=WarningStatus.RECEIVED,
    )

    territory = models.ForeignKey(
        Territory,
        verbose_name=_("territory"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    place = models.CharField(_("place"), max_length=200)
    place_key = models.CharField(_("place, for comparing"), max_length=200, blank=True)
    when = models.CharField(_("when"), max_length=200, blank=True)
    urgency = models.CharField(
        _("how soon"), max_length=8, choices=Urgency.choices, default=Urgency.UNKNOWN
    )
    people_at_risk = models.TextField(_("who is at risk"), blank=True)
    feared = models.TextField(_("what is feared"))
    how_known = models.TextField(_("how it is known"), blank=True)
    sender = models.CharField(_("sent in the name of"), max_length=160, blank=True)
    language = models.CharField(_("language of the form"), max_length=10, default="en")
    contact_sealed = models.BinaryField(_("address for answers, sealed"), null=True)
    contact_key = models.BinaryField(_("address, blind index"), max_length=32, null=True)
    news_at = models.DateTimeField(_("answered, and not yet told"), null=True, blank=True)

    received_at = models.DateTimeField(_("received"))
    acknowledge_by = models.DateTimeField(_("to be acknowledged by"))
    acknowledged_at = models.DateTimeField(_("first acknowledged"), null=True, blank=True)
    decided_at = models.DateTimeField(_("first decided"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    reached = models.CharField(
        _("escalated to"), max_length=8, choices=Reached.choices, default="", blank=True
    )
    escalated_at = models.DateTimeField(_("last escalated"), null=True, blank=True)

    decline_code = models.CharField(
        _("why not"), max_length=16, choices=DeclineCode.choices, blank=True
    )
    reason = models.TextField(_("reason, for the sender"), blank=True)
    situation = models.ForeignKey(
        Situation,
        verbose_name=_("situation"),
        on_delete=models.PROTECT,
        related_name="early_warnings",
        null=True,
        blank=True,
    )

    objects = WarningQuerySet.as_manager()

    class Meta:
        ordering = ("-received_at", "-id")
        verbose_name = _("warning")
        verbose_name_plural = _("warnings")
        indexes = (
            models.Index(fields=("due_at",), name="situations_warning_due"),
            models.Index(fields=("territory", "received_at"), name="situations_warning_area"),
            models.Index(fields=("place_key", "received_at"), name="situations_warning_place"),
            models.Index(fields=("received_at",), name="situations_warning_day"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=WarningStatus.values), name="situations_warning_status"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ENDED, due_at=None)
                | Q(~Q(status__in=ENDED), due_at__isnull=False),
                name="situations_warning_open_has_a_clock",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=REASONED) | ~Q(reason=""),
                name="situations_warning_end_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=WITH_SITUATION) | Q(situation__isnull=False),
                name="situations_warning_leads_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(status=WarningStatus.DECLINED) | ~Q(decline_code=""),
                name="situations_warning_declined_why",
            ),
        )

    def __str__(self) -> str:
        return self.spoken_receipt

    def get_absolute_url(self) -> str:
        return reverse("situations:desk_warning", args=[self.pk])

    @property
    def spoken_receipt(self) -> str:
        return grouped(self.receipt)

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED

    def is_overdue(self, at: datetime) -> bool:
        """Return whether it waited longer than was promised. (D9)"""
        return self.due_at is not None and self.due_at < at
