"""What a petition's page shows besides its total: rows that a worker writes and anybody may read.

The web process cannot open a seal, and no page may count signatures. So what the public sees of
signers, of places and of goals stands ready in small tables of its own.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.countries import country_name

from .petition import Display, Petition, Signature


class ShownSignerQuerySet(models.QuerySet["ShownSigner"]):
    def newest_first(self) -> "ShownSignerQuerySet":
        return self.order_by("-signature_id")


class ShownSigner(models.Model):
    """One of the newest signers of a petition, in the words that this person chose to be shown by.

    It goes with the signature (CASCADE), and at once when the person chooses otherwise
    (services.showing). No time is kept in it. A `name` is empty where a country alone is shown.
    """

    signature = models.OneToOneField(
        Signature,
        verbose_name=_("signature"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="shown",
    )
    petition = models.ForeignKey(
        Petition,
        verbose_name=_("petition"),
        on_delete=models.CASCADE,
        related_name="shown_signers",
        db_index=False,
    )
    display = models.CharField(_("shown in public"), max_length=7, choices=Display.choices)
    name = models.CharField(_("name as shown"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2)

    objects = ShownSignerQuerySet.as_manager()

    class Meta:
        ordering = ("-signature_id",)
        verbose_name = _("shown signer")
        verbose_name_plural = _("shown signers")
        indexes = (models.Index(fields=("petition", "-signature"), name="campaigns_shown_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(display="country", name="")
                | (Q(display__in=("full", "initial")) & ~Q(name="")),
                name="campaigns_shown_as_chosen",
            ),
        )

    def __str__(self) -> str:
        return f"S-{self.pk}"

    @property
    def country_name(self) -> str:
        return country_name(self.country)


class Axis(models.TextChoices):
    TOTAL = "total", _("in all")
    COUNTRY = "country", _("by country")
    LANGUAGE = "language", _("by language")


class PublishedTally(models.Model):
    """How many had signed by the end of an hour, as published. Written once and never changed.

    By country or language it holds what `campaigns.small_numbers` lets through; an empty `key` is
    all others and those not placed yet. Only what changed in an hour has a row for it.
    """

    petition = models.ForeignKey(
        Petition,
        verbose_name=_("petition"),
        on_delete=models.CASCADE,
        related_name="published_tallies",
        db_index=False,
    )
    hour = models.DateTimeField(_("hour"), help_text=_("Its beginning."))
    axis = models.CharField(_("counted"), max_length=8, choices=Axis.choices)
    key = models.CharField(_("country or language"), max_length=10, blank=True)
    signatures = models.PositiveIntegerField(_("signatures so far"))

    class Meta:
        ordering = ("hour", "axis", "key")
        verbose_name = _("published tally")
        verbose_name_plural = _("published tallies")
        constraints = (
            models.UniqueConstraint(
                fields=("petition", "axis", "hour", "key"), name="campaigns_published_once"
            ),
            models.CheckConstraint(
                condition=Q(axis__in=Axis.values), name="campaigns_published_axis"
            ),
            models.CheckConstraint(
                condition=~Q(axis="total") | Q(key=""), name="campaigns_published_total"
            ),
            # The last guard: no place is ever published with fewer than ten. (small_numbers)
            models.CheckConstraint(
                condition=Q(axis="total") | Q(signatures__gte=10) | Q(key=""),
                name="campaigns_published_ten",
            ),
        )

    def __str__(self) -> str:
        return f"{self.petition_id} · {self.hour:%Y-%m-%d %H} · {self.key}: {self.signatures}"


class GoalReached(models.Model):
    """The day a petition reached one of its goals. It stays told, whatever comes after."""

    petition = models.ForeignKey(
        Petition,
        verbose_name=_("petition"),
        on_delete=models.CASCADE,
        related_name="goals_reached",
        db_index=False,
    )
    goal = models.PositiveIntegerField(_("goal"))
    reached_at = models.DateTimeField(_("reached"))

    class Meta:
        ordering = ("goal",)
        verbose_name = _("goal reached")
        verbose_name_plural = _("goals reached")
        constraints = (
            models.UniqueConstraint(fields=("petition", "goal"), name="campaigns_goal_once"),
        )

    def __str__(self) -> str:
        return f"{self.petition_id} · {self.goal}"
