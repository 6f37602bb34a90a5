"""What an organisation itself sends to an office: a version of a brief, or a reminder. (D10)"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from officials.models import Contact, Post, Tenure
from outbox.models import Message, State
from situations.models import Brief

from .campaign import Campaign
from .letter_tokens import new_token


class CommunicationKind(models.TextChoices):
    BRIEF = "brief", _("brief")
    REMINDER = "reminder", _("reminder")


class CommunicationState(models.TextChoices):
    DRAFT = "draft", _("waits for a second person")
    QUEUED = "queued", _("on its way")
    SENT = "sent", _("sent")
    UNCERTAIN = "uncertain", _("uncertain")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("called off")


COMMUNICATION_MOVES = {
    CommunicationState.DRAFT: {CommunicationState.QUEUED, CommunicationState.CANCELLED},
    CommunicationState.QUEUED: {
        CommunicationState.SENT,
        CommunicationState.UNCERTAIN,
        CommunicationState.FAILED,
    },
    CommunicationState.UNCERTAIN: {CommunicationState.SENT, CommunicationState.FAILED},
    CommunicationState.SENT: {CommunicationState.FAILED},
    CommunicationState.FAILED: set(),
    CommunicationState.CANCELLED: set(),
}
OVER = ("failed", "cancelled")


class CommunicationQuerySet(models.QuerySet["Communication"]):
    def public(self) -> "CommunicationQuerySet":
        """Those that the office's mail system took."""
        return self.filter(state=CommunicationState.SENT)

    def under_way(self) -> "CommunicationQuerySet":
        """Handed to the outbox, whose verdict is not read yet or may still change."""
        return self.filter(
            Q(state=CommunicationState.QUEUED)
            | Q(state=CommunicationState.UNCERTAIN) & ~Q(message__state=State.UNCERTAIN)
            | Q(state=CommunicationState.SENT, message__state=State.BOUNCED)
        )

    def waiting(self) -> "CommunicationQuerySet":
        return self.filter(state=CommunicationState.DRAFT)

    def on_desk_of(self, user: Any) -> "CommunicationQuerySet":
        if user.is_authenticated and user.is_staff:
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(campaign__organisation__in=Organisation.objects.of(user))

    def for_pages(self) -> "CommunicationQuerySet":
        return self.select_related(
            "campaign__organisation", "post__institution", "brief", "author", "sender", "message"
        )


class Communication(models.Model):
    """One mail of an organisation to one office, sent at most once.

    `sha256` is the hash of the very file that the version was on the day, so that an office and a
    reader can tell whether they hold the same. (decision 0012)
    """

    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        on_delete=models.PROTECT,
        related_name="communications",
    )
    post = models.ForeignKey(
        Post, verbose_name=_("office"), on_delete=models.PROTECT, related_name="communications"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=CommunicationKind.choices)
    brief = models.ForeignKey(
        Brief,
        verbose_name=_("brief"),
        on_delete=models.PROTECT,
        related_name="communications",
        null=True,
        blank=True,
    )
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    subject = models.CharField(_("subject"), max_length=160)
    text = models.TextField(_("text"))
    token = models.CharField(
        _("token of the relay address"),
        max_length=16,
        unique=True,
        editable=False,
        default=new_token,
    )
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=CommunicationState.choices,
        default=CommunicationState.DRAFT,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
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
    message = models.ForeignKey(
        Message,
        verbose_name=_("message"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    drafted_at = models.DateTimeField(_("drafted"))
    queued_at = models.DateTimeField(_("dispatched"), null=True, blank=True)
    ended_at = models.DateTimeField(_("sent or failed"), null=True, blank=True)

    objects = CommunicationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("communication")
        verbose_name_plural = _("communications")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=CommunicationKind.values, state__in=CommunicationState.values),
                name="campaigns_communication_choices",
            ),
            models.CheckConstraint(
                condition=Q(kind="reminder", brief=None, sha256="")
                | (Q(kind="brief", brief__isnull=False) & ~Q(sha256="")),
                name="campaigns_communication_of_a_version",
            ),
            models.CheckConstraint(
                condition=Q(sender=None) | ~Q(sender=F("author")),
                name="campaigns_communication_two_people",
                violation_error_message=_("Who sends it is never who wrote it."),
            ),
            models.UniqueConstraint(
                fields=("brief", "post"),
                condition=Q(brief__isnull=False) & ~Q(state__in=OVER),
                name="campaigns_communication_brief_once",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What stands in its subject, for offices that answer from another system."""
        return f"{self.campaign.reference}/M{self.pk}"
