"""Organisations of civil society, who belongs to them, and in which role."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.countries import country_name


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


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    APPROVER = "approver", _("approver")
    VIEWER = "viewer", _("viewer")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def vetted(self) -> "OrganisationQuerySet":
        """Organisations that staff have checked and that are not suspended."""
        return self.filter(status=OrganisationStatus.VETTED)

    def of(self, user: Any) -> "OrganisationQuerySet":
        """Organisations that `user` belongs to, whatever their status."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(memberships__user=user)

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
    def is_vetted(self) -> bool:
        return self.status == OrganisationStatus.VETTED


class Membership(models.Model):
    """A person's place in an organisation, in one role."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.VIEWER)
    joined_at = models.DateTimeField(_("joined"))

    class Meta:
        ordering = ("organisation", "joined_at")
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation"), name="accounts_membership_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="accounts_membership_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.get_role_display()}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, *, at: Any) -> "InvitationQuerySet":
        """Invitations that can still be accepted."""
        return self.filter(accepted_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """An invitation by email to join an organisation in a role.

    The address is sealed: until the person accepts, the site only needs to write to it once.
    """

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    email_key = models.BinaryField(_("address, blind index"), max_length=32)
    email_sealed = models.BinaryField(_("address, sealed"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_at",)
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "email_key"),
                condition=models.Q(accepted_at=None),
                name="accounts_invitation_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_role_display()}"
