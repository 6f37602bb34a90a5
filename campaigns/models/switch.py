"""What staff switch off while something is wrong."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .petition import Petition


class SwitchKind(models.TextChoices):
    SIGNING = "signing", _("signing is paused")
    LISTS = "lists", _("lists and maps are hidden")


class Switch(models.Model):
    """One thing that is switched off: the row is the switch, and deleting it turns it on again.

    Bulk mail has its own: the pause of its stream (outbox.services.pause).
    """

    kind = models.CharField(_("what"), max_length=7, choices=SwitchKind.choices)
    petition = models.ForeignKey(
        Petition,
        verbose_name=_("petition"),
        on_delete=models.CASCADE,
        related_name="switches",
        null=True,
        blank=True,
        help_text=_("Signing alone can be paused for one petition. Leave empty for all."),
    )
    message = models.CharField(
        _("what people read"),
        max_length=300,
        blank=True,
        help_text=_("Shown in place of the form, in the language you write it in."),
    )
    switched_at = models.DateTimeField(_("since"))

    class Meta:
        ordering = ("-switched_at",)
        verbose_name = _("switch")
        verbose_name_plural = _("switches")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "petition"), nulls_distinct=False, name="campaigns_switch_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SwitchKind.values), name="campaigns_switch_kind"
            ),
            models.CheckConstraint(
                condition=Q(petition=None) | Q(kind="signing"), name="campaigns_switch_of_petition"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.petition or _('everywhere')}"
