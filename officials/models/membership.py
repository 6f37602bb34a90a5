"""Seats: what Popolo calls the Membership of an organisation in another.

"Denmark was a member of the Security Council from 2025 to 2026."
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .dated import Dated, covering, in_order, known_precision
from .institution import Institution


class InstitutionMembershipQuerySet(models.QuerySet["InstitutionMembership"]):
    def on(self, day: date) -> "InstitutionMembershipQuerySet":
        """Memberships that may have covered the day."""
        return self.filter(covering(day))

    def in_organization(self, organization: Institution) -> "InstitutionMembershipQuerySet":
        """Memberships in the organisation, the members by name."""
        rows = self.filter(organization=organization).select_related("member")
        return rows.order_by("member__name", "start_date")

    def of_country(self, code: str) -> "InstitutionMembershipQuerySet":
        """Memberships of the State, by organisation."""
        rows = self.filter(member__country=code).exclude(member__country="")
        return rows.select_related("organization").order_by("organization__name", "start_date")


class InstitutionMembership(Dated):
    """An institution, most often a State, in an organisation, from a day to another."""

    member = models.ForeignKey(
        Institution,
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    organization = models.ForeignKey(
        Institution,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="members",
    )
    permanent = models.BooleanField(_("permanent seat"), default=False)
    source_url = models.URLField(_("source"), max_length=300)

    objects = InstitutionMembershipQuerySet.as_manager()

    class Meta:
        ordering = (F("start_date").desc(nulls_last=True), "pk")
        verbose_name = _("membership of an institution")
        verbose_name_plural = _("memberships of institutions")
        constraints = (
            models.UniqueConstraint(
                fields=("member", "organization", "start_date"),
                nulls_distinct=False,
                name="officials_membership_once",
                violation_error_message=_("This membership is there already."),
            ),
            models.CheckConstraint(
                condition=~Q(member=F("organization")),
                name="officials_membership_not_of_itself",
                violation_error_message=_("An institution is no member of itself."),
            ),
            in_order(
                name="officials_membership_ends_after_it_starts",
                message=_("A membership cannot end before it starts."),
            ),
            known_precision(name="officials_membership_precision"),
        )

    def __str__(self) -> str:
        return f"{self.member} · {self.organization} · {self.period}"

    def clean(self) -> None:
        """Raise ValidationError when another membership covers a part of the same time."""
        if self.member_id is None or self.organization_id is None:
            return
        others = InstitutionMembership.objects.filter(
            member=self.member_id, organization=self.organization_id
        ).exclude(pk=self.pk)
        if any(self._overlaps(other) for other in others):
            raise ValidationError(_("It was a member in a part of that time already."))

    def _overlaps(self, other: "InstitutionMembership") -> bool:
        mine = (self.start_date or date.min, self.end_date or date.max)
        theirs = (other.start_date or date.min, other.end_date or date.max)
        return mine[0] <= theirs[1] and theirs[0] <= mine[1]
