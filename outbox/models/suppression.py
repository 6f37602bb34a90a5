"""Addresses that mail must not go to, known only by their blind index."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SuppressionScope(models.TextChoices):
    ALL = "all", _("all mail")
    BULK = "bulk", _("alerts and other bulk mail")


class SuppressionReason(models.TextChoices):
    ASKED = "asked", _("the person asked")
    MAILBOX_GONE = "mailbox_gone", _("the mailbox does not exist")
    MAILBOX_FULL = "mailbox_full", _("the mailbox stays full")
    COMPLAINT = "complaint", _("marked as spam")


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
