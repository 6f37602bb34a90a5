"""Who may write, approve and end what is done about a situation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import can_approve_for, can_edit_for
from core.permissions import Decision, Denied
from situations.models import ForceWorksheet, OutcomeReview, Situation

from .hands import has_written

WROTE_WORKSHEET = Denied(
    _("You wrote in this worksheet. Two others must approve it, who had no hand in it.")
)
APPROVED_ALREADY = Denied(_("You approved it already. A second person must as well."))
WROTE_REVIEW = Denied(_("You wrote in this review. Somebody else must decide on it."))


def can_write_worksheet(user: Any, worksheet: ForceWorksheet) -> Decision:
    """Allow owners and editors, until it is handed in; never once it is approved. (D8)"""
    if worksheet.is_public:
        return Denied(_("An approved worksheet never changes. It can be withdrawn."))
    if not worksheet.is_writable:
        return Denied(_("The worksheet waits for two approvals. It can be changed if returned."))
    return can_edit_for(user, worksheet.situation.organisation)


def can_approve_worksheet(user: Any, worksheet: ForceWorksheet) -> Decision:
    """Allow owners and approvers with a second factor who had no hand in it, once each. (D5, D8)"""
    role = can_approve_for(user, worksheet.situation.organisation)
    if role and has_written(user, worksheet):
        return WROTE_WORKSHEET
    if role and worksheet.approvals.filter(approver=user).exists():
        return APPROVED_ALREADY
    return role


def can_return_worksheet(user: Any, worksheet: ForceWorksheet) -> Decision:
    """Allow those who could approve it, also after they did."""
    role = can_approve_for(user, worksheet.situation.organisation)
    return WROTE_WORKSHEET if role and has_written(user, worksheet) else role


def can_withdraw_worksheet(user: Any, worksheet: ForceWorksheet) -> Decision:
    """Allow owners and approvers with a second factor: less can rest on it afterwards, not more."""
    return can_approve_for(user, worksheet.situation.organisation)


def can_write_review(user: Any, review: OutcomeReview) -> Decision:
    """Allow owners and editors, until it is handed in; never once it is decided."""
    if review.is_decided:
        return Denied(_("A decided review never changes. Another one can follow."))
    if not review.is_writable:
        return Denied(_("The review waits for a second person. It can be changed if returned."))
    return can_edit_for(user, review.situation.organisation)


def can_decide_review(user: Any, review: OutcomeReview) -> Decision:
    """Allow owners and approvers with a second factor who had no hand in writing it. (D5)"""
    role = can_approve_for(user, review.situation.organisation)
    return WROTE_REVIEW if role and has_written(user, review) else role


def can_end_situation(user: Any, situation: Situation) -> Decision:
    """Allow owners and approvers with a second factor to end, archive and reopen."""
    return can_approve_for(user, situation.organisation)
