"""The mail that asks whether one meant to subscribe: asked for, judged, sent or withheld."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alerts.clock import Times

from .choices import Cadence, EventKind, every_kind
from .subscriber import Subscription
from .topic import SUBJECTS


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
        subjects = (f"subscription__topic__{subject}" for subject in SUBJECTS)
        return self.select_related("subscription__subscriber", *subjects)


class Confirmation(models.Model):
    """Somebody typed an address and a topic; the mail that asks whether they meant it.

    It keeps the spelling, the language, what and when as they were typed this time: until the
    owner of the mailbox confirms, nothing that a stranger types may change what the owner has.
    Without a time zone nothing was said about times.
    """

    subscription = models.ForeignKey(
        Subscription,
        verbose_name=_("subscription"),
        on_delete=models.CASCADE,
        related_name="confirmations",
    )
    email_sealed = models.BinaryField(_("address, sealed"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    cadence = models.CharField(
        _("how often"), max_length=8, choices=Cadence.choices, default=Cadence.AT_ONCE
    )
    kinds = ArrayField(
        models.CharField(max_length=10, choices=EventKind.choices),
        verbose_name=_("kinds of news"),
        default=every_kind,
    )
    hour = models.PositiveSmallIntegerField(_("hour of digests"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(
        _("weekday of weekly digests"), null=True, blank=True
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="", blank=True)
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
    def times(self) -> Times | None:
        """When digests were asked for; None if nothing was said about it."""
        if self.hour is None or self.weekday is None:
            return None
        return Times(hour=self.hour, weekday=self.weekday, time_zone=self.time_zone)

    @property
    def dedup_key(self) -> str:
        """The name under which its one mail stands in the outbox."""
        return f"alerts:confirm:{self.pk}"
