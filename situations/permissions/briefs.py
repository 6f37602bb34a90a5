"""Who may write a brief, and who may publish it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import can_approve_for, can_edit_for
from core.permissions import Decision, Denied
from situations.models import Brief

from .hands import has_written

WROTE_BRIEF = Denied(
    _("You wrote in this brief. Somebody else must approve it, so that two people have looked.")
)
APPROVED_BRIEF = Denied(
    _("You approved this brief. Lifting its embargo early takes a second person who may approve.")
)


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


def can_lift_embargo(user: Any, brief: Brief) -> Decision:
    """Allow owners and approvers with a second factor, but not whoever approved the brief."""
    role = can_approve_for(user, brief.organisation)
    if role and brief.approver_id == user.pk:
        return APPROVED_BRIEF
    return role


def can_retract_brief(user: Any, brief: Brief) -> Decision:
    """Allow owners and approvers with a second factor, writers of it too: haste protects here.

    The same holds for calling a scheduled brief back.
    """
    return can_approve_for(user, brief.organisation)


def can_continue_brief(user: Any, brief: Brief) -> Decision:
    """Allow owners and editors to begin a new version of it, or a translation."""
    if not brief.is_published:
        return Denied(_("Only what was published has a next version."))
    return can_edit_for(user, brief.organisation)
