"""Invitations by email to join an organisation."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.rules import RuleRefused
from core.sealed import email_key

from .membership import ROLE_DEEDS, Role

INVITATION_SCOPE = "invitation"
INVITATION_LIFE = timedelta(days=14)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, *, at: datetime) -> "InvitationQuerySet":
        """Invitations that can still be accepted."""
        return self.filter(accepted_at=None, expires_at__gt=at)

    def in_organisation(self, organisation: Any) -> "InvitationQuerySet":
        """Invitations to one organisation, with who sent them."""
        return self.filter(organisation=organisation).select_related("invited_by")

    def linked(self, pk: int) -> "InvitationQuerySet":
        """The invitation that a link names, with all that its page tells."""
        return self.filter(pk=pk).select_related("organisation", "invited_by")

    def to_address(self, address: str) -> "InvitationQuerySet":
        """Invitations that were sent to an address and nobody accepted."""
        key = email_key(address, scope=INVITATION_SCOPE)
        return self.filter(email_key=key, accepted_at=None).select_related("organisation")

    def unanswered(self) -> "InvitationQuerySet":
        """Invitations that nobody accepted, whether or not they still can be."""
        return self.filter(accepted_at=None)


class Invitation(models.Model):
    """An invitation by email to join an organisation in a role.

    The address itself is not kept: the outgoing message holds it, sealed. Here stay a blind index,
    by which a second invitation finds the first, and a hint that tells the inviter which is which.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    email_key = models.BinaryField(_("address, blind index"), max_length=32)
    hint = models.CharField(_("address, masked"), max_length=260)
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
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="accounts_invitation_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_role_display()}"

    @property
    def stamp(self) -> int:
        """What makes a link stale when the invitation is sent again."""
        return int(self.sent_at.timestamp())

    @property
    def role_deeds(self) -> Any:
        """What the role may do, in one sentence."""
        return ROLE_DEEDS[Role(self.role)]

    def is_open(self, *, at: datetime) -> bool:
        return self.accepted_at is None and self.expires_at > at

    def refuse_unusable(self, *, at: datetime) -> None:
        """Raise RuleRefused, saying what to do, if nobody can join by this any more."""
        if self.accepted_at is not None:
            raise RuleRefused(_("This invitation was used already."), code="used")
        if not self.is_open(at=at):
            raise RuleRefused(_("This invitation is out of date."), code="out_of_date")
        if not self.organisation.is_vetted:
            raise RuleRefused(_("This organisation cannot take in members now."), code="not_vetted")
