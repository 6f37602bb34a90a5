"""People are invited to an organisation, join it, change roles and leave."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import (
    INVITATION_LIFE,
    INVITATION_SCOPE,
    Invitation,
    Membership,
    Organisation,
    Role,
    User,
)
from audit.services import record
from core.rules import RuleRefused
from core.sealed import email_key

from .mail import send_invitation


@transaction.atomic
def invite_member(
    *,
    organisation: Organisation,
    actor: User,
    address: str,
    role: Role,
    at: datetime | None = None,
) -> Invitation:
    """Invite whoever reads `address` to join in a role, for 14 days.

    A second invitation of the same address replaces the first, whose link then no longer works.
    Raises RuleRefused with code "address" if that person is a member already.
    """
    at = at or timezone.now()
    if organisation.memberships.filter(user__email__iexact=address.strip()).exists():
        raise RuleRefused(_("This person is a member already."), code="address")
    invitation, _created = Invitation.objects.update_or_create(
        organisation=organisation,
        email_key=email_key(address, scope=INVITATION_SCOPE),
        accepted_at=None,
        defaults={
            "role": role,
            "hint": masked(address),
            "invited_by": actor,
            "sent_at": at,
            "expires_at": at + INVITATION_LIFE,
        },
    )
    record(
        verb="invitation.sent", target=invitation, actor=actor, details={"role": role.value}, at=at
    )
    send_invitation(invitation, address=address)
    return invitation


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, user: User, at: datetime | None = None
) -> Membership:
    """Make `user` a member in the role of the invitation, which is used up by this.

    The address invited and the address of the login may differ: whoever holds the link was trusted
    with it. Raises RuleRefused if it is used or out of date, the organisation is not vetted, or the
    person is a member already.
    """
    at = at or timezone.now()
    # The row is locked, so that of two who follow one link at once only the first gets in.
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    invitation.refuse_unusable(at=at)
    organisation = invitation.organisation
    if organisation.memberships.filter(user=user).exists():
        raise RuleRefused(_("You are a member of this organisation already."))
    membership = Membership.objects.create(
        user=user, organisation=organisation, role=invitation.role, joined_at=at
    )
    # Used up: the address is of no more use, so neither index nor hint is kept.
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=at, email_key=b"", hint="")
    record(
        verb="invitation.accepted",
        target=invitation,
        actor=user,
        details={"role": invitation.role},
        at=at,
    )
    return membership


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: User, at: datetime | None = None) -> None:
    """Take back an invitation that nobody accepted. Its link stops working."""
    if invitation.accepted_at is not None:
        raise RuleRefused(_("This invitation was accepted already."))
    record(verb="invitation.withdrawn", target=invitation, actor=actor, at=at)
    invitation.delete()


@transaction.atomic
def change_role(
    *, membership: Membership, actor: User, role: Role, at: datetime | None = None
) -> Membership:
    """Give a member another role. Raises RuleRefused for the last owner."""
    before = membership.role
    if role == before:
        return membership
    if before == Role.OWNER:
        _keep_an_owner(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    record(
        verb="membership.role_changed",
        target=membership,
        actor=actor,
        details={"role": role.value, "previous": before},
        at=at,
    )
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, actor: User, at: datetime | None = None) -> None:
    """End a membership, by an owner's deed or the member's own.

    What the person wrote stays. Raises RuleRefused for the last owner.
    """
    if membership.role == Role.OWNER:
        _keep_an_owner(membership)
    record(
        verb="membership.ended",
        target=membership,
        actor=actor,
        details={"role": membership.role, "person": membership.user_id},
        at=at,
    )
    membership.delete()


def masked(address: str) -> str:
    """Return an address by which its inviter recognises it and nobody can write to it."""
    local, _at, domain = address.strip().rpartition("@")
    return f"{local[:1]}…@{domain}"


def _keep_an_owner(membership: Membership) -> None:
    """Refuse if no other owner could log in. Locks the organisation, so that two cannot leave."""
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    owners = Membership.objects.in_organisation(membership.organisation_id).owners()
    if not owners.exclude(pk=membership.pk).exists():
        raise RuleRefused(
            _("An organisation needs an owner. Make somebody else an owner first."),
            code="last_owner",
        )
