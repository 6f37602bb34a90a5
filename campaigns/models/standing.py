"""The account of a petition, written once a night, and what lapsed meanwhile."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .petition import Petition


class Standing(models.Model):
    """How many signatures were in which state at the end of a day. Exact; for staff.

    The public page rounds (campaigns.integrity). It is written at night, so that no request counts
    and nobody can watch the figures move while trying something.
    """

    petition = models.ForeignKey(
        Petition, verbose_name=_("petition"), on_delete=models.CASCADE, related_name="standings"
    )
    day = models.DateField(_("day"))
    received = models.PositiveIntegerField(_("received"))
    confirmed = models.PositiveIntegerField(_("confirmed"))
    waiting = models.PositiveIntegerField(_("not confirmed yet"))
    held = models.PositiveIntegerField(_("under review"))
    removed = models.PositiveIntegerField(_("removed"))
    lapsed = models.PositiveIntegerField(_("never confirmed"))
    bounced = models.PositiveIntegerField(_("confirmation never arrived"))
    withdrawn = models.PositiveIntegerField(_("withdrawn or erased"))
    recounted_at = models.DateTimeField(_("recounted"))
    difference = models.IntegerField(_("the recount changed the count by"), default=0)

    class Meta:
        ordering = ("-day",)
        verbose_name = _("account of a day")
        verbose_name_plural = _("accounts of days")
        constraints = (
            models.UniqueConstraint(fields=("petition", "day"), name="campaigns_standing_once"),
        )

    def __str__(self) -> str:
        return f"{self.petition_id} · {self.day:%Y-%m-%d}"


class LapseKind(models.TextChoices):
    PENDING = "pending", _("never confirmed")
    HELD = "held", _("held until it was deleted")
    REMOVED = "removed", _("removed, and deleted since")
    BOUNCED = "bounced", _("the mail that asked to confirm never arrived")


class Lapse(models.Model):
    """How many rows of a petition were deleted on a day, by the state they were in."""

    petition = models.ForeignKey(
        Petition, verbose_name=_("petition"), on_delete=models.CASCADE, related_name="lapses"
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=8, choices=LapseKind.choices)
    signatures = models.PositiveIntegerField(_("signatures"))

    class Meta:
        ordering = ("-day",)
        verbose_name = _("lapsed signatures")
        verbose_name_plural = _("lapsed signatures")
        constraints = (
            models.UniqueConstraint(
                fields=("petition", "day", "kind"), name="campaigns_lapse_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LapseKind.values), name="campaigns_lapse_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.petition_id} · {self.day:%Y-%m-%d} · {self.kind}: {self.signatures}"
