"""Take a case through the services, as an organisation would."""

from datetime import date, datetime
from typing import Any

from accounts.models import Organisation, User
from situations.models import Brief, Situation
from situations.services import (
    begin_assessment,
    decide_assessment,
    draft_brief,
    propose_situation,
    publish_brief,
    record_measure,
    submit_assessment,
    submit_brief,
    write_assessment,
    write_brief,
    write_recommendations,
)
from tests.factories.situations import make_factor, make_territory

from .case import Case, source


def propose_case(
    case: Case,
    *,
    organisation: Organisation,
    author: User,
    lead: User | None = None,
    at: datetime | None = None,
) -> Situation:
    """Propose the situation of a case."""
    return propose_situation(
        organisation=organisation,
        actor=author,
        territories=[make_territory(code=code) for code in case.territories],
        name=case.name,
        area=case.area,
        lead=lead,
        at=at,
    )


def assess_case(
    case: Case, *, situation: Situation, author: User, decider: User, at: datetime | None = None
) -> Situation:
    """Answer the screening of a case, hand it in and have the second person decide it."""
    assessment = begin_assessment(situation=situation, actor=author, as_of=case.as_of, at=at)
    answers = {"sources": case.sources, "steps_done": list(case.steps)} | case.answers
    write_assessment(assessment=assessment, actor=author, at=at, rows=rows_of(case), **answers)
    submit_assessment(assessment=assessment, actor=author, at=at)
    return decide_assessment(assessment=assessment, actor=decider, at=at).situation


def run_case(
    case: Case,
    *,
    organisation: Organisation,
    author: User,
    decider: User,
    lead: User | None = None,
    at: datetime | None = None,
) -> Situation:
    """Take a case from the proposal to the register, and log what was done about it."""
    situation = propose_case(
        case, organisation=organisation, author=author, lead=lead or author, at=at
    )
    situation = assess_case(case, situation=situation, author=author, decider=decider, at=at)
    for measure in case.measures:
        record_measure(situation=situation, actor=author, at=at, **_sourced(measure))
    return situation


def hand_in_case_brief(
    case: Case, *, situation: Situation, author: User, at: datetime | None = None
) -> Brief:
    """Write the brief of a case and hand it in for review."""
    if case.brief is None:
        message = f"There is no brief on {case.name}."
        raise ValueError(message)
    brief = draft_brief(
        situation=situation,
        organisation=situation.organisation,
        actor=author,
        title=case.brief.title,
        at=at,
    )
    write_brief(
        brief=brief,
        actor=author,
        standfirst=case.brief.standfirst,
        body=case.brief.body,
        sources=case.sources,
        at=at,
    )
    write_recommendations(brief=brief, actor=author, recommendations=case.brief.recommendations)
    return submit_brief(brief=brief, actor=author, at=at)


def publish_case_brief(
    case: Case,
    *,
    situation: Situation,
    author: User,
    approver: User,
    at: datetime | None = None,
) -> Brief:
    """Write the brief of a case, hand it in and have the second person publish it."""
    brief = hand_in_case_brief(case, situation=situation, author=author, at=at)
    return publish_brief(brief=brief, actor=approver, at=at)


def rows_of(case: Case) -> dict[str, list[dict[str, Any]]]:
    """Everything that the assessment of a case holds in several."""
    return {
        "populations": [_counted(group, as_of=case.as_of) for group in case.populations],
        "areas": list(case.areas),
        "triggers": list(case.triggers),
        "ratings": [_of_factor(rating) for rating in case.ratings],
        "figures": [_sourced(figure, as_of=case.as_of) for figure in case.figures],
        "actors": list(case.actors),
        "citations": list(case.citations),
    }


def _counted(group: dict[str, Any], *, as_of: date) -> dict[str, Any]:
    """A group whose number, if it has one, carries source and day."""
    return _sourced(group, as_of=as_of) if "best" in group else group


def _of_factor(rating: dict[str, Any]) -> dict[str, Any]:
    return rating | {"factor": make_factor(number=rating["factor"])}


def _sourced(row: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the row with its paragraphs turned into a source, unless it names one itself."""
    told = {name: value for name, value in row.items() if name != "paragraphs"}
    if "paragraphs" in row:
        told["source"] = source(row["paragraphs"])
    return told | more
