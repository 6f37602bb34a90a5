"""What holds a published brief back, and what takes it back."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Embargo(models.Model):
    """Until when nobody outside reads a published brief.

    It has its number, permalink and PDF already, to be handed to those who get it ahead. The hour
    never moves; a second approver can lift it early, which is recorded.
    """

    brief = models.OneToOneField(
        "situations.Brief",
        verbose_name=_("brief"),
        on_delete=models.PROTECT,
        related_name="embargo",
    )
    until = models.DateTimeField(_("until"))
    lifted_at = models.DateTimeField(_("lifted early"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lifted by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("embargo")
        verbose_name_plural = _("embargoes")
        constraints = (
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="situations_embargo_lifted_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.brief_id} · {self.until.isoformat()}"

    @property
    def ends_at(self) -> datetime:
        return min(self.until, self.lifted_at) if self.lifted_at else self.until


class Retraction(models.Model):
    """A brief was taken back, with all its versions and translations. The reason is public."""

    reference = models.CharField(_("reference"), max_length=16, unique=True)
    reason = models.TextField(_("reason"))
    retracted_at = models.DateTimeField(_("retracted"))
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("retracted by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ("-retracted_at",)
        verbose_name = _("retraction")
        verbose_name_plural = _("retractions")
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason=""), name="situations_retraction_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return self.reference
