"""What happened to a message after it was queued, line by line."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from .failure import Failure
from .incoming import Incoming
from .message import Message


class TraceKind(models.TextChoices):
    RETRIED = "retried", _("not taken, to be tried again")
    FAILED = "failed", _("not taken, for good")
    UNCERTAIN = "uncertain", _("taken or not, nobody knows")
    DELIVERED = "delivered", _("reported as delivered")
    DELAYED = "delayed", _("reported as delayed")
    BOUNCED = "bounced", _("reported as not delivered")
    COMPLAINED = "complained", _("marked as spam")
    ANSWERED = "answered", _("answered by a machine")
    UNSUBSCRIBED = "unsubscribed", _("answered by asking for no more")


class TraceQuerySet(models.QuerySet["Trace"]):
    def to(self, recipient_key: bytes) -> "TraceQuerySet":
        """Those of one mailbox in which a mail system said something."""
        return self.filter(recipient_key=recipient_key).exclude(words="")

    def full_days(self, *, recipient_key: bytes, since: datetime) -> int:
        """On how many days since then this mailbox was too full."""
        full = self.filter(recipient_key=recipient_key, failure=Failure.MAILBOX_FULL, at__gte=since)
        return full.dates("at", "day").count()

    def before(self, moment: datetime) -> "TraceQuerySet":
        return self.filter(at__lt=moment)

    def since(self, moment: datetime) -> "TraceQuerySet":
        return self.filter(at__gte=moment)


class Trace(models.Model):
    """One line of a message's history: an attempt that did not succeed, or a report that came in.

    A success needs no line: the message itself says when it was sent. The words are the mail
    system's own, without the address that they may quote.
    """

    message = models.ForeignKey(
        Message, verbose_name=_("message"), on_delete=models.CASCADE, related_name="traces"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=TraceKind)
    failure = models.CharField(
        _("what went wrong"), max_length=12, choices=Failure, default="", blank=True
    )
    attempt = models.SmallIntegerField(_("attempt"), default=0)
    smtp_code = models.SmallIntegerField(_("SMTP reply"), null=True, blank=True)
    status_code = models.CharField(
        _("enhanced status"), max_length=11, default="", blank=True, help_text="RFC 3463"
    )
    words = models.CharField(_("in their words"), max_length=200, default="", blank=True)
    recipient_key = models.BinaryField(_("recipient, blind index"), max_length=32)
    incoming = models.ForeignKey(
        Incoming,
        verbose_name=_("what came in"),
        on_delete=models.SET_NULL,
        related_name="traces",
        null=True,
        blank=True,
    )
    at = models.DateTimeField(_("when"))

    objects = TraceQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        verbose_name = _("line of history")
        verbose_name_plural = _("history")
        indexes = (
            models.Index(fields=("at",), name="outbox_trace_at"),
            models.Index(
                fields=("recipient_key", "at"),
                condition=models.Q(failure="mailbox_full"),
                name="outbox_trace_full",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=TraceKind.values), name="outbox_trace_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(failure__in=["", *Failure.values]),
                name="outbox_trace_failure_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


# How long after a full mailbox, and on how many days of it, we stop trying for a while.
FULL_WITHIN = timedelta(days=30)
FULL_DAYS = 4
