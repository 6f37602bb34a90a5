"""Organisations of civil society that work on the platform, once they were vetted."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.countries import country_name, territory_rows


class OrganisationStatus(models.TextChoices):
    APPLIED = "applied", _("applied")
    VETTED = "vetted", _("vetted")
    REFUSED = "refused", _("refused")
    SUSPENDED = "suspended", _("suspended")


ORGANISATION_MOVES = {
    OrganisationStatus.APPLIED: {OrganisationStatus.VETTED, OrganisationStatus.REFUSED},
    OrganisationStatus.REFUSED: {OrganisationStatus.VETTED},
    OrganisationStatus.VETTED: {OrganisationStatus.SUSPENDED},
    OrganisationStatus.SUSPENDED: {OrganisationStatus.VETTED},
}


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def vetted(self) -> "OrganisationQuerySet":
        """Organisations that staff have checked and that are not suspended."""
        return self.filter(status=OrganisationStatus.VETTED)

    def of(self, user: Any) -> "OrganisationQuerySet":
        """Organisations that `user` belongs to, whatever their status."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(memberships__user=user)

    def in_status(self, status: str) -> "OrganisationQuerySet":
        """Organisations in one status, the one that waits longest first."""
        return self.filter(status=status).order_by("applied_at")

    def named(self, name: str) -> "OrganisationQuerySet":
        """Organisations of this name, in whatever case it is written."""
        return self.filter(name__iexact=name)

    def slugs_like(self, stem: str) -> set[str]:
        """Slugs that begin with `stem`."""
        return set(self.filter(slug__startswith=stem).values_list("slug", flat=True))

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """Vetted ones for everybody; all for staff; a member's own besides."""
        if user.is_authenticated and user.is_staff:
            return self
        own = self.of(user).values("pk")
        return self.filter(models.Q(status=OrganisationStatus.VETTED) | models.Q(pk__in=own))


class Organisation(models.Model):
    """An organisation that registers situations and runs campaigns, once staff have vetted it."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160, unique=True)
    country = models.CharField(_("country"), max_length=2)
    website = models.URLField(_("website"), blank=True)
    mission = models.TextField(_("what it works for"))
    contact_email = models.EmailField(_("contact address"))
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=OrganisationStatus.choices,
        default=OrganisationStatus.APPLIED,
    )
    applied_at = models.DateTimeField(_("applied"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=OrganisationStatus.values),
                name="accounts_organisation_status",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:organisation_detail", args=[self.slug])

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def region(self) -> str:
        """The region of its country, as the United Nations number it (M49); empty if unknown."""
        return next((row["region"] for row in territory_rows() if row["code"] == self.country), "")

    @property
    def is_vetted(self) -> bool:
        return self.status == OrganisationStatus.VETTED
