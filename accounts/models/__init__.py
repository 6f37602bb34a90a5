from .organisation import Invitation, Membership, Organisation, OrganisationStatus, Role
from .user import User

__all__ = [
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationStatus",
    "Role",
    "User",
]
