from .address import FormOfAddress, Salutation
from .contact import Contact, ContactKind, ContactStatus, Prefers
from .institution import Classification, Institution
from .membership import InstitutionMembership
from .person import Gender, Person
from .post import Post, PostRole
from .proposal import PROPOSAL_MOVES, ChangeProposal, ProposalStatus, ProposedField
from .tenure import Tenure
from .upload import OfficialsImport, UploadStatus

__all__ = [
    "PROPOSAL_MOVES",
    "ChangeProposal",
    "ProposalStatus",
    "ProposedField",
    "Classification",
    "Contact",
    "ContactKind",
    "ContactStatus",
    "FormOfAddress",
    "Gender",
    "Institution",
    "InstitutionMembership",
    "OfficialsImport",
    "Person",
    "Post",
    "PostRole",
    "Prefers",
    "Salutation",
    "Tenure",
    "UploadStatus",
]
