"""Deeds on an assessment: begin, write, hand in, return, decide."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from core.rules import RuleRefused
from core.states import move
from situations import criteria
from situations.models import ASSESSMENT_MOVES, Assessment, AssessmentStatus, Situation
from situations.permissions import WROTE_ASSESSMENT, has_written

from .details import Rows, copy_rows, replace_rows
from .register import put_in_register

# Facts are taken over into the next version. The three tests are answered anew each time, for an
# assessment is a judgement on its own day. (D3; Evans 2007, paras 52-53)
CARRIED_OVER = (
    "crimes",
    "contested_labels",
    "people_at_risk",
    "standard_of_proof",
    "sources",
)


@transaction.atomic
def begin_assessment(
    *, situation: Situation, actor: User, as_of: date | None = None, at: datetime | None = None
) -> Assessment:
    """Begin the next assessment, with the facts of the current one if there is any.

    Raises RuleRefused if one is open already: two drafts of one judgement would drift apart.
    """
    at = at or timezone.now()
    Situation.objects.select_for_update().get(pk=situation.pk)
    if situation.assessments.open().exists():
        raise RuleRefused(
            _("An assessment of this situation is open. Finish it first."), code="open"
        )
    before = situation.current_assessment
    facts = {field: getattr(before, field) for field in CARRIED_OVER} if before else {}
    assessment = Assessment(
        situation=situation,
        author=actor,
        as_of=as_of or at.astimezone(UTC).date(),
        created_at=at,
        **facts,
    )
    _refuse_impossible_date(assessment, at)
    assessment.save()
    if before:
        copy_rows(before, assessment)
    record(verb="assessment.drafted", target=assessment, actor=actor, at=at)
    return assessment


@transaction.atomic
def write_assessment(
    *,
    assessment: Assessment,
    actor: User,
    step: str = "",
    rows: Rows | None = None,
    at: datetime | None = None,
    **answers: Any,
) -> Assessment:
    """Save answers in a draft. `step`, if given, counts as answered from now on.

    `rows` are figures, actors, people at risk and so on by name, each kind in the place of the
    draft's own (see details.py). Whoever saves is one of its writers and cannot decide on it (D5).
    A returned assessment is a draft again. Raises RuleRefused once it is handed in, and for a date
    that has not come.
    """
    at = at or timezone.now()
    _take_up(assessment, actor)
    for field, value in answers.items():
        setattr(assessment, field, value)
    if step and step not in assessment.steps_done:
        assessment.steps_done = [*assessment.steps_done, step]
    _refuse_impossible_date(assessment, at)
    assessment.save(update_fields=[*answers, "steps_done"])
    replace_rows(assessment, rows or {})
    record(verb="assessment.written", target=assessment, actor=actor, details={"step": step}, at=at)
    return assessment


@transaction.atomic
def write_details(
    *, assessment: Assessment, actor: User, at: datetime | None = None, **rows: Any
) -> Assessment:
    """Put these rows, such as `figures` and `actors`, in the place of the draft's own. (D6)

    Raises ValidationError for a figure out of range or without its source.
    """
    _take_up(assessment, actor)
    replace_rows(assessment, rows)
    record(
        verb="assessment.written",
        target=assessment,
        actor=actor,
        details={"rows": sorted(rows)},
        at=at,
    )
    return assessment


@transaction.atomic
def submit_assessment(
    *, assessment: Assessment, actor: User, at: datetime | None = None
) -> Assessment:
    """Hand in for a second review. Raises RuleRefused with a message for each missing part. (D1)"""
    at = at or timezone.now()
    _refuse_incomplete(assessment, at)
    if assessment.status == AssessmentStatus.RETURNED:
        move(assessment, to=AssessmentStatus.DRAFT, moves=ASSESSMENT_MOVES)
    move(
        assessment,
        to=AssessmentStatus.SECOND_REVIEW,
        moves=ASSESSMENT_MOVES,
        submitted_at=at,
        returned_reason="",
    )
    record(verb="assessment.submitted", target=assessment, actor=actor, at=at)
    return assessment


@transaction.atomic
def return_assessment(
    *, assessment: Assessment, actor: User, reason: str, at: datetime | None = None
) -> Assessment:
    """Give it back to its writers with what they should look at again."""
    _refuse_own_work(assessment, actor)
    if not reason.strip():
        raise RuleRefused(_("Say what should be looked at again."), code="reason")
    move(
        assessment,
        to=AssessmentStatus.RETURNED,
        moves=ASSESSMENT_MOVES,
        returned_reason=reason.strip(),
    )
    record(verb="assessment.returned", target=assessment, actor=actor, at=at)
    return assessment


@transaction.atomic
def decide_assessment(
    *, assessment: Assessment, actor: User, at: datetime | None = None
) -> Assessment:
    """Confirm the assessment: from now on it never changes, and the register follows it.

    The version is counted for each as-of date. An assessment of an earlier date than the current
    one is added to the history and leaves the register as it stands. Raises RuleRefused if the
    decider had a hand in writing it (D5) or if a part is missing (D1).
    """
    at = at or timezone.now()
    situation = Situation.objects.select_for_update().get(pk=assessment.situation_id)
    _refuse_own_work(assessment, actor)
    _refuse_incomplete(assessment, at)
    same_day = situation.assessments.decided().filter(as_of=assessment.as_of)
    move(
        assessment,
        to=AssessmentStatus.DECIDED,
        moves=ASSESSMENT_MOVES,
        version=same_day.count() + 1,
        decided_by=actor,
        decided_at=at,
    )
    put_in_register(situation=situation, assessment=assessment, actor=actor, at=at)
    assessment.situation = situation
    return assessment


def _take_up(assessment: Assessment, actor: User) -> None:
    """Make the draft writable for `actor`, alone until the transaction ends."""
    current = Assessment.objects.select_for_update().get(pk=assessment.pk).status
    if assessment.status == AssessmentStatus.RETURNED:
        move(assessment, to=AssessmentStatus.DRAFT, moves=ASSESSMENT_MOVES)
    elif {assessment.status, current} != {AssessmentStatus.DRAFT}:
        raise RuleRefused(
            _("This assessment was handed in and cannot be changed now."), code="handed_in"
        )
    if actor.pk != assessment.author_id:
        assessment.writers.add(actor)


def _refuse_incomplete(assessment: Assessment, at: datetime) -> None:
    if missing := criteria.shortcomings(assessment, at=at):
        raise RuleRefused(also=missing)


def _refuse_impossible_date(assessment: Assessment, at: datetime) -> None:
    if problem := criteria.date_problem(assessment, at=at):
        raise RuleRefused(problem, code="as_of")


def _refuse_own_work(assessment: Assessment, actor: User) -> None:
    if has_written(actor, assessment):
        raise RuleRefused(WROTE_ASSESSMENT.reason, code="own_work")
