"""Many letters in one: the weekly digest, the bundle on paper, and an office that blocks us."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.models import Contact, Post, Tenure
from outbox.models import Message

from .letter_action import LetterAction
from .letter_tokens import new_token


class LetterDigestQuerySet(models.QuerySet["LetterDigest"]):
    def under_way(self) -> "LetterDigestQuerySet":
        """Handed to the outbox, whose verdict was not carried over to the letters yet."""
        return self.filter(message__isnull=False).exclude(message__state=models.F("carried"))

    def since(self, moment: datetime) -> "LetterDigestQuerySet":
        return self.filter(made_at__gte=moment)


class LetterDigest(models.Model):
    """Letters left unchanged, to one office, as one mail with their count and countries.

    It leaves by the path of every letter, at most once, in the thread of the one before.
    """

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
        related_name="digests",
    )
    post = models.ForeignKey(
        Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="letter_digests"
    )
    tenure = models.ForeignKey(
        Tenure, verbose_name=_("holder"), on_delete=models.PROTECT, related_name="+"
    )
    contact = models.ForeignKey(
        Contact, verbose_name=_("contact"), on_delete=models.PROTECT, related_name="+"
    )
    period_from = models.DateField(_("first day"))
    period_to = models.DateField(_("last day"))
    number = models.PositiveIntegerField(_("letters in it"))
    countries = models.JSONField(_("letters by country"), default=dict)
    message = models.ForeignKey(
        Message,
        verbose_name=_("message"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    text_sealed = models.BinaryField(_("text as it left, sealed"), null=True)
    carried = models.CharField(
        _("verdict that its letters know"), max_length=10, blank=True, editable=False
    )
    made_at = models.DateTimeField(_("made"))
    ended_at = models.DateTimeField(_("sent or failed"), null=True, blank=True)

    objects = LetterDigestQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("digest of letters")
        verbose_name_plural = _("digests of letters")
        indexes = (
            models.Index(
                fields=("letter_action", "post", "made_at"), name="campaigns_letter_digest_last"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(number__gte=1, period_to__gte=models.F("period_from")),
                name="campaigns_letter_digest_of_something",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What stands in its subject: "D-7KQ3-XA2M"."""
        return f"D-{self.token[:4]}-{self.token[4:8]}".upper()


class HandOver(models.Model):
    """Letters that were printed in one bundle and brought to the office, with its receipt."""

    letter_action = models.ForeignKey(
        LetterAction,
        verbose_name=_("letter action"),
        on_delete=models.PROTECT,
        related_name="hand_overs",
    )
    post = models.ForeignKey(
        Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="hand_overs"
    )
    tenure = models.ForeignKey(
        Tenure, verbose_name=_("holder"), on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField(_("letters in it"))
    digest = models.CharField(_("SHA-256 of the bundle"), max_length=64)
    made_at = models.DateTimeField(_("printed"))
    handed_on = models.DateField(_("handed over on"), null=True, blank=True)
    received_by = models.CharField(_("received by"), max_length=160, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("hand-over of letters")
        verbose_name_plural = _("hand-overs of letters")
        constraints = (
            models.CheckConstraint(
                condition=Q(handed_on=None, received_by="")
                | (Q(handed_on__isnull=False) & ~Q(received_by="")),
                name="campaigns_hand_over_has_a_receipt",
            ),
        )

    def __str__(self) -> str:
        return f"{self.post} · {self.number}"


class Onward(models.TextChoices):
    """How letters go on to an office whose mail system refused one."""

    WAITS = "waits", _("nobody has decided")
    MAIL = "mail", _("by mail, as before")
    DIGEST = "digest", _("one digest a week")
    PAPER = "paper", _("handed over on paper")


ONWARD_MOVES = {
    Onward.WAITS: {Onward.MAIL, Onward.DIGEST, Onward.PAPER},
    Onward.DIGEST: {Onward.MAIL, Onward.PAPER},
    Onward.PAPER: {Onward.MAIL, Onward.DIGEST},
    Onward.MAIL: set(),
}


class OfficeBlockQuerySet(models.QuerySet["OfficeBlock"]):
    def standing(self) -> "OfficeBlockQuerySet":
        """Those that still change how letters go."""
        return self.exclude(onward=Onward.MAIL)

    def undecided(self) -> "OfficeBlockQuerySet":
        return self.filter(onward=Onward.WAITS)

    def of(self, contact: Contact) -> "OfficeBlockQuerySet":
        """Those that cover a contact: its own, and those of its whole domain."""
        domain = contact.value.rpartition("@")[2].lower()
        return self.filter(Q(contact=contact) | Q(contact=None, domain=domain))


class OfficeBlock(models.Model):
    """A mail system refused a letter by policy (5.7.x): nothing more goes there until staff decide.

    Of one contact, or of its whole domain once a second contact there was refused. Letters never
    leave from another domain to get around it.
    """

    contact = models.ForeignKey(
        Contact,
        verbose_name=_("contact"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("None: the whole domain."),
    )
    domain = models.CharField(_("domain"), max_length=253)
    words = models.CharField(_("in their words"), max_length=200, blank=True)
    onward = models.CharField(
        _("how letters go on"), max_length=6, choices=Onward.choices, default=Onward.WAITS
    )
    opened_at = models.DateTimeField(_("since"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    settled_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = OfficeBlockQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("office that refuses our mail")
        verbose_name_plural = _("offices that refuse our mail")
        constraints = (
            models.UniqueConstraint(
                fields=("domain", "contact"),
                nulls_distinct=False,
                condition=~Q(onward="mail"),
                name="campaigns_office_block_once",
            ),
            models.CheckConstraint(
                condition=Q(onward__in=Onward.values), name="campaigns_office_block_onward"
            ),
            models.CheckConstraint(
                condition=Q(onward="waits", settled_by=None)
                | (~Q(onward="waits") & Q(settled_by__isnull=False)),
                name="campaigns_office_block_decided_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return str(self.contact or self.domain)
