"""Worksheets, outcome reviews and commitments, in any state, written straight to the tables.

What the services would refuse to make is refused by PostgreSQL here too.
"""

from datetime import date, datetime
from importlib import import_module
from typing import Any

from accounts.models import User
from situations.models import (
    CriterionAnswer,
    ForceWorksheet,
    Instrument,
    Measure,
    OutcomeReview,
    ReviewStatus,
    RungConsidered,
    SanctionsCheck,
    Situation,
    StateCommitment,
    WorksheetApproval,
    WorksheetStatus,
)
from situations.models.choices import Phase, Rung
from situations.models.measure import Application
from situations.models.outcome import Obstacle, Result
from situations.models.worksheet import Authority, Criterion, Finding
from tests.factories.accounts import make_user
from tests.factories.situations import AT, make_measure, make_situation, make_territory

INSTRUMENTS = import_module("situations.migrations.0006_what_is_done").INSTRUMENTS
APPROVED_ONCE = (WorksheetStatus.APPROVED, WorksheetStatus.WITHDRAWN)
SOURCES = "Valley Monitor, 3 May 2026"


def answers() -> dict[str, tuple[str, str]]:
    """An answer and its sources for each of the five criteria."""
    return {each.value: (f"What we know of {each.label.lower()}.", SOURCES) for each in Criterion}


def worksheet_columns(**more: Any) -> dict[str, Any]:
    """The question of law and the finding, as somebody would fill them in."""
    return {
        "authority": Authority.NOT_SOUGHT,
        "authority_note": "Nobody has asked the Council.",
        "authority_sources": SOURCES,
        "finding": Finding.LAST_RESORT,
        "finding_reason": "Everything short of it was tried and came to nothing.",
    } | more


def make_worksheet(
    *,
    situation: Situation | None = None,
    status: str = WorksheetStatus.DRAFT,
    author: User | None = None,
    approvers: tuple[User, ...] = (),
    at: datetime = AT,
    **more: Any,
) -> ForceWorksheet:
    """A whole worksheet in the `status` given; approved ones by two people."""
    situation = situation or make_situation()
    assert situation.current_assessment is not None
    worksheet = ForceWorksheet.objects.create(
        situation=situation,
        assessment=situation.current_assessment,
        author=author or make_user(),
        as_of=at.date(),
        created_at=at,
        **worksheet_columns(**more),
    )
    for criterion, (answer, sources) in answers().items():
        CriterionAnswer.objects.create(
            worksheet=worksheet, criterion=criterion, answer=answer, sources=sources
        )
    RungConsidered.objects.create(
        worksheet=worksheet, rung=Rung.DIPLOMACY, considered="Two rounds of talks broke down."
    )
    if status in APPROVED_ONCE:
        approvers = approvers or (make_user(), make_user())
    for approver in approvers:
        WorksheetApproval.objects.create(worksheet=worksheet, approver=approver, at=at)
    _advance(worksheet, status, at)
    return worksheet


def _advance(worksheet: ForceWorksheet, status: str, at: datetime) -> None:
    if status in APPROVED_ONCE:
        before = worksheet.situation.force_worksheets.public().count()
        worksheet.number, worksheet.approved_at = before + 1, at
        worksheet.status = WorksheetStatus.APPROVED
        worksheet.save()
    if status == WorksheetStatus.WITHDRAWN:
        worksheet.withdrawn_at, worksheet.withdrawn_reason = at, "The Council has acted since."
    if worksheet.status != status:
        worksheet.status = status
        worksheet.save()


def review_words(**more: Any) -> dict[str, Any]:
    """What an outcome review says."""
    return {
        "as_of": AT.date(),
        "result": Result.PREVENTED,
        "is_arguable": True,
        "account": "Nobody was driven out, and the towns share one market again.",
        "contributions": "The elders, who met each week; the observers, who came in time.",
        "obstacles": [Obstacle.MILITARY],
        "lessons": "Twelve observers cost little.",
        "sources": SOURCES,
    } | more


def make_review(
    *,
    situation: Situation | None = None,
    status: str = ReviewStatus.DRAFT,
    author: User | None = None,
    decided_by: User | None = None,
    at: datetime = AT,
    **more: Any,
) -> OutcomeReview:
    """A whole review in the `status` given; a decided one is its situation's current one."""
    situation = situation or make_situation()
    decided = status == ReviewStatus.DECIDED
    decision = {"decided_by": decided_by or make_user(), "decided_at": at} if decided else {}
    review = OutcomeReview.objects.create(
        situation=situation,
        author=author or make_user(),
        created_at=at,
        status=status,
        **decision,
        **review_words(**more),
    )
    if decided:
        situation.outcome_review = review
        situation.save()
    return review


def make_sanctions(*, situation: Situation, **more: Any) -> Measure:
    """An arms embargo that is in force."""
    values = {
        "rung": Rung.ECONOMIC,
        "phase": Phase.REACT,
        "what": "Arms embargo",
        "who": "Union of neighbouring States",
        "when": "since March 2026",
        "began_on": date(2026, 3, 2),
        "monitor": "Panel of three experts",
    }
    return make_measure(situation=situation, **(values | more))


def make_check(*, measure: Measure, **more: Any) -> SanctionsCheck:
    """A look at sanctions."""
    values = {
        "checked_on": date(2026, 4, 2),
        "application": Application.PARTLY,
        "finding": "Two lorries a week cross at night.",
        "source": "Valley Monitor",
        "added_at": AT,
    }
    return SanctionsCheck.objects.create(measure=measure, **(values | more))


def make_instrument(*, slug: str = "code-of-conduct") -> Instrument:
    """An instrument of the list, found by its slug, or put back if a test emptied the table."""
    columns = {row["slug"]: row for row in INSTRUMENTS}[slug]
    return Instrument.objects.get_or_create(slug=slug, defaults=columns)[0]


def make_commitment(**more: Any) -> StateCommitment:
    """A State that stands by the code of conduct since January 2016."""
    values: dict[str, Any] = {"since": date(2016, 1, 20), "source": SOURCES, "recorded_at": AT}
    values.setdefault("territory", more.pop("territory", None) or make_territory())
    values.setdefault("instrument", more.pop("instrument", None) or make_instrument())
    return StateCommitment.objects.create(**(values | more))
