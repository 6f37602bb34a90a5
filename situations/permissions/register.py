"""Who may propose a situation, assess it, and decide."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import can_approve_for, can_edit_for
from core.permissions import Decision, Denied
from situations.models import Assessment, Situation

from .hands import has_written

WROTE_ASSESSMENT = Denied(
    _("You wrote in this assessment. Somebody else must decide, so that two people have looked.")
)


def can_propose_situation(user: Any, organisation: Organisation | None) -> Decision:
    """Allow owners and editors of a vetted organisation."""
    return can_edit_for(user, organisation)


def can_edit_situation(user: Any, situation: Situation) -> Decision:
    """Allow owners and editors of the organisation that follows it."""
    return can_edit_for(user, situation.organisation)


def can_begin_assessment(user: Any, situation: Situation) -> Decision:
    """Allow owners and editors of the organisation that follows the situation."""
    return can_edit_for(user, situation.organisation)


def can_write_assessment(user: Any, assessment: Assessment) -> Decision:
    """Allow owners and editors, until it is handed in; never once it is decided. (D3)"""
    if assessment.is_decided:
        return Denied(
            _("A decided assessment never changes. New evidence makes a new version of it.")
        )
    if not assessment.is_writable:
        return Denied(_("The assessment is in second review. It can be changed if it is returned."))
    return can_edit_for(user, assessment.situation.organisation)


def can_decide_assessment(user: Any, assessment: Assessment) -> Decision:
    """Allow owners and approvers with a second factor who had no hand in writing it. (D5)

    The same holds for returning it.
    """
    role = can_approve_for(user, assessment.situation.organisation)
    if role and has_written(user, assessment):
        return WROTE_ASSESSMENT
    return role
