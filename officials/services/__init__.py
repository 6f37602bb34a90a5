"""Deeds that change the directory of officials."""

from .contacts import (
    add_contact,
    fail_contact,
    note_correction,
    refuse_contact,
    replace_contact,
    retire_contact,
    verify_contact,
)
from .importing import (
    apply_upload,
    expire_uploads,
    import_officials,
    keep_upload,
    preview_upload,
)
from .proposals import accept_proposal, propose_change, refuse_proposal, sort_proposals
from .shipped import load_members, load_shipped

__all__ = [
    "accept_proposal",
    "propose_change",
    "refuse_proposal",
    "sort_proposals",
    "add_contact",
    "apply_upload",
    "expire_uploads",
    "fail_contact",
    "import_officials",
    "keep_upload",
    "load_members",
    "load_shipped",
    "note_correction",
    "preview_upload",
    "refuse_contact",
    "replace_contact",
    "retire_contact",
    "verify_contact",
]
