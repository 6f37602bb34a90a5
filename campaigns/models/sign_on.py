"""Organisations that sign: confirmed from a mailbox, checked by a person, counted apart."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.countries import country_name
from core.sealed import email_key

from .campaign import Campaign
from .petition import UNCONFIRMED_KEPT

REFUSED_CONTACT_KEPT = timedelta(days=30)


class SignOnState(models.TextChoices):
    PENDING = "pending", _("not confirmed")
    WAITING = "waiting", _("to be checked")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


SIGN_ON_MOVES = {
    SignOnState.PENDING: {SignOnState.WAITING},
    SignOnState.WAITING: {SignOnState.ACCEPTED, SignOnState.REFUSED},
    SignOnState.ACCEPTED: {SignOnState.REFUSED},
    SignOnState.REFUSED: {SignOnState.ACCEPTED},
}
DECIDED = (SignOnState.ACCEPTED, SignOnState.REFUSED)


class SignOnQuerySet(models.QuerySet["SignOn"]):
    def of(self, campaign: Campaign) -> "SignOnQuerySet":
        return self.filter(campaign=campaign)

    def by_contact(self, address: str) -> "SignOnQuerySet":
        """Those that a mailbox acts for, whose index of it differs in each campaign."""
        known = self.exclude(contact_key=None).select_related("campaign").order_by("pk")
        keys = {row.campaign_id: contact_key(row.campaign, address) for row in known}
        mine = [row.pk for row in known if bytes(row.contact_key or b"") == keys[row.campaign_id]]
        return self.filter(pk__in=mine).select_related("campaign").order_by("pk")

    def accepted(self) -> "SignOnQuerySet":
        """What the page lists and counts, in the order of their names."""
        return self.filter(state=SignOnState.ACCEPTED).order_by(Lower("name"), "pk")

    def waiting(self) -> "SignOnQuerySet":
        """To be checked, the longest waiting first."""
        return self.filter(state=SignOnState.WAITING).order_by("confirmed_at", "pk")

    def in_state(self, state: str) -> "SignOnQuerySet":
        """Those in one state; those to be checked for a word that is none."""
        known = state if state in (*DECIDED, SignOnState.WAITING) else SignOnState.WAITING
        return self.filter(state=known).order_by("confirmed_at", "pk")

    def outlived(self, *, at: datetime) -> "SignOnQuerySet":
        """Never confirmed in 7 days: to be deleted."""
        return self.filter(state=SignOnState.PENDING, created_at__lt=at - UNCONFIRMED_KEPT)

    def untold(self) -> "SignOnQuerySet":
        """Decided, and the contact person does not know yet."""
        return self.filter(state__in=DECIDED, contact_sealed__isnull=False).exclude(
            told_of=models.F("state")
        )

    def refused_before(self, moment: datetime) -> "SignOnQuerySet":
        """Refused before the moment, with an address that nobody needs any more."""
        return self.filter(
            state=SignOnState.REFUSED, decided_at__lt=moment, contact_sealed__isnull=False
        )


class SignOn(models.Model):
    """One organisation under one campaign. Who acts for it is sealed, and never shown.

    `own_domain` says whether the contact's address is at the organisation's own website: the desk
    learns what it needs to judge by, and not the address.
    """

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="sign_ons"
    )
    name = models.CharField(_("name of the organisation"), max_length=160)
    country = models.CharField(_("country"), max_length=2)
    website = models.URLField(_("website"), blank=True)
    contact_sealed = models.BinaryField(_("contact person's address, sealed"), null=True)
    contact_key = models.BinaryField(
        _("contact person's address, blind index"), max_length=32, null=True
    )
    own_domain = models.BooleanField(_("address at its own website"), default=False)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    trapped = models.BooleanField(_("filled in by a program"), default=False)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=SignOnState.choices,
        default=SignOnState.PENDING,
        editable=False,
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("sent"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    told_of = models.CharField(_("told of"), max_length=8, default="", blank=True, editable=False)

    objects = SignOnQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("organisation that signs")
        verbose_name_plural = _("organisations that sign")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=SignOnState.values), name="campaigns_signon_state"
            ),
            models.CheckConstraint(
                condition=Q(state="pending", confirmed_at=None)
                | Q(~Q(state="pending"), confirmed_at__isnull=False),
                name="campaigns_signon_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                | Q(~Q(state__in=DECIDED), decided_at=None, decided_by=None),
                name="campaigns_signon_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="campaigns_signon_refused_says_why",
            ),
            models.UniqueConstraint(
                "campaign",
                Lower("name"),
                condition=Q(state="accepted"),
                name="campaigns_signon_once",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def country_name(self) -> str:
        return country_name(self.country)


def contact_key(campaign: Campaign, address: str) -> bytes:
    """Return the blind index of a contact's address in one campaign, and in no other."""
    return email_key(address, scope=f"sign-on:{campaign.pk}")
