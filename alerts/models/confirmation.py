"""The mail that asks whether one meant to subscribe: asked for, judged, sent or withheld."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .subscriber import Subscriber, Subscription

AT_MOST = 3
AT_MOST_PER = timedelta(hours=24)


class ConfirmationState(models.TextChoices):
    WAITING = "waiting", _("waiting to be judged")
    SENT = "sent", _("sent")
    WITHHELD = "withheld", _("not sent")


CONFIRMATION_MOVES: dict[ConfirmationState, set[ConfirmationState]] = {
    ConfirmationState.WAITING: {ConfirmationState.SENT, ConfirmationState.WITHHELD},
    ConfirmationState.SENT: set(),
    ConfirmationState.WITHHELD: set(),
}


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def waiting(self) -> "ConfirmationQuerySet":
        """Asked for on the site, and not yet judged by a worker."""
        return self.filter(state=ConfirmationState.WAITING)

    def asked_before(self, moment: datetime) -> "ConfirmationQuerySet":
        return self.filter(asked_at__lt=moment)

    def with_subjects(self) -> "ConfirmationQuerySet":
        """With the subscription, its person, its topic, and the object that it is about."""
        return self.select_related(
            "subscription__subscriber",
            "subscription__topic__situation",
            "subscription__topic__territory",
            "subscription__topic__organisation",
        )

    def sent_lately(self, *, subscriber: Subscriber, at: datetime) -> int:
        """How many mails asking to confirm went to this person in the last 24 hours."""
        return self.filter(
            subscription__subscriber=subscriber,
            state=ConfirmationState.SENT,
            sent_at__gt=at - AT_MOST_PER,
        ).count()


class Confirmation(models.Model):
    """Somebody typed an address and a topic; the mail that asks whether they meant it.

    It keeps the spelling and the language as they were typed this time: until the owner of the
    mailbox confirms, nothing that a stranger types may change what the owner has.
    """

    subscription = models.ForeignKey(
        Subscription,
        verbose_name=_("subscription"),
        on_delete=models.CASCADE,
        related_name="confirmations",
    )
    email_sealed = models.BinaryField(_("address, sealed"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=ConfirmationState.choices,
        default=ConfirmationState.WAITING,
    )
    asked_at = models.DateTimeField(_("asked"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = _("request to confirm")
        verbose_name_plural = _("requests to confirm")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ConfirmationState.values), name="alerts_confirmation_state"
            ),
        )
        indexes = (
            models.Index(
                fields=("id",),
                condition=Q(state=ConfirmationState.WAITING),
                name="alerts_confirmation_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def dedup_key(self) -> str:
        """The name under which its one mail stands in the outbox."""
        return f"alerts:confirm:{self.pk}"
