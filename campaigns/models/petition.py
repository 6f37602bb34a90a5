"""Petitions, who signed them, and how many that makes."""

import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from campaigns.goals import goal_ahead
from core.countries import country_name
from core.rules import RuleRefused
from core.sealed import email_key

from .campaign import Campaign
from .choices import LAUNCHED, CampaignStatus
from .signature_states import Display, SignatureHold, SignatureState

UNCONFIRMED_KEPT = timedelta(days=7)
# A mail that leaves later than this would bring a link that is about to end.
LINK_MAIL_AT_LATEST = timedelta(days=6)
HELD_KEPT = timedelta(days=30)
# After this much time from its closing on, nobody can tell any more who signed a petition.
NAMES_KEPT = timedelta(days=90)


def new_index_key() -> bytes:
    """Return the key of a petition's blind index: 256 random bits."""
    return secrets.token_bytes(32)


class PetitionQuerySet(models.QuerySet["Petition"]):
    def public(self) -> "PetitionQuerySet":
        return self.filter(campaign__status__in=LAUNCHED)

    def for_signing(self) -> "PetitionQuerySet":
        """With no more than signing reads: the hottest query of the site."""
        return self.select_related("campaign__organisation").only(
            "text_version",
            "index_key",
            "asks_region",
            "proof_since",
            *(
                f"campaign__{name}"
                for name in (
                    "slug",
                    "title",
                    "ask",
                    "language",
                    "languages",
                    "at_risk",
                    "status",
                    "opens",
                    "closes",
                )
            ),
            "campaign__organisation__name",
        )

    def names_due(self, *, at: datetime) -> "PetitionQuerySet":
        """Closed so long ago that the names of their signers are to be erased, and not yet so."""
        return self.filter(
            index_key__isnull=False,
            campaign__status=CampaignStatus.CLOSED,
            campaign__closed_at__lte=at - NAMES_KEPT,
        ).order_by("pk")

    def for_pages(self) -> "PetitionQuerySet":
        return self.select_related("campaign", "campaign__organisation", "campaign__situation")


class Petition(models.Model):
    """What a campaign asks its supporters to sign.

    The totals are written by the counter alone (services.counting): no request ever counts
    signatures or changes this row.
    """

    campaign = models.OneToOneField(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="petition"
    )
    text = models.TextField(_("text"), help_text=_("What people put their names to."))
    text_version = models.PositiveSmallIntegerField(
        _("version of the text"), default=1, editable=False
    )
    asks_region = models.BooleanField(
        _("asks for the region"),
        default=False,
        help_text=_("Signers may name their region or city. It is sealed with the name."),
    )
    goal = models.PositiveIntegerField(_("goal"), default=1000)
    signature_total = models.PositiveIntegerField(_("signatures"), default=0, editable=False)
    counted_at = models.DateTimeField(_("last counted"), null=True, blank=True, editable=False)
    proof_since = models.DateTimeField(
        _("proof of work asked for since"), null=True, blank=True, editable=False
    )
    index_key = models.BinaryField(
        _("key of the blind index"), max_length=32, null=True, default=new_index_key
    )
    names_gone_at = models.DateTimeField(_("names erased"), null=True, blank=True, editable=False)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")
        constraints = (
            models.CheckConstraint(condition=Q(goal__gt=0), name="campaigns_petition_goal"),
            models.CheckConstraint(
                condition=Q(index_key=None, names_gone_at__isnull=False)
                | Q(index_key__isnull=False, names_gone_at=None),
                name="campaigns_petition_key_goes_with_the_names",
            ),
        )

    def __str__(self) -> str:
        return self.campaign.title

    def get_absolute_url(self) -> str:
        return self.campaign.get_absolute_url()

    @property
    def goal_ahead(self) -> int:
        """The goal that pages show: always more than the count. (campaigns.goals)"""
        return goal_ahead(goal=self.goal, total=self.signature_total)

    @property
    def names_go_at(self) -> datetime | None:
        """When the names of its signers are erased: 90 days after it closed; None while open."""
        closed = self.campaign.closed_at
        return closed + NAMES_KEPT if closed else None

    def key_for(self, address: str) -> bytes:
        """Return the blind index of an address in this petition, and in no other.

        It takes two keys: the site's, which the database does not hold, and the petition's own,
        which is destroyed with the names. From then on nobody can find a person again, whatever
        copies of indexes are left. Raises RuleRefused ("closed") when the key is destroyed.
        """
        if self.index_key is None:
            raise RuleRefused(_("This petition takes no signatures at the moment."), code="closed")
        mailbox = email_key(address, scope=f"petition:{self.pk}")
        return hmac.digest(bytes(self.index_key), mailbox, "sha256")


_AT_ADDRESS = """
SELECT s.id FROM campaigns_signature s
JOIN unnest(%s::bigint[], %s::bytea[]) AS mine (petition_id, email_key)
    USING (petition_id, email_key)
WHERE NOT s.trapped
"""
_TYPED_BY_PROGRAMS = _AT_ADDRESS.replace("NOT s.trapped", "s.trapped")


class SignatureQuerySet(models.QuerySet["Signature"]):
    def confirmed(self) -> "SignatureQuerySet":
        return self.filter(state=SignatureState.CONFIRMED)

    def of_mailbox(self, petition_id: int, key: bytes) -> "SignatureQuerySet":
        """The one signature of a mailbox under a petition."""
        return self.filter(petition_id=petition_id, email_key=key, trapped=False)

    def at_address(self, address: str, *, trapped: bool = False) -> "SignatureQuerySet":
        """Those of a mailbox in all petitions, whose index of it differs in each.

        `trapped`: those besides in which a program typed the address. Petitions whose key is
        destroyed know nobody any more.
        """
        petitions = Petition.objects.filter(index_key__isnull=False).only("pk", "index_key")
        keys = {petition.pk: petition.key_for(address) for petition in petitions}
        # Each has an index of its own, which a condition over both could not use.
        statement = _TYPED_BY_PROGRAMS if trapped else _AT_ADDRESS
        bound = [list(keys), list(keys.values())]
        mine = RawSQL(statement, bound)  # noqa: S611 - a constant, its values bound
        return self.filter(pk__in=mine)

    def for_own_page(self) -> "SignatureQuerySet":
        return self.select_related("petition__campaign__organisation").order_by("-pk")

    def named(self) -> "SignatureQuerySet":
        """Those of which it is still known whose they are."""
        return self.filter(Q(sealed__isnull=False) | Q(email_key__isnull=False))

    def uncounted(self) -> "SignatureQuerySet":
        """Confirmed ones that no tally holds yet."""
        return self.filter(uncounted_hour__isnull=False)

    def removed_from_count(self) -> "SignatureQuerySet":
        """Counted once, and taken out by a sweep or a review."""
        return self.filter(state=SignatureState.REMOVED, created_at=None)

    def outlived(self, *, at: datetime) -> "SignatureQuerySet":
        """Never confirmed in 7 days; held, or taken out of what was held, for 30: to be deleted."""
        set_aside = (SignatureState.HELD, SignatureState.REMOVED)
        return self.filter(
            Q(state=SignatureState.PENDING, created_at__lt=at - UNCONFIRMED_KEPT)
            | Q(state__in=set_aside, created_at__lt=at - HELD_KEPT)
        )


class Signature(models.Model):
    """One mailbox under one petition. Name and address are sealed; the web cannot read them.

    The blind index holds for this petition only, so that reading the table joins nobody's
    signatures. The second in which somebody signed is kept until confirmation; afterwards the day
    remains, and until it is counted the hour.
    """

    petition = models.ForeignKey(
        Petition,
        verbose_name=_("petition"),
        on_delete=models.PROTECT,
        related_name="signatures",
        db_index=False,
    )
    sealed = models.BinaryField(_("name and address, sealed"), null=True)
    email_key = models.BinaryField(_("address, blind index"), max_length=32, null=True)
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=SignatureState.choices,
        default=SignatureState.PENDING,
        editable=False,
    )
    trapped = models.BooleanField(
        _("filled in by a program"),
        default=False,
        help_text=_("Something was written into the field that people do not see."),
    )
    hold = models.CharField(
        _("why it is held"),
        max_length=8,
        choices=SignatureHold.choices,
        blank=True,
        default="",
        db_default="",
    )
    reminded = models.BooleanField(_("reminded"), default=False, db_default=False, editable=False)
    country = models.CharField(_("country"), max_length=2)
    language = models.CharField(
        _("language of the page"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    text_version = models.PositiveSmallIntegerField(_("version of the text"), default=1)
    display = models.CharField(
        _("shown in public"), max_length=7, choices=Display.choices, default=Display.HIDDEN
    )
    wants_updates = models.BooleanField(_("wants updates"), default=False)
    name_handed_over = models.BooleanField(_("name may be handed over"), default=False)
    created_at = models.DateTimeField(_("signed"), null=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True)
    uncounted_hour = models.DateTimeField(_("hour, until counted"), null=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        indexes = (
            models.Index(
                fields=("id",),
                condition=Q(uncounted_hour__isnull=False),
                name="campaigns_signature_uncounted",
            ),
            models.Index(
                fields=("created_at",),
                condition=Q(created_at__isnull=False),
                name="campaigns_signature_waiting",
            ),
            # To find what programs typed in somebody's name; the others stand in the constraint.
            models.Index(
                fields=("petition", "email_key"),
                condition=Q(trapped=True),
                name="campaigns_signature_trapped",
            ),
            # The newest who chose to be shown (models.showing), however many did not.
            models.Index(
                fields=("petition", "-id"),
                condition=Q(state="confirmed") & ~Q(display="hidden"),
                name="campaigns_signature_shown",
            ),
            # Those whom updates are mailed to, in the order in which batches walk through them.
            models.Index(
                fields=("petition", "id"),
                condition=Q(wants_updates=True, state="confirmed"),
                name="campaigns_signature_updates",
            ),
        )
        constraints = (
            # A program that knows somebody's address must not take that person's place.
            models.UniqueConstraint(
                fields=("petition", "email_key"),
                condition=Q(trapped=False),
                name="campaigns_signature_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SignatureState.values), name="campaigns_signature_state"
            ),
            models.CheckConstraint(
                condition=Q(display__in=Display.values), name="campaigns_signature_display"
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_on__isnull=False, created_at=None)
                | Q(
                    state="pending",
                    confirmed_on=None,
                    uncounted_hour=None,
                    created_at__isnull=False,
                )
                # Its holder may have pressed the button: the day is noted, and nothing is counted.
                | Q(state="held", uncounted_hour=None, created_at__isnull=False)
                # One that was counted has no second any more; one that was held still has it.
                | Q(
                    Q(created_at__isnull=False) | Q(confirmed_on__isnull=False),
                    state="removed",
                    uncounted_hour=None,
                ),
                name="campaigns_signature_confirmed_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"S-{self.pk}"

    @property
    def country_name(self) -> str:
        return country_name(self.country)
