"""Who may do what with a login, an organisation, its members and its work.

The floors above ask `can_edit_for` and `can_approve_for` before they ask their own rules.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Allowed, Decision, Denied

from .models import Membership, Organisation, Role
from .models.membership import APPROVERS, WRITERS

NOT_MEMBER = Denied(_("Only members of the organisation may do this."))
NOT_VETTED = Denied(
    _("The organisation has not been vetted, or was suspended, so it cannot act here.")
)
NO_SECOND_FACTOR = Denied(
    _(
        "This needs a login with a second factor. Set up an authenticator app in your account, or"
        " confirm this session with a code from it."
    )
)


def has_second_factor(user: Any) -> bool:
    """Return whether `user` has proved a second factor.

    For the person of a request it is about that very session: one that was opened before the factor
    was set up does not count. For a person read from the database, whether a factor is set up.
    """
    return bool(user.is_authenticated and user.second_factor_verified)


def role_in(user: Any, organisation: Organisation | None) -> Role | None:
    """Return the role of `user` in `organisation`, whatever its status; None without one."""
    if organisation is None or not user.is_authenticated or not user.is_active:
        return None
    roles = Membership.objects.filter(user_id=user.pk, organisation=organisation)
    role = roles.values_list("role", flat=True).first()
    return Role(role) if role else None


def can_view_for(user: Any, organisation: Organisation | None) -> Decision:
    """Allow members in any role to read an organisation's desk, once it is vetted."""
    return _as(user, organisation, frozenset(Role), NOT_MEMBER)


def can_edit_for(user: Any, organisation: Organisation | None) -> Decision:
    """Allow owners and editors of a vetted organisation to write in its name."""
    reason = Denied(_("Only owners and editors of the organisation may write in its name."))
    return _as(user, organisation, WRITERS, reason)


def can_approve_for(user: Any, organisation: Organisation | None) -> Decision:
    """Allow owners and approvers of a vetted organisation, with a second factor.

    The same holds for deciding and for exporting. That nobody approves what they wrote themselves
    (D5) is for the caller to ask, who knows the author.
    """
    reason = Denied(_("Only owners and approvers of the organisation may decide in its name."))
    decision = _as(user, organisation, APPROVERS, reason)
    return _with_second_factor(user) if decision else decision


def can_lead_for(user: Any, organisation: Organisation | None) -> Decision:
    """Allow owners of a vetted organisation alone."""
    reason = Denied(_("Only owners of the organisation may do this."))
    return _as(user, organisation, frozenset({Role.OWNER}), reason)


def can_manage_members(user: Any, organisation: Organisation | None) -> Decision:
    """Allow owners, with a second factor: whoever names approvers decides who decides."""
    reason = Denied(_("Only owners of the organisation may invite people or change their roles."))
    decision = _as(user, organisation, frozenset({Role.OWNER}), reason)
    return _with_second_factor(user) if decision else decision


def can_edit_organisation(user: Any, organisation: Organisation | None) -> Decision:
    """Allow owners to change what their organisation's public page says."""
    reason = Denied(_("Only owners of the organisation may change its page."))
    return _as(user, organisation, frozenset({Role.OWNER}), reason)


def can_leave(user: Any, membership: Membership) -> Decision:
    """Allow everybody to end their own membership. (That an owner stays is a rule of the deed.)"""
    if membership.user_id == user.pk:
        return Allowed()
    return Denied(_("This is another person's membership."))


def can_vet_organisations(user: Any) -> Decision:
    """Allow staff with a second factor."""
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return Denied(_("Only staff of the platform may do this."))
    return _with_second_factor(user)


def _as(
    user: Any, organisation: Organisation | None, roles: frozenset[Role], otherwise: Denied
) -> Decision:
    role = role_in(user, organisation)
    if organisation is None or role is None:
        return NOT_MEMBER
    if not organisation.is_vetted:
        return NOT_VETTED
    return Allowed() if role in roles else otherwise


def _with_second_factor(user: Any) -> Decision:
    return Allowed() if has_second_factor(user) else NO_SECOND_FACTOR
