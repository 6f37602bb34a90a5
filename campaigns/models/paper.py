"""Signatures on paper: recorded by one person, verified by another, shown apart, never mixed in."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from core.countries import country_name

from .petition import Petition


class PaperStatus(models.TextChoices):
    RECORDED = "recorded", _("to be verified")
    VERIFIED = "verified", _("verified")
    REFUSED = "refused", _("not verified")


PAPER_MOVES = {
    PaperStatus.RECORDED: {PaperStatus.VERIFIED, PaperStatus.REFUSED},
    PaperStatus.VERIFIED: set(),
    PaperStatus.REFUSED: set(),
}


class PaperQuerySet(models.QuerySet["Paper"]):
    def of(self, petition: Petition) -> "PaperQuerySet":
        return self.filter(petition=petition)

    def standing(self) -> "PaperQuerySet":
        """Verified, and no verified row has taken their place."""
        later = Paper.objects.filter(corrects=OuterRef("pk"), status=PaperStatus.VERIFIED)
        return self.filter(~Exists(later), status=PaperStatus.VERIFIED)

    def waiting(self) -> "PaperQuerySet":
        """Recorded, and not yet looked at by a second person."""
        return self.filter(status=PaperStatus.RECORDED)

    def by_holder(self) -> list[tuple[str, int]]:
        """How many each holder keeps, the most first; none who keeps none."""
        rows = self.order_by().values_list("holder").annotate(sum=Sum("number"))
        return sorted(((who, sum_) for who, sum_ in rows if sum_), key=lambda row: (-row[1], row))

    def with_people(self) -> "PaperQuerySet":
        return self.select_related("recorded_by", "verified_by", "corrects")


class Paper(models.Model):
    """A bundle of sheets: how many names, from where, on which day, who keeps them.

    A row is never changed. What was wrong is corrected by a row that takes its place once a second
    person has verified it, so that the history stays whole. (D5)
    """

    petition = models.ForeignKey(
        Petition, verbose_name=_("petition"), on_delete=models.CASCADE, related_name="papers"
    )
    number = models.PositiveIntegerField(_("number of signatures"))
    country = models.CharField(_("country"), max_length=2)
    place = models.CharField(_("place"), max_length=160)
    collected_on = models.DateField(_("collected on"))
    holder = models.CharField(_("who holds the sheets"), max_length=160)
    note = models.TextField(_("note"), blank=True)
    corrects = models.ForeignKey(
        "self",
        verbose_name=_("corrects"),
        on_delete=models.RESTRICT,
        related_name="corrections",
        null=True,
        blank=True,
    )
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=PaperStatus.choices,
        default=PaperStatus.RECORDED,
        editable=False,
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded"))
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked at by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    verified_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("signatures on paper")
        verbose_name_plural = _("signatures on paper")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=PaperStatus.values), name="campaigns_paper_status"
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("recorded_by")),
                name="campaigns_paper_two_people",
                violation_error_message=_("Who verifies signatures on paper never recorded them."),
            ),
            models.CheckConstraint(
                condition=Q(status="recorded", verified_by=None, verified_at=None)
                | Q(~Q(status="recorded"), verified_by__isnull=False, verified_at__isnull=False),
                name="campaigns_paper_looked_at_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(number__gt=0) | Q(corrects__isnull=False),
                name="campaigns_paper_none_is_a_correction",
            ),
            models.UniqueConstraint(
                fields=("corrects",),
                condition=Q(status="verified"),
                name="campaigns_paper_corrected_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}, {self.place}"

    @property
    def country_name(self) -> str:
        return country_name(self.country)
