"""Territories, situations and assessments, in any state, written straight to the tables.

What the services would refuse to make is refused by PostgreSQL here too. For whole cases that go
through the services see tests/factories/cases.py.
"""

import itertools
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from accounts.models import Organisation, User
from core.countries import NAME_LANGUAGES
from situations.models import (
    ActorRole,
    Area,
    Assessment,
    AssessmentStatus,
    Citation,
    Figure,
    Measure,
    PopulationAtRisk,
    Region,
    RiskFactor,
    RiskIndicator,
    RiskRating,
    Situation,
    SituationStatus,
    Territory,
    Trigger,
)
from situations.models.choices import (
    LEVEL_OF,
    ActorKind,
    Consent,
    Crime,
    Danger,
    Exclusion,
    FigureKind,
    GroupBasis,
    Legality,
    Level,
    Outcome,
    Part,
    Phase,
    Qualifier,
    Quality,
    Rating,
    Rung,
    StateResponse,
    Suggestion,
    TimeTest,
    Trend,
)
from situations.risk_rows import factor_columns, indicator_columns
from situations.territory_rows import territory_columns
from tests.factories.accounts import make_organisation, make_user
from tests.factories.names import in_letters

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
# ISO 3166 leaves ZZ to whoever wants it, so the invented place can never meet a real one.
AZANIA = "ZZ"
TIME_TEST_OF = {level: test for test, level in LEVEL_OF.items()}

_numbers = itertools.count(1)


def make_territory(*, code: str = "XK") -> Territory:
    """A territory of the list, found by its code, or put back if a test emptied the table."""
    found = Territory.objects.filter(code=code).first()
    if found:
        return found
    if code == AZANIA:
        return _invent_azania()
    columns = {row["code"]: row for row in territory_columns()}[code]
    return Territory.objects.create(**columns)


def _invent_azania() -> Territory:
    names = {f"name_{language}": "Azania (invented)" for language in NAME_LANGUAGES}
    return Territory.objects.create(
        code=AZANIA,
        slug="azania",
        region=Region.AFRICA,
        note="Invented, to show how this site works",
        **names,
    )


def make_situation(
    *,
    organisation: Organisation | None = None,
    status: str = SituationStatus.REGISTERED,
    level: str = Level.SERIOUS_CONCERN,
    name: str | None = None,
    slug: str | None = None,
    territories: Iterable[Territory] | None = None,
    lead: User | None = None,
    as_of: date | None = None,
    at: datetime = AT,
    **more: Any,
) -> Situation:
    """A situation: registered at `level`, or not R2P, or only proposed."""
    number = next(_numbers)
    situation = Situation.objects.create(
        name=name or f"Valley {in_letters(number)}",
        organisation=organisation or make_organisation(),
        lead=lead,
        proposed_at=at,
        updated_at=at,
        **more,
    )
    situation.territories.set([make_territory()] if territories is None else territories)
    if status == SituationStatus.PROPOSED:
        return situation
    assessment = make_assessment(
        situation=situation,
        status=AssessmentStatus.DECIDED,
        outcome=Outcome(status),
        time_test=TIME_TEST_OF[Level(level)] if status == "registered" else TimeTest.PAST_ONLY,
        as_of=as_of or at.date(),
        decided_at=at,
    )
    situation.slug = slug or f"valley-{number}"
    situation.reference = f"R2P-{number:04d}"
    situation.status = status
    situation.current_assessment = assessment
    situation.save()
    return situation


def make_assessment(
    *,
    situation: Situation | None = None,
    status: str = AssessmentStatus.DRAFT,
    outcome: str = Outcome.REGISTERED,
    author: User | None = None,
    decided_by: User | None = None,
    decided_at: datetime = AT,
    as_of: date | None = None,
    version: int = 1,
    **more: Any,
) -> Assessment:
    """An assessment with all its parts, in the `status` given. By default it would register."""
    situation = situation or make_situation(status=SituationStatus.PROPOSED)
    values = {**_whole(outcome), **more}
    if status == AssessmentStatus.DECIDED:
        values |= {
            "decided_by": decided_by or make_user(),
            "decided_at": decided_at,
            "version": version,
        }
    if status in (AssessmentStatus.SECOND_REVIEW, AssessmentStatus.DECIDED):
        values.setdefault("submitted_at", decided_at)
    return Assessment.objects.create(
        situation=situation,
        status=status,
        outcome=outcome,
        author=author or make_user(),
        as_of=as_of or decided_at.date(),
        created_at=decided_at,
        **values,
    )


def _whole(outcome: str) -> dict[str, Any]:
    """What an assessment needs to be decided with this outcome."""
    common = {
        "state_response": StateResponse.UNABLE,
        "trend": Trend.DETERIORATING,
        "people_at_risk": "The people of the upper valley, above all those in the two river towns.",
        "feared": "That they are driven out, and killed if they stay.",
        "gravity": "Entire towns would be emptied within weeks.",
    }
    if outcome == Outcome.REGISTERED:
        return common | {
            "crimes": [Crime.ETHNIC_CLEANSING, Crime.CRIMES_AGAINST_HUMANITY],
            "time_test": TimeTest.CAPABLE,
            "grave": True,
            "public_reason": "Armed groups name those who must leave, and nobody stops them.",
            "suggested_measures": [Suggestion.SANCTIONS, Suggestion.MEDIATION],
        }
    return common | {
        "crimes": [],
        "time_test": TimeTest.PAST_ONLY,
        "grave": False,
        "exclusions": [Exclusion.PAST_ONLY, Exclusion.HUMAN_RIGHTS_CONCERN],
        "public_reason": "The crimes lie in the past; nothing shows that they are about to return.",
        "referral": "The human rights bodies that receive complaints.",
        "suggested_measures": [Suggestion.SANCTIONS, Suggestion.CENSURE],
    }


def make_figure(*, assessment: Assessment, **more: Any) -> Figure:
    """“More than 3,000 displaced” in an assessment that is not decided yet."""
    values = {
        "kind": FigureKind.DISPLACED,
        "qualifier": Qualifier.MORE_THAN,
        "best": 3000,
        "period": "since March",
        "as_of": assessment.as_of,
        "source": "Valley Monitor",
    }
    return Figure.objects.create(assessment=assessment, **(values | more))


def make_actor(*, assessment: Assessment, **more: Any) -> ActorRole:
    """The State as bearer of the duty, in an assessment that is not decided yet."""
    values = {
        "name": "Government of the valley",
        "kind": ActorKind.STATE,
        "part": Part.DUTY_BEARER,
    }
    return ActorRole.objects.create(assessment=assessment, **(values | more))


def make_population(*, assessment: Assessment, **more: Any) -> PopulationAtRisk:
    """The people of the lower town, about 4,000 of them."""
    values = {
        "name": "Families of the lower town",
        "basis": [GroupBasis.ETHNIC],
        "where": "Lower town",
        "feared": "That they are driven out.",
        "qualifier": Qualifier.ABOUT,
        "best": 4000,
        "as_of": assessment.as_of,
        "source": "Valley Monitor",
    }
    return PopulationAtRisk.objects.create(assessment=assessment, **(values | more))


def make_area(*, assessment: Assessment, **more: Any) -> Area:
    """The upper valley, where it is worst."""
    values = {"name": "Upper valley", "danger": Danger.WORST}
    return Area.objects.create(assessment=assessment, **(values | more))


def make_trigger(*, assessment: Assessment, **more: Any) -> Trigger:
    """The harvest, when land is shared out."""
    values = {"name": "The harvest", "when": "January", "effect": "Land is shared out anew."}
    return Trigger.objects.create(assessment=assessment, **(values | more))


def make_rating(*, assessment: Assessment, factor: int = 8, **more: Any) -> RiskRating:
    """A risk factor that is high, with the reason."""
    values = {"rating": Rating.HIGH, "words": "The harvest is weeks away."}
    return RiskRating.objects.create(
        assessment=assessment, factor=make_factor(number=factor), **(values | more)
    )


def make_citation(*, assessment: Assessment, **more: Any) -> Citation:
    """A report of the invented monitor."""
    values = {
        "author": "Valley Monitor",
        "title": "What the river towns fear",
        "occasions": [{"place": "Upper town", "day": assessment.as_of.isoformat()}],
    }
    return Citation.objects.create(assessment=assessment, **(values | more))


def make_factor(*, number: int = 8) -> RiskFactor:
    """A risk factor by its number; all fourteen are put back if a test emptied the table."""
    if not RiskFactor.objects.exists():
        RiskFactor.objects.bulk_create(RiskFactor(**row) for row in factor_columns())
        RiskIndicator.objects.bulk_create(RiskIndicator(**row) for row in indicator_columns())
    return RiskFactor.objects.get(number=number)


def make_measure(*, situation: Situation, **more: Any) -> Measure:
    """A mediation that was tried in time."""
    values = {
        "rung": Rung.DIPLOMACY,
        "phase": Phase.PREVENT,
        "what": "Talks between the two towns",
        "who": "Council of elders",
        "when": "2026",
        "consent": Consent.NOT_NEEDED,
        "legality": Legality.NOT_NEEDED,
        "quality": Quality.OPEN,
        "source": "Valley Monitor",
        "added_at": AT,
    }
    return Measure.objects.create(situation=situation, **(values | more))
