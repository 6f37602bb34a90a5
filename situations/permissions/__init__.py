"""Who may do what; one module for each part of the work.

accounts.permissions asks for the role; that nobody decides on their own work (D5) is asked here.
"""

from .briefs import WROTE_BRIEF, can_draft_brief, can_publish_brief, can_write_brief
from .hands import has_written
from .register import (
    WROTE_ASSESSMENT,
    can_begin_assessment,
    can_decide_assessment,
    can_edit_situation,
    can_propose_situation,
    can_write_assessment,
)

__all__ = [
    "WROTE_ASSESSMENT",
    "WROTE_BRIEF",
    "can_begin_assessment",
    "can_decide_assessment",
    "can_draft_brief",
    "can_edit_situation",
    "can_propose_situation",
    "can_publish_brief",
    "can_write_assessment",
    "can_write_brief",
    "has_written",
]
