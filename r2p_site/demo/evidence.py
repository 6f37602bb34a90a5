"""Evidence of the demonstration: what happened in the invented river towns, and who says so."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from accounts.models import User
from situations.models import Incident, IncidentStatus, Situation, Source
from situations.models.choices import ActorKind, FigureKind, Part, Qualifier
from situations.models.evidence_choices import (
    Act,
    ConsentForm,
    PlacePrecision,
    Reliability,
    ShownDate,
    ShownPlace,
    SourceKind,
    Use,
)
from situations.projection import Shown
from situations.services.incidents import check_incident, report_incident
from situations.services.items import add_item, add_source, grade_item
from situations.services.publication import publish_incident
from situations.services.testimonies import approve_testimony, record_consent, record_testimony

from .people import Cast

RADIO, COUNCIL, BAKER = "Radio of the Bridge (invented)", "Council’s own people", "baker"
LISTS = {"name": "Men with lists", "kind": ActorKind.NON_STATE, "part": Part.ALLEGED_PERPETRATOR}
TOLD = "Two people who were there told the same, and the radio had it the same morning."


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One invented incident: what the desk knows, and what the public is told."""

    day: date
    title: str
    public: str
    acts: tuple[str, ...]
    place: str
    injured: tuple[int, int, int] | None = None
    driven_out: tuple[int, int, int] | None = None
    sources: tuple[str, ...] = (RADIO, COUNCIL)
    ends: tuple[str, ...] = (IncidentStatus.CORROBORATED,)
    shown: Shown | None = Shown(ShownDate.MONTH, ShownPlace.DISTRICT)


ROAD, LOWER = "Road between the towns", "Lower town"
PLANS = (
    Plan(
        day=date(2026, 3, 9),
        title="Two wells of the lower town closed to families from the other bank",
        public="Wells closed to one community",
        acts=(Act.STARVATION,),
        place=LOWER,
        ends=(IncidentStatus.CORROBORATED, IncidentStatus.VERIFIED),
        shown=Shown(ShownDate.DAY, ShownPlace.DISTRICT, actors=True),
    ),
    *(
        Plan(
            day=date(2026, 4, day),
            title=f"Cart stopped and beaten up on the road, {day} April",
            public="Attack on the road",
            acts=(Act.INJURY, Act.DESTRUCTION),
            place=ROAD,
            injured=(hurt, hurt, hurt + 2),
        )
        for day, hurt in ((1, 2), (9, 1), (17, 4), (28, 3))
    ),
    Plan(
        day=date(2026, 6, 14),
        title="Men with lists ask from house to house who belongs to the other bank",
        public="Lists made from house to house",
        acts=(Act.INCITEMENT,),
        place=LOWER,
        sources=(COUNCIL, BAKER),
    ),
    Plan(
        day=date(2026, 8, 30),
        title="Three houses by the ford burnt at night",
        public="Houses burnt at night",
        acts=(Act.DESTRUCTION, Act.DISPLACEMENT),
        place=LOWER,
        driven_out=(14, 19, 25),
        shown=Shown(ShownDate.MONTH, ShownPlace.PROVINCE),
    ),
    Plan(
        day=date(2026, 10, 3),
        title="School of the lower town occupied for a night",
        public="School occupied",
        acts=(Act.PROTECTED_PLACE,),
        place=LOWER,
        ends=(IncidentStatus.DISPUTED,),
    ),
    Plan(
        day=date(2026, 10, 21),
        title="Shots heard at the upper mill",
        public="",
        acts=(Act.OTHER,),
        place="Upper mill",
        sources=(BAKER,),
        ends=(),
        shown=None,
    ),
)


def gather_evidence(cast: Cast, *, situation: Situation) -> None:
    """Report, check and publish the incidents; keep two testimonies, one with consent."""
    sources = _sources(cast, situation)
    incidents = [_incident(plan, cast, situation, sources) for plan in PLANS]
    _testimonies(cast, situation, incidents[6])


def _sources(cast: Cast, situation: Situation) -> dict[str, Source]:
    rows = (
        (RADIO, SourceKind.MEDIA, Reliability.B, True),
        (COUNCIL, SourceKind.OWN_STAFF, Reliability.A, False),
        (BAKER, SourceKind.WITNESS, Reliability.C, False),
    )
    return {
        name: add_source(
            organisation=situation.organisation,
            actor=cast.council_editor,
            name=name,
            kind=kind,
            reliability=reliability,
            is_public=is_public,
        )
        for name, kind, reliability, is_public in rows
    }


def _incident(plan: Plan, cast: Cast, situation: Situation, sources: dict[str, Source]) -> Incident:
    editor, approver = cast.council_editor, cast.council_approver
    at = datetime.combine(plan.day, datetime.min.time(), UTC) + timedelta(days=2, hours=9)
    incident = report_incident(
        situation=situation, actor=editor, at=at, figures=_figures(plan), **_what(plan, situation)
    )
    items = [
        add_item(
            incident=incident,
            source=sources[name],
            actor=editor,
            what="Report of that day (invented)",
            at=at,
        )
        for name in plan.sources
    ]
    if plan.ends:
        grade_item(item=items[0], actor=editor, credibility=2, at=at)
        check_incident(incident=incident, actor=approver, to=IncidentStatus.CHECKING, at=at)
    for end in plan.ends:
        check_incident(incident=incident, actor=approver, to=end, finding=TOLD, at=at)
    if plan.shown:
        publish_incident(
            incident=incident, actor=approver, title=plan.public, shown=plan.shown, at=at
        )
    return incident


def _what(plan: Plan, situation: Situation) -> dict[str, Any]:
    return {
        "title": plan.title,
        "acts": [str(act) for act in plan.acts],
        "actors": [LISTS],
        "started_on": plan.day,
        "ended_on": plan.day,
        "territory": situation.territories.first(),
        "province": "River province (invented)",
        "district": "Two towns (invented)",
        "place": plan.place,
        "place_precision": PlacePrecision.EXACT,
    }


def _figures(plan: Plan) -> list[dict[str, Any]]:
    counted = ((FigureKind.INJURED, plan.injured), (FigureKind.DISPLACED, plan.driven_out))
    return [
        {
            "kind": kind,
            "qualifier": Qualifier.AT_LEAST,
            "low": numbers[0],
            "best": numbers[1],
            "high": numbers[2],
            "as_of": plan.day + timedelta(days=1),
            "source": RADIO,
        }
        for kind, numbers in counted
        if numbers
    ]


def _testimonies(cast: Cast, situation: Situation, incident: Incident) -> None:
    day = incident.started_on + timedelta(days=3)
    at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=15)
    common: dict[str, Any] = {
        "situation": situation,
        "language": "en",
        "taken_on": day,
        "at": at,
    }
    told = record_testimony(
        actor=cast.council_editor,
        pseudonym="a baker of the lower town (invented)",
        account="She counts the loaves she could not sell, house by house. An invented person.",
        excerpt="I still bake for nineteen people. Nobody comes for the bread.",
        incident=incident,
        **common,
    )
    approve_testimony(testimony=told, actor=cast.council_approver, at=at)
    _agree(told, cast.council_editor, at)
    record_testimony(
        actor=cast.council_editor,
        pseudonym="a headmaster (invented)",
        account="He tells of the night in the school. An invented person.",
        excerpt="We rang the bell all night so that everybody knew we were there.",
        **common,
    )


def _agree(testimony: Any, actor: User, at: datetime) -> None:
    record_consent(
        testimony=testimony,
        actor=actor,
        uses=[Use.REGISTER, Use.BRIEF_PUBLIC, Use.BRIEF_PRIVATE],
        form=ConsentForm.SPOKEN,
        language="en",
        explained="Who we are, where it will be read, that it can be taken back at any time.",
        given_on=at.date(),
        expires_on=None,
        at=at,
    )
