"""Who may propose, write, decide and publish.

accounts.permissions asks for the role; that nobody decides on their own work (D5) is asked here.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import can_approve_for, can_edit_for
from core.permissions import Decision, Denied

from .models import Assessment, Brief, Situation

WROTE_ASSESSMENT = Denied(
    _("You wrote in this assessment. Somebody else must decide, so that two people have looked.")
)
WROTE_BRIEF = Denied(
    _("You wrote in this brief. Somebody else must approve it, so that two people have looked.")
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


def can_draft_brief(user: Any, organisation: Organisation | None) -> Decision:
    """Allow owners and editors of a vetted organisation."""
    return can_edit_for(user, organisation)


def can_write_brief(user: Any, brief: Brief) -> Decision:
    """Allow owners and editors, until it is handed in; never once it is published."""
    if brief.is_published:
        return Denied(_("A published brief never changes."))
    if not brief.is_writable:
        return Denied(_("The brief is in review. It can be changed if it is returned."))
    return can_edit_for(user, brief.organisation)


def can_publish_brief(user: Any, brief: Brief) -> Decision:
    """Allow owners and approvers with a second factor who had no hand in writing it. (D5)

    The same holds for returning it.
    """
    role = can_approve_for(user, brief.organisation)
    if role and has_written(user, brief):
        return WROTE_BRIEF
    return role


def has_written(user: Any, work: Assessment | Brief) -> bool:
    """Return whether `user` is the author, or ever saved a change in it."""
    return work.author_id == user.pk or work.writers.filter(pk=user.pk).exists()
