"""What people do with organisations, memberships, invitations and logins."""

from .members import (
    accept_invitation,
    change_role,
    end_membership,
    invite_member,
    withdraw_invitation,
)
from .organisations import (
    apply_organisation,
    refuse_organisation,
    reinstate_organisation,
    suspend_organisation,
    vet_organisation,
)
from .people import deactivate_person, forget, reactivate_person

__all__ = [
    "accept_invitation",
    "apply_organisation",
    "change_role",
    "deactivate_person",
    "end_membership",
    "forget",
    "invite_member",
    "reactivate_person",
    "refuse_organisation",
    "reinstate_organisation",
    "suspend_organisation",
    "vet_organisation",
    "withdraw_invitation",
]
