"""How many confirmed, by hour, country and language, and what went out of the count again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """How many confirmed in one hour, from one country, in one language. Written by the counter.

    Once signatures were taken back, the hours of a day hold what is left of the day.
    """

    petition = models.ForeignKey(
        "campaigns.Petition",
        verbose_name=_("petition"),
        on_delete=models.CASCADE,
        related_name="tallies",
        db_index=False,
    )
    hour = models.DateTimeField(_("hour"))
    country = models.CharField(_("country"), max_length=2)
    language = models.CharField(_("language"), max_length=10)
    signatures = models.PositiveIntegerField(_("signatures"))

    class Meta:
        ordering = ("-hour", "country")
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = (
            models.UniqueConstraint(
                fields=("petition", "hour", "country", "language"), name="campaigns_tally_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.petition_id} · {self.hour:%Y-%m-%d %H} · {self.country}: {self.signatures}"


class TallyReason(models.TextChoices):
    WITHDRAWN = "withdrawn", _("withdrawn by its signer")
    ERASED = "erased", _("erased at its signer's wish")
    BOUNCED = "bounced", _("the address does not exist")
    SWEEP = "sweep", _("taken out by a sweep")
    REVIEW = "review", _("taken out by a review")


class TallyChange(models.Model):
    """Signatures that left the count, or came back into it, and why. Never whose they were.

    Written by services.taking_back with the change of the signatures themselves; the counter adds
    what still waits. `hour` is the one in which they confirmed if that was known still, else their
    day's first one. `at` is the hour in which it was done.
    """

    petition = models.ForeignKey(
        "campaigns.Petition",
        verbose_name=_("petition"),
        on_delete=models.CASCADE,
        related_name="tally_changes",
        db_index=False,
    )
    hour = models.DateTimeField(_("hour of confirming"))
    country = models.CharField(_("country"), max_length=2)
    language = models.CharField(_("language"), max_length=10)
    change = models.IntegerField(_("change"))
    reason = models.CharField(_("reason"), max_length=9, choices=TallyReason.choices)
    at = models.DateTimeField(_("done in the hour"))
    waits = models.BooleanField(_("not counted yet"), default=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("change of a tally")
        verbose_name_plural = _("changes of tallies")
        indexes = (
            models.Index(fields=("petition", "at"), name="campaigns_tallychange_when"),
            models.Index(
                fields=("id",), condition=Q(waits=True), name="campaigns_tallychange_waiting"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(reason__in=TallyReason.values), name="campaigns_tallychange_reason"
            ),
            models.CheckConstraint(condition=~Q(change=0), name="campaigns_tallychange_some"),
        )

    def __str__(self) -> str:
        return f"{self.petition_id} · {self.at:%Y-%m-%d %H} · {self.reason}: {self.change:+}"
