from .address import FormOfAddress, Salutation
from .contact import Contact, ContactKind, ContactStatus, Prefers
from .institution import Classification, Institution
from .membership import InstitutionMembership
from .person import Gender, Person
from .post import Post, PostRole
from .tenure import Tenure
from .upload import OfficialsImport, UploadStatus

__all__ = [
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
