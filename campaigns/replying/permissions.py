"""Who may do what with replies, answers, clocks and outcomes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import (
    NO_SECOND_FACTOR,
    can_approve_for,
    can_edit_for,
    can_view_for,
    has_second_factor,
)
from campaigns.models import (
    Answer,
    AnswerStatus,
    AskOutcome,
    Campaign,
    Communication,
    CommunicationState,
    NextStep,
    Reply,
    ReplyKind,
    ReplyState,
    StepStatus,
)
from core.permissions import Allowed, Decision, Denied

ONLY_STAFF = Denied(_("Only staff of the platform sort mails of which nobody knows the letter."))
PREPARED_IT = Denied(_("Whoever prepared an answer cannot publish it: a second person must."))
NOTED_IT = Denied(_("Whoever noted an outcome cannot check it: a second person must."))
WROTE_IT = Denied(_("Whoever wrote it cannot send it: a second person must."))


def can_open_reply(user: Any, reply: Reply) -> Decision:
    """Allow owners, editors and approvers of the campaign's organisation.

    Staff, if it is unmatched, or corrects the directory that they keep. With a second factor: it is
    private until it is published. Each opening is noted.
    """
    corrects = reply.kind == ReplyKind.CORRECTION and user.is_authenticated and user.is_staff
    if reply.campaign is None or corrects:
        return _staff(user)
    organisation = reply.campaign.organisation
    return _with_factor(
        user, can_edit_for(user, organisation) or can_approve_for(user, organisation)
    )


def can_pass_on_reply(user: Any, reply: Reply) -> Decision:
    """Allow who may open it to lay before staff what it corrects, once it was accepted."""
    if reply.proposal_id is not None:
        return Denied(_("This was laid before staff already."))
    if reply.state != ReplyState.ACCEPTED or reply.post_id is None:
        return Denied(_("Only of an accepted reply it is known that the office says so."))
    return can_open_reply(user, reply)


def can_fetch_files(user: Any, reply: Reply) -> Decision:
    """Allow who may open it to fetch what is attached, while it is kept. Each fetching is noted."""
    if not reply.has_files:
        return Denied(_("Nothing that was attached is kept."))
    return can_open_reply(user, reply)


def can_match_reply(user: Any, reply: Reply) -> Decision:
    """Allow staff, while it is not known which letter it answers."""
    if reply.state != ReplyState.UNMATCHED:
        return Denied(_("It is known what this mail answers."))
    return _staff(user)


def can_decide_reply(user: Any, reply: Reply) -> Decision:
    """Allow owners, editors and approvers to accept it as the office's answer, or to refuse it."""
    if reply.campaign is None or reply.state != ReplyState.WAITING:
        return Denied(_("This reply does not wait for a decision."))
    return can_open_reply(user, reply)


def can_reopen_reply(user: Any, reply: Reply) -> Decision:
    """Allow the same people to look again at what was set aside or refused."""
    if reply.campaign is None or reply.state not in (ReplyState.ASIDE, ReplyState.REFUSED):
        return Denied(_("Only what was set aside or refused can be looked at again."))
    return can_open_reply(user, reply)


def can_record_answer(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors to note an answer that came another way: by post, in person."""
    if not campaign.is_public:
        return Denied(_("This campaign was not launched."))
    return _with_factor(user, can_edit_for(user, campaign.organisation))


def can_view_answers(user: Any, campaign: Campaign) -> Decision:
    """Allow members in any role, and staff."""
    if user.is_authenticated and user.is_staff:
        return Allowed()
    return can_view_for(user, campaign.organisation)


def can_write_answer(user: Any, answer: Answer) -> Decision:
    """Allow owners and editors, while it is being prepared."""
    if answer.status != AnswerStatus.DRAFT:
        return Denied(_("This answer was handed in and cannot be changed now."))
    return can_edit_for(user, answer.campaign.organisation)


def can_publish_answer(user: Any, answer: Answer) -> Decision:
    """Allow owners and approvers with a second factor who did not prepare it. (D5)"""
    decision = can_approve_for(user, answer.campaign.organisation)
    if not decision:
        return decision
    if answer.status != AnswerStatus.REVIEW:
        return Denied(_("This answer does not wait for a second person."))
    return PREPARED_IT if answer.author_id == user.pk else Allowed()


def can_return_answer(user: Any, answer: Answer) -> Decision:
    """Allow approvers to send it back, and its author to take it back."""
    if answer.status != AnswerStatus.REVIEW:
        return Denied(_("This answer does not wait for a second person."))
    organisation = answer.campaign.organisation
    mine = answer.author_id == user.pk and can_edit_for(user, organisation)
    return mine or can_approve_for(user, organisation)


def can_withdraw_answer(user: Any, answer: Answer) -> Decision:
    """Allow owners and approvers: it was no answer, or not of this office. The clock goes on."""
    if answer.status == AnswerStatus.WITHDRAWN:
        return Denied(_("This answer was taken back already."))
    return can_approve_for(user, answer.campaign.organisation)


def can_note_outcome(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors, once the campaign was launched and after its end. (D16)"""
    if not campaign.is_public:
        return Denied(_("This campaign was not launched."))
    return can_edit_for(user, campaign.organisation)


def can_check_outcome(user: Any, outcome: AskOutcome) -> Decision:
    """Allow owners and approvers with a second factor who did not note it. (D5)"""
    decision = can_approve_for(user, outcome.campaign.organisation)
    if not decision:
        return decision
    if outcome.checked_at:
        return Denied(_("A second person has checked this already."))
    return NOTED_IT if outcome.noted_by_id == user.pk else Allowed()


def can_choose_step(user: Any, step: NextStep) -> Decision:
    """Allow owners and editors to choose, drop and record a step after an office's silence."""
    if step.status == StepStatus.DONE:
        return Denied(_("This was done already."))
    return can_edit_for(user, step.clock.campaign.organisation)


def can_draft_communication(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors, while the campaign is public."""
    if not campaign.is_public:
        return Denied(_("This campaign was not launched."))
    return can_edit_for(user, campaign.organisation)


def can_send_communication(user: Any, own: Communication) -> Decision:
    """Allow owners and approvers with a second factor who did not write it. (D5)"""
    decision = can_approve_for(user, own.campaign.organisation)
    if not decision:
        return decision
    if own.state != CommunicationState.DRAFT:
        return Denied(_("This was sent or called off already."))
    return WROTE_IT if own.author_id == user.pk else Allowed()


def can_cancel_communication(user: Any, own: Communication) -> Decision:
    """Allow owners, editors and approvers, until it is sent."""
    if own.state != CommunicationState.DRAFT:
        return Denied(_("This was sent or called off already."))
    organisation = own.campaign.organisation
    return can_edit_for(user, organisation) or can_approve_for(user, organisation)


def _staff(user: Any) -> Decision:
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return ONLY_STAFF
    return _with_factor(user, Allowed())


def _with_factor(user: Any, decision: Decision) -> Decision:
    if not decision:
        return decision
    return Allowed() if has_second_factor(user) else NO_SECOND_FACTOR
