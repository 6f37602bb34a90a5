from .invitation import INVITATION_LIFE, Invitation
from .membership import Membership, Role
from .organisation import ORGANISATION_MOVES, Organisation, OrganisationStatus
from .user import User

__all__ = [
    "INVITATION_LIFE",
    "ORGANISATION_MOVES",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationStatus",
    "Role",
    "User",
]
