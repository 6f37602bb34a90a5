"""What became of the ask at each office; and the steps that people choose when one is silent."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import (
    STEP_MOVES,
    AnswerClock,
    AskOutcome,
    AskResult,
    Campaign,
    NextStep,
    StepStatus,
)
from campaigns.replying.permissions import NOTED_IT
from core.rules import RuleRefused
from core.states import move
from officials.models import Post


@dataclass(frozen=True, kw_only=True)
class Found:
    """What an office did, on which day, and by which evidence."""

    result: str
    on: date
    evidence: str
    source_url: str = ""


@transaction.atomic
def note_outcome(
    *, campaign: Campaign, post: Post, found: Found, actor: User, at: datetime | None = None
) -> AskOutcome:
    """Note what an office did about the ask; public once a second person has checked it. (D5, D10)

    Raises RuleRefused without evidence, for a day to come, for an office that was not asked, and
    for silence while an answer is not overdue.
    """
    at = at or timezone.now()
    if not found.evidence.strip():
        raise RuleRefused(_("Say by which evidence."), code="evidence")
    if found.on > at.date():
        raise RuleRefused(_("This day is still to come."), code="on")
    clock = AnswerClock.objects.standing().filter(campaign=campaign, post=post).first()
    if clock is None and not campaign.offices.filter(pk=post.pk).exists():
        raise RuleRefused(_("The campaign does not ask this office."), code="post")
    if found.result == AskResult.SILENT and not (clock and clock.is_overdue(at)):
        raise RuleRefused(
            _(
                "An office is silent only when something has arrived there for certain and the day"
                " for its answer is over."
            ),
            code="result",
        )
    outcome = AskOutcome.objects.create(
        campaign=campaign, post=post, noted_by=actor, noted_at=at, **vars(found)
    )
    details = {"result": found.result, "post": post.pk}
    record(verb="outcome_of_ask.noted", target=outcome, actor=actor, details=details, at=at)
    return outcome


@transaction.atomic
def check_outcome(*, outcome: AskOutcome, actor: User, at: datetime | None = None) -> AskOutcome:
    """Check what another person noted: it is public from now on. Raises RuleRefused for one's own.

    (D5)
    """
    at = at or timezone.now()
    current = AskOutcome.objects.select_for_update(of=("self",)).get(pk=outcome.pk)
    if current.noted_by_id == actor.pk:
        raise RuleRefused(NOTED_IT.reason, code="own_work")
    if current.checked_at:
        raise RuleRefused(_("A second person has checked this already."), code="checked")
    outcome.checked_by, outcome.checked_at = actor, at
    outcome.save(update_fields=["checked_by", "checked_at"])
    details = {"result": outcome.result, "post": outcome.post_id}
    record(
        verb="outcome_of_ask.checked",
        target=outcome,
        actor=actor,
        public=True,
        details=details,
        at=at,
    )
    return outcome


@transaction.atomic
def choose_step(*, step: NextStep, actor: User, at: datetime | None = None) -> NextStep:
    """Choose a step that was proposed. Raises MoveRefused if it is done."""
    move(step, to=StepStatus.CHOSEN, moves=STEP_MOVES, chosen_by=actor)
    record(verb="step.chosen", target=step, actor=actor, details={"kind": step.kind}, at=at)
    return step


@transaction.atomic
def drop_step(*, step: NextStep, actor: User, at: datetime | None = None) -> NextStep:
    """Say that a step is not wanted. Raises MoveRefused if it is done."""
    move(step, to=StepStatus.DROPPED, moves=STEP_MOVES)
    record(verb="step.dropped", target=step, actor=actor, details={"kind": step.kind}, at=at)
    return step


@transaction.atomic
def finish_step_taken(
    *,
    step: NextStep,
    actor: User,
    note: str,
    on: date,
    source_url: str = "",
    at: datetime | None = None,
) -> NextStep:
    """Record that a chosen step was done, on which day and what it was. The ledger shows it."""
    at = at or timezone.now()
    if not note.strip():
        raise RuleRefused(_("Say what was done."), code="note")
    if on > at.date():
        raise RuleRefused(_("This day is still to come."), code="on")
    move(
        step,
        to=StepStatus.DONE,
        moves=STEP_MOVES,
        note=note[:300],
        done_on=on,
        source_url=source_url,
    )
    record(verb="step.done", target=step, actor=actor, details={"kind": step.kind}, at=at)
    return step
