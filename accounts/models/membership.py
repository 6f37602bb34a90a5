"""Who belongs to an organisation, and in which role."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    APPROVER = "approver", _("approver")
    VIEWER = "viewer", _("viewer")


# What each role may do, in the words of the invitation and of the page of members.
ROLE_DEEDS = {
    Role.OWNER: _("Writes, approves, invites people and changes their roles."),
    Role.EDITOR: _("Writes situations, briefs and campaigns."),
    Role.APPROVER: _("Decides assessments and approves what others wrote."),
    Role.VIEWER: _("Reads everything at the desk and changes nothing."),
}


WRITERS = frozenset({Role.OWNER, Role.EDITOR})
APPROVERS = frozenset({Role.OWNER, Role.APPROVER})


def _has_factor() -> models.Exists:
    factors = Authenticator.objects.filter(
        user=models.OuterRef("user"), type=Authenticator.Type.TOTP
    )
    return models.Exists(factors)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_organisation(self, organisation: Any) -> "MembershipQuerySet":
        """Places of one organisation, with the people who hold them."""
        return self.filter(organisation=organisation).select_related("user")

    def who_campaign(self, organisation: Any) -> "MembershipQuerySet":
        """Who writes or approves for an organisation, and can still log in."""
        may = self.in_organisation(organisation).filter(role__in=WRITERS | APPROVERS)
        return may.filter(user__is_active=True).order_by("pk")

    def owners(self) -> "MembershipQuerySet":
        """Owners who can still log in."""
        return self.filter(role=Role.OWNER, user__is_active=True)

    def with_second_factor(self) -> "MembershipQuerySet":
        """Places annotated with `factor_set`: whether the person set up an authenticator app."""
        return self.annotate(factor_set=_has_factor())

    def proved(self) -> "MembershipQuerySet":
        """Places of people who set up an authenticator app."""
        return self.filter(_has_factor())

    def of(self, user: Any) -> "MembershipQuerySet":
        """Places of one person, with their organisations."""
        return self.filter(user_id=user.pk).select_related("organisation")

    def active(self) -> "MembershipQuerySet":
        """Places of people who can still log in."""
        return self.filter(user__is_active=True)


class Membership(models.Model):
    """A person's place in an organisation, in one role."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.VIEWER)
    joined_at = models.DateTimeField(_("joined"))

    objects = MembershipQuerySet.as_manager()

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

    @property
    def decides(self) -> bool:
        """Whether the role decides or approves, and so needs a second factor."""
        return self.role in APPROVERS

    @property
    def role_deeds(self) -> Any:
        """What the role may do, in one sentence."""
        return ROLE_DEEDS[Role(self.role)]
