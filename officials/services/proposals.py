"""Corrections that readers propose: taken from anybody, sorted by a worker, decided by staff."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services import record
from core.rules import RuleRefused
from core.states import move
from core.text import clean_line
from officials.models import PROPOSAL_MOVES, ChangeProposal, Post, ProposalStatus

# What staff can look at. The rest is set aside, where it can be read, and nobody is told: whoever
# floods a form must not learn how much gets through.
WAITING_PER_OFFICE = 5
TAKEN_A_DAY = 100


def propose_change(
    *, post: Post, field: str, value: str, source_url: str, at: datetime | None = None
) -> ChangeProposal:
    """Take what a reader says is wrong of an office. Nothing changes until staff decided."""
    return ChangeProposal.objects.create(
        post=post,
        field=field,
        value=clean_line(value),
        source_url=source_url,
        made_at=at or timezone.now(),
    )


@transaction.atomic
def sort_proposals(*, at: datetime | None = None) -> int:
    """Lay what came in before staff, and set aside what repeats another or is too much.

    So many wait per office, and so many are taken a day. Returns how many were sorted. What was set
    aside and looked at by nobody is deleted after 90 days.
    """
    at = at or timezone.now()
    ChangeProposal.objects.outlived(at=at).delete()
    fresh = ChangeProposal.objects.unsorted().select_for_update(skip_locked=True)
    count = 0
    for proposal in fresh[:500]:
        fits = ProposalStatus.WAITING if _fits(proposal) else ProposalStatus.ASIDE
        move(proposal, to=fits, moves=PROPOSAL_MOVES)
        count += 1
    return count


def accept_proposal(
    *, proposal: ChangeProposal, actor: Any, at: datetime | None = None
) -> ChangeProposal:
    """Note that staff checked the source and corrected the directory as proposed.

    Raises MoveRefused if it was decided already.
    """
    return _decide(proposal, ProposalStatus.ACCEPTED, actor, "", at)


def refuse_proposal(
    *, proposal: ChangeProposal, actor: Any, reason: str, at: datetime | None = None
) -> ChangeProposal:
    """Note that a proposal was not followed, and why.

    Raises RuleRefused without a reason, and MoveRefused if it was decided already.
    """
    if not reason.strip():
        raise RuleRefused(_("Say why it is not followed."), code="reason")
    return _decide(proposal, ProposalStatus.REFUSED, actor, clean_line(reason), at)


@transaction.atomic
def _decide(
    proposal: ChangeProposal, to: str, actor: Any, reason: str, at: datetime | None
) -> ChangeProposal:
    at = at or timezone.now()
    decided = {"decided_by": actor, "decided_at": at, "reason": reason}
    move(proposal, to=to, moves=PROPOSAL_MOVES, **decided)
    details = {"field": proposal.field, "outcome": str(to)}
    record(
        verb="officials.proposal_decided",
        target=proposal.post,
        actor=actor,
        details=details,
        at=at,
    )
    return proposal


def _fits(proposal: ChangeProposal) -> bool:
    others = ChangeProposal.objects.waiting().filter(post=proposal.post_id)
    today = ChangeProposal.objects.on_day(proposal.made_at.date())
    return (
        not ChangeProposal.objects.same_as(proposal).exists()
        and others.count() < WAITING_PER_OFFICE
        and today.count() < TAKEN_A_DAY
    )
