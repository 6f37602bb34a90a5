"""Terms of office: what Popolo calls the Membership of a person in a post."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .dated import Dated, covering, in_order, known_precision
from .person import Person


class TenureQuerySet(models.QuerySet["Tenure"]):
    def on(self, day: date) -> "TenureQuerySet":
        """Terms that may have covered the day: of a year known alone, every day counts."""
        return self.filter(covering(day))

    def open(self) -> "TenureQuerySet":
        """Terms without a known end."""
        return self.filter(end_date=None)

    def overlapping(self, tenure: "Tenure") -> "TenureQuerySet":
        """Other full terms in the same post at the same time.

        Handovers overlap in life, so this is something to look at and never an error.
        """
        rows = self.filter(post=tenure.post_id, acting=False).exclude(pk=tenure.pk)
        if tenure.acting:
            return rows.none()
        if tenure.start_date:
            rows = rows.filter(Q(end_date=None) | Q(end_date__gt=tenure.start_date))
        if tenure.end_date:
            rows = rows.filter(Q(start_date=None) | Q(start_date__lt=tenure.end_date))
        return rows


class TenureManager(models.Manager.from_queryset(TenureQuerySet)):  # type: ignore[misc] # - made by Django
    def get_queryset(self) -> TenureQuerySet:
        """With the person: a term of office is never read without its holder."""
        return super().get_queryset().select_related("person")


class Tenure(Dated):
    """A person in a post, from a day (or month, or year) to another."""

    post = models.ForeignKey(
        "officials.Post",
        verbose_name=_("post"),
        on_delete=models.PROTECT,
        related_name="tenures",
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="tenures"
    )
    acting = models.BooleanField(_("acting"), default=False)
    end_reason = models.CharField(_("why it ended"), max_length=120, blank=True)
    source_url = models.URLField(_("source"), max_length=300)

    objects = TenureManager()

    class Meta:
        ordering = (F("start_date").desc(nulls_last=True), "-pk")
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        constraints = (
            in_order(
                name="officials_tenure_ends_after_it_starts",
                message=_("A term of office cannot end before it starts."),
            ),
            known_precision(name="officials_tenure_precision"),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.period}"


def newest_first(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Return the terms with the latest start on top, those of unknown start at the end."""
    return sorted(tenures, key=lambda tenure: tenure.start_date or date.min, reverse=True)


def fullest(tenures: Iterable[Tenure]) -> Tenure | None:
    """Return who answers for the office: the full holder before an acting one, the latest first."""
    ranked = sorted(
        tenures, key=lambda tenure: (not tenure.acting, tenure.start_date or date.min), reverse=True
    )
    return ranked[0] if ranked else None
