"""The mails that organisations and invited people get."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from accounts.models import Invitation, Membership, Organisation
from core import tokens
from outbox.services import enqueue

INVITATION = "accounts.invitation"


def tell_owners(organisation: Organisation, *, deed: str, at: datetime) -> None:
    """Tell every owner what was decided about their organisation, with the reason."""
    owners = Membership.objects.in_organisation(organisation).owners()
    for owner in owners:
        enqueue(
            template="accounts/email/organisation_news",
            to=owner.user.email,
            context={"deed": deed, "has_reason": bool(organisation.decision_reason)},
            values={"organisation": organisation.name, "reason": organisation.decision_reason},
            dedup_key=f"organisation:{organisation.pk}:{deed}:{at.timestamp()}:{owner.user_id}",
            language=owner.user.language,
        )


def send_invitation(invitation: Invitation, *, address: str) -> None:
    """Send the link by which whoever reads the address joins."""
    inviter = invitation.invited_by
    enqueue(
        template="accounts/email/invitation",
        to=address,
        context={"role": invitation.role},
        values={
            "organisation": invitation.organisation.name,
            "inviter": inviter.name or inviter.email,
            "link": invitation_link(invitation),
        },
        dedup_key=f"invitation:{invitation.pk}:{invitation.sent_at.timestamp()}",
        language=inviter.language,
        expires=invitation.expires_at,
    )


def invitation_link(invitation: Invitation) -> str:
    """Return the address that accepts this invitation, until it is sent again."""
    return settings.BASE_URL + reverse("accounts:invitation", args=[invitation_token(invitation)])


def invitation_token(invitation: Invitation) -> str:
    return tokens.sign(INVITATION, [invitation.pk, invitation.stamp])
