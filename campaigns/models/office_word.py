"""What somebody says on the page for offices, before the office's own mailbox has confirmed it."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.models import Contact, Post

from .campaign import Campaign
from .petition import UNCONFIRMED_KEPT


class OfficeWordKind(models.TextChoices):
    ANSWER = "answer", _("We answer the campaign")
    CORRECTION = "correction", _("Something about our office is wrong here")
    DIGEST = "digest", _("Send us one summary a week instead of single letters")
    REFUSAL = "refusal", _("Do not write to this address")


class OfficeWordQuerySet(models.QuerySet["OfficeWord"]):
    def outlived(self, *, at: datetime) -> "OfficeWordQuerySet":
        """Never confirmed in time: to be deleted."""
        return self.filter(confirmed_at=None, created_at__lt=at - UNCONFIRMED_KEPT)


class OfficeWord(models.Model):
    """Anybody can fill in the page, so nothing happens until the office's mailbox says yes.

    The text lies sealed for the link in that mail alone.
    """

    public_id = models.UUIDField(_("public id"), unique=True, editable=False, default=uuid.uuid4)
    post = models.ForeignKey(
        Post, verbose_name=_("office"), on_delete=models.CASCADE, related_name="+"
    )
    contact = models.ForeignKey(
        Contact, verbose_name=_("contact"), on_delete=models.CASCADE, related_name="+"
    )
    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    kind = models.CharField(_("what for"), max_length=10, choices=OfficeWordKind.choices)
    text_sealed = models.BinaryField(_("text, sealed for the link"), null=True)
    created_at = models.DateTimeField(_("written"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = OfficeWordQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("word of an office")
        verbose_name_plural = _("words of offices")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=OfficeWordKind.values), name="campaigns_officeword_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.post} · {self.get_kind_display()}"
