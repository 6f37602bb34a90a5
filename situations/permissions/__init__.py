"""Who may do what; one module for each part of the work.

accounts.permissions asks for the role; that nobody decides on their own work (D5) is asked here."""

from .briefs import (
    APPROVED_BRIEF,
    WROTE_BRIEF,
    can_continue_brief,
    can_draft_brief,
    can_lift_embargo,
    can_publish_brief,
    can_retract_brief,
    can_write_brief,
)
from .evidence import (
    REPORTED_INCIDENT,
    can_approve_testimony,
    can_check_incident,
    can_list_testimony,
    can_publish_evidence,
    can_publish_import,
    can_read_testimony,
    can_record_evidence,
    can_see_originals,
    can_write_incident,
    has_reported,
)
from .hands import (
    has_written,
)
from .register import (
    WROTE_ASSESSMENT,
    can_begin_assessment,
    can_decide_assessment,
    can_edit_situation,
    can_propose_situation,
    can_write_assessment,
)
from .responses import (
    APPROVED_ALREADY,
    WROTE_REVIEW,
    WROTE_WORKSHEET,
    can_approve_worksheet,
    can_decide_review,
    can_end_situation,
    can_return_worksheet,
    can_withdraw_worksheet,
    can_write_review,
    can_write_worksheet,
)
from .warnings import (
    can_handle_warning,
    can_read_warnings,
    can_see_rota,
    can_set_rota,
)

__all__ = [
    "APPROVED_ALREADY",
    "APPROVED_BRIEF",
    "REPORTED_INCIDENT",
    "WROTE_ASSESSMENT",
    "WROTE_BRIEF",
    "WROTE_REVIEW",
    "WROTE_WORKSHEET",
    "can_approve_testimony",
    "can_approve_worksheet",
    "can_begin_assessment",
    "can_check_incident",
    "can_continue_brief",
    "can_decide_assessment",
    "can_decide_review",
    "can_draft_brief",
    "can_edit_situation",
    "can_end_situation",
    "can_handle_warning",
    "can_lift_embargo",
    "can_list_testimony",
    "can_propose_situation",
    "can_publish_brief",
    "can_publish_evidence",
    "can_publish_import",
    "can_read_testimony",
    "can_read_warnings",
    "can_record_evidence",
    "can_retract_brief",
    "can_return_worksheet",
    "can_see_originals",
    "can_see_rota",
    "can_set_rota",
    "can_withdraw_worksheet",
    "can_write_assessment",
    "can_write_brief",
    "can_write_incident",
    "can_write_review",
    "can_write_worksheet",
    "has_reported",
    "has_written",
]
