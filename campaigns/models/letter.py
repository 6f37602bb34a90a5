"""Letters from citizens to offices, and what became of each."""

import secrets
import uuid
from base64 import b32encode
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from core.countries import country_name
from core.sealed import email_key
from officials.models import Contact, Post, Tenure
from outbox.models import Message, State

from .campaign import Campaign
from .choices import CampaignStatus
from .petition import UNCONFIRMED_KEPT


class LetterAction(models.Model):
    """A campaign's invitation to write to its addressees."""

    campaign = models.OneToOneField(
        Campaign,
        verbose_name=_("campaign"),
        on_delete=models.CASCADE,
        related_name="letter_action",
    )
    subject = models.CharField(_("subject of the letters"), max_length=160)
    opening = models.TextField(
        _("advice for writing"),
        blank=True,
        help_text=_("What to say in one's own words, and what helps. Stands beside the form."),
    )
    statement = models.TextField(
        _("statement"),
        help_text=_("The organisation's text, which stands in every letter after the own words."),
    )

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("letter action")
        verbose_name_plural = _("letter actions")

    def __str__(self) -> str:
        return self.campaign.title

    def get_absolute_url(self) -> str:
        return self.campaign.get_absolute_url()

    def key_for(self, address: str) -> bytes:
        """Return the blind index of an address in this letter action, and in no other."""
        return email_key(address, scope=f"letters:{self.pk}")


class LetterState(models.TextChoices):
    PENDING = "pending", _("not confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    HELD = "held", _("held")
    QUEUED = "queued", _("on its way")
    SENT = "sent", _("sent")
    UNCERTAIN = "uncertain", _("uncertain")
    FAILED = "failed", _("failed")
    RETURNED = "returned", _("returned to its author")


LETTER_MOVES = {
    LetterState.PENDING: {LetterState.CONFIRMED, LetterState.HELD},
    LetterState.CONFIRMED: {LetterState.QUEUED, LetterState.HELD},
    LetterState.HELD: {LetterState.CONFIRMED},
    LetterState.QUEUED: {LetterState.SENT, LetterState.UNCERTAIN, LetterState.FAILED},
    # Whether it left is not known: nothing here sends it again, a person looks and decides.
    LetterState.UNCERTAIN: {LetterState.SENT, LetterState.FAILED},
    # The relay took it, and the office's own mail system sent it back afterwards.
    LetterState.SENT: {LetterState.FAILED},
    LetterState.FAILED: {LetterState.RETURNED},
    LetterState.RETURNED: set(),
}


# Nothing of these has left: they can be taken back.
NOT_YET_LEFT = (LetterState.PENDING, LetterState.CONFIRMED, LetterState.HELD)


class Hold(models.TextChoices):
    TRAPPED = "trapped", _("filled in by a program")
    VACANT = "vacant", _("nobody holds the office")
    NO_CONTACT = "no_contact", _("no address that may be written to")


WAITING_FOR_OFFICE = (Hold.VACANT, Hold.NO_CONTACT)


_BY_ADDRESS = """
SELECT l.id FROM campaigns_letter l
JOIN unnest(%s::bigint[], %s::bytea[]) AS mine (letter_action_id, author_key)
    USING (letter_action_id, author_key)
"""


class LetterQuerySet(models.QuerySet["Letter"]):
    def by_address(self, address: str) -> "LetterQuerySet":
        """Those that were written with a mailbox, whose index differs in each letter action."""
        actions = LetterAction.objects.only("pk")
        keys = {action.pk: action.key_for(address) for action in actions}
        bound = [list(keys), list(keys.values())]
        mine = RawSQL(_BY_ADDRESS, bound)  # noqa: S611 - a constant, its values bound
        return self.filter(pk__in=mine)

    def not_yet_left(self) -> "LetterQuerySet":
        """Those that can still be taken back."""
        return self.filter(state__in=NOT_YET_LEFT)

    def awaiting_dispatch(self) -> "LetterQuerySet":
        """Confirmed, in a campaign that is not paused; the oldest first."""
        paused = Q(letter_action__campaign__status=CampaignStatus.PAUSED)
        return self.filter(state=LetterState.CONFIRMED).exclude(paused).order_by("pk")

    def held_for_office(self) -> "LetterQuerySet":
        """Held because nobody held the office, or it had no address to write to."""
        return self.filter(state=LetterState.HELD, hold__in=WAITING_FOR_OFFICE)

    def under_way(self) -> "LetterQuerySet":
        """Handed to the outbox, whose verdict is not read yet or may still change."""
        return self.filter(
            Q(state=LetterState.QUEUED)
            | Q(state=LetterState.UNCERTAIN) & ~Q(message__state=State.UNCERTAIN)
            | Q(state=LetterState.SENT, message__state=State.BOUNCED)
        )

    def of_author(self, letter: "Letter") -> "LetterQuerySet":
        """Other letters of the same person to the same office that left his hands."""
        return self.filter(
            letter_action=letter.letter_action_id,
            post=letter.post_id,
            author_key=letter.author_key,
            confirmed_at__isnull=False,
        ).exclude(pk=letter.pk)

    def for_pages(self) -> "LetterQuerySet":
        return self.select_related(
            "letter_action__campaign__organisation", "post__institution", "message"
        )

    def to_be_returned(self) -> "LetterQuerySet":
        """Failed for good, and not yet given back to the author."""
        return self.filter(state=LetterState.FAILED)

    def unjudged(self) -> "LetterQuerySet":
        """Pending ones that a program filled in."""
        return self.filter(state=LetterState.PENDING, hold=Hold.TRAPPED)

    def dispatched_since(self, moment: datetime) -> "LetterQuerySet":
        return self.filter(queued_at__gte=moment)

    def outlived(self, *, at: datetime) -> "LetterQuerySet":
        """Never confirmed in 7 days: to be deleted."""
        return self.filter(
            Q(state=LetterState.PENDING) | Q(state=LetterState.HELD, hold=Hold.TRAPPED),
            created_at__lt=at - UNCONFIRMED_KEPT,
        )


def new_token() -> str:
    """Return 80 random bits in base32, which survive being read aloud or turned to capitals."""
    return b32encode(secrets.token_bytes(10)).decode().lower()


def reference_of(public_id: uuid.UUID) -> str:
    """Return what names the letter in its subject and in talk: "L-7KQ3-XA2M"."""
    short = b32encode(public_id.bytes[:5]).decode()
    return f"L-{short[:4]}-{short[4:]}"


class Letter(models.Model):
    """One person's letter to one office.

    It is written to the post. Holder, contact and salutation are those of the day on which it
    leaves, and are kept as they were then. Author and text are sealed: the web cannot read them.
    """

    public_id = models.UUIDField(
        _("public id"),
        unique=True,
        editable=False,
        default=uuid.uuid4,
        help_text=_("Made with the preview, so that a form sent twice is one letter."),
    )
    token = models.CharField(
        _("token of the relay address"),
        max_length=16,
        unique=True,
        editable=False,
        default=new_token,
    )
    letter_action = models.ForeignKey(
        LetterAction,
        verbose_name=_("letter action"),
        on_delete=models.PROTECT,
        related_name="letters",
    )
    post = models.ForeignKey(
        Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="letters"
    )
    sealed = models.BinaryField(_("name, address and own words, sealed"), null=True)
    preview_sealed = models.BinaryField(
        _("text for its author, sealed"),
        null=True,
        help_text=_("Opened by the key in the emailed link alone; dropped at confirmation."),
    )
    author_key = models.BinaryField(_("address, blind index"), max_length=32, null=True)
    country = models.CharField(_("country"), max_length=2)
    language = models.CharField(
        _("language of the page"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    has_own_words = models.BooleanField(_("has own words"), default=False)
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=LetterState.choices,
        default=LetterState.PENDING,
        editable=False,
    )
    hold = models.CharField(
        _("why it is held"), max_length=10, choices=Hold.choices, blank=True, editable=False
    )
    tenure = models.ForeignKey(
        Tenure,
        verbose_name=_("holder when it left"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("contact when it left"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    text_sealed = models.BinaryField(_("text as it left, sealed"), null=True)
    message = models.ForeignKey(
        Message,
        verbose_name=_("message"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("written"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    queued_at = models.DateTimeField(_("dispatched"), null=True, blank=True)
    ended_at = models.DateTimeField(_("sent or failed"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = (
            models.Index(
                fields=("state", "id"),
                condition=Q(state__in=("pending", "confirmed", "held", "queued", "failed")),
                name="campaigns_letter_open",
            ),
            models.Index(fields=("post", "queued_at"), name="campaigns_letter_dispatched"),
        )
        constraints = (
            # Only what its author confirmed takes the place, so that nobody can take it before.
            models.UniqueConstraint(
                fields=("letter_action", "post", "author_key"),
                condition=Q(confirmed_at__isnull=False),
                name="campaigns_letter_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LetterState.values, hold__in=["", *Hold.values]),
                name="campaigns_letter_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("pending", "held"), confirmed_at=None)
                | Q(confirmed_at__isnull=False),
                name="campaigns_letter_leaves_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("pending", "confirmed", "held"), queued_at=None)
                | Q(
                    ~Q(state__in=("pending", "confirmed", "held")),
                    queued_at__isnull=False,
                    tenure__isnull=False,
                    contact__isnull=False,
                ),
                name="campaigns_letter_left_to_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What stands in the subject, for offices that answer from another system."""
        return reference_of(self.public_id)

    @property
    def has_not_left(self) -> bool:
        """Whether it can still be taken back."""
        return self.state in NOT_YET_LEFT

    @property
    def country_name(self) -> str:
        return country_name(self.country)
