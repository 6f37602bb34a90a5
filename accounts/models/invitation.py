"""Invitations by email to join an organisation."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .membership import Role

INVITATION_LIFE = timedelta(days=14)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, *, at: datetime) -> "InvitationQuerySet":
        """Invitations that can still be accepted."""
        return self.filter(accepted_at=None, expires_at__gt=at)

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

    def is_open(self, *, at: datetime) -> bool:
        return self.accepted_at is None and self.expires_at > at
