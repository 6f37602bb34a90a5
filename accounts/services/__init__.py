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
    correct_organisation,
    refuse_organisation,
    reinstate_organisation,
    suspend_organisation,
    vet_organisation,
)
from .people import (
    correct_person,
    deactivate_person,
    forget,
    reactivate_person,
    remove_second_factor,
)

__all__ = [
    "accept_invitation",
    "apply_organisation",
    "change_role",
    "correct_organisation",
    "correct_person",
    "deactivate_person",
    "end_membership",
    "forget",
    "invite_member",
    "reactivate_person",
    "refuse_organisation",
    "reinstate_organisation",
    "remove_second_factor",
    "suspend_organisation",
    "vet_organisation",
    "withdraw_invitation",
]
