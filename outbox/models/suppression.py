"""Addresses that mail must not go to, known only by their blind index."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class SuppressionScope(models.TextChoices):
    ALL = "all", _("all mail")
    BULK = "bulk", _("alerts and other bulk mail")


class SuppressionReason(models.TextChoices):
    ASKED = "asked", _("the person asked")
    MAILBOX_GONE = "mailbox_gone", _("the mailbox does not exist")
    MAILBOX_FULL = "mailbox_full", _("the mailbox stays full")
    COMPLAINT = "complaint", _("marked as spam")


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def paused_before(self, recipient_key: bytes, *, at: datetime) -> bool:
        """Whether the mailbox has had its pause, which is over."""
        return self.filter(recipient_key=recipient_key, until__lte=at).exists()

    def widen(
        self,
        *,
        recipient_key: bytes,
        reason: str,
        scope: str,
        until: datetime | None,
        at: datetime,
    ) -> None:
        """Suppress a mailbox, unless what is there already covers as much for as long."""
        with transaction.atomic():
            new = self.model(
                recipient_key=recipient_key, reason=reason, scope=scope, until=until, created_at=at
            )
            self.bulk_create([new], ignore_conflicts=True)
            there = self.select_for_update().get(recipient_key=recipient_key)
            if not there.covers(scope=scope, until=until, at=at):
                there.reason, there.scope, there.until = reason, scope, until
                there.save(update_fields=["reason", "scope", "until"])


class Suppression(models.Model):
    """One mailbox that is not written to. It outlives the person's data, which it does not hold.

    `until` is set where we mean to try again: a mailbox that was full rests, once.
    """

    recipient_key = models.BinaryField(_("recipient, blind index"), max_length=32, unique=True)
    reason = models.CharField(_("reason"), max_length=12, choices=SuppressionReason)
    scope = models.CharField(
        _("scope"), max_length=4, choices=SuppressionScope, default=SuppressionScope.ALL
    )
    until = models.DateTimeField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(scope__in=SuppressionScope.values),
                name="outbox_suppression_scope_known",
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=SuppressionReason.values),
                name="outbox_suppression_reason_known",
            ),
        )

    def __str__(self) -> str:
        return bytes(self.recipient_key).hex()[:12]

    def covers(self, *, scope: str, until: datetime | None, at: datetime) -> bool:
        """Whether this suppresses at least as much, for at least as long, as of this moment."""
        if self.until and self.until <= at:
            return False
        as_wide = self.scope in (SuppressionScope.ALL, scope)
        as_long = self.until is None or (until is not None and until <= self.until)
        return as_wide and as_long
