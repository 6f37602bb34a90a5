from .approval import ApprovalBase
from .invitation import INVITATION_LIFE, INVITATION_SCOPE, Invitation
from .membership import Membership, Role
from .organisation import ORGANISATION_MOVES, Organisation, OrganisationStatus
from .user import User

__all__ = [
    "INVITATION_LIFE",
    "INVITATION_SCOPE",
    "ORGANISATION_MOVES",
    "ApprovalBase",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationStatus",
    "Role",
    "User",
]
