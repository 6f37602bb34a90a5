"""Incidents, sources, items and testimony of an invented place, written straight to the tables."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

from accounts.models import User
from situations.models import (
    Consent,
    ImportRun,
    Incident,
    IncidentActor,
    IncidentFigure,
    Item,
    PublishedIncident,
    Situation,
    Source,
    Testimony,
)
from situations.models.choices import ActorKind, FigureKind, Part, Qualifier
from situations.models.evidence_choices import (
    Act,
    ConsentForm,
    Dataset,
    DatePrecision,
    PlacePrecision,
    SourceKind,
    Use,
)
from situations.projection import Shown
from situations.services.publication import publish_incident
from tests.factories.accounts import make_user
from tests.factories.situations import make_situation, make_territory

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
DAY = date(2026, 4, 17)

_numbers = itertools.count(1)


def make_source(*, situation: Situation | None = None, **more: Any) -> Source:
    """A newspaper of the valley, usually reliable."""
    if "organisation" not in more:
        more["organisation"] = (situation or make_situation()).organisation
    values = {
        "name": f"Valley Monitor {next(_numbers)}",
        "kind": SourceKind.MEDIA,
        "reliability": "B",
    }
    return Source.objects.create(**(values | more))


def make_incident(
    *,
    situation: Situation | None = None,
    reported_by: User | None = None,
    figures: bool = False,
    actors: bool = False,
    **more: Any,
) -> Incident:
    """A market was attacked: the day, the place and the point are known exactly."""
    values = {
        "title": "Men with lists attack the market",
        "account": "They came from the ford before dawn.",
        "acts": [Act.KILLING, Act.DISPLACEMENT],
        "started_on": DAY,
        "ended_on": DAY,
        "date_precision": DatePrecision.DAY,
        "territory": make_territory(),
        "province": "Upper Valley",
        "district": "Ford",
        "place": "Market of the lower town",
        "latitude": 12.3456,
        "longitude": -34.5678,
        "place_precision": PlacePrecision.EXACT,
        "reported_at": AT,
    }
    incident = Incident.objects.create(
        situation=situation or make_situation(),
        reported_by=reported_by or make_user(),
        **(values | more),
    )
    if figures:
        make_incident_figure(incident=incident)
    if actors:
        make_incident_actor(incident=incident)
        make_incident_actor(incident=incident, name="Commander Invented", kind=ActorKind.PERSON)
    return incident


def make_incident_figure(*, incident: Incident, **more: Any) -> IncidentFigure:
    """“At least 4 killed”, between 4 and 9."""
    values = {
        "kind": FigureKind.KILLED,
        "qualifier": Qualifier.AT_LEAST,
        "low": 4,
        "best": 4,
        "high": 9,
        "as_of": date(2026, 4, 20),
        "source": "Valley Monitor",
    }
    return IncidentFigure.objects.create(incident=incident, **(values | more))


def make_incident_actor(*, incident: Incident, **more: Any) -> IncidentActor:
    values = {
        "name": "Men of the ford",
        "kind": ActorKind.NON_STATE,
        "part": Part.ALLEGED_PERPETRATOR,
    }
    return IncidentActor.objects.create(incident=incident, **(values | more))


def make_item(*, incident: Incident, source: Source | None = None, **more: Any) -> Item:
    """A report by a source, not graded."""
    values = {"what": "Report of the morning", "added_by": incident.reported_by, "added_at": AT}
    return Item.objects.create(
        incident=incident,
        source=source or make_source(situation=incident.situation),
        **(values | more),
    )


def make_published(
    *, incident: Incident | None = None, actor: User | None = None, **more: Any
) -> PublishedIncident:
    """An incident that stands in public: its month and its province, no names."""
    values = {"title": "Attack on a market", "shown": Shown(), "at": AT}
    return publish_incident(
        incident=incident or make_incident(), actor=actor or make_user(), **(values | more)
    )


def make_testimony(
    *,
    situation: Situation | None = None,
    approved: bool = True,
    uses: tuple[str, ...] = (Use.REGISTER, Use.BRIEF_PUBLIC),
    **more: Any,
) -> Testimony:
    """A baker’s account with words to quote, approved, and a consent to these uses if any."""
    values: dict[str, Any] = {
        "pseudonym": "a baker",
        "account": "I am Zuri Example of the third house by the ford.",
        "excerpt": "We left the bread in the oven.",
        "language": "en",
        "taken_on": date(2026, 4, 19),
        "taken_by": more.pop("taken_by", None) or make_user(),
        "added_at": AT,
    }
    if approved:
        values |= {"approved_by": make_user(), "approved_at": AT}
    testimony = Testimony.objects.create(situation=situation or make_situation(), **(values | more))
    if uses:
        make_consent(testimony=testimony, uses=list(uses))
    return testimony


def make_consent(*, testimony: Testimony | None = None, **more: Any) -> Consent:
    testimony = testimony or make_testimony(uses=())
    values = {
        "uses": [Use.REGISTER],
        "form": ConsentForm.SPOKEN,
        "language": "en",
        "explained": "Who we are, who will read it, that it can be taken back at any time.",
        "given_on": date(2026, 4, 19),
        "recorded_by": testimony.taken_by,
        "recorded_at": AT,
    }
    return Consent.objects.create(testimony=testimony, **(values | more))


def make_import(*, situation: Situation | None = None, **more: Any) -> ImportRun:
    """A file that was handed in; its bytes are not kept."""
    situation = situation or make_situation()
    values = {
        "dataset": Dataset.UCDP_GED,
        "file_name": "events.csv",
        "sha256": "0" * 64,
        "size": 0,
        "started_at": AT,
    }
    source = more.pop("source", None) or make_source(situation=situation, kind=SourceKind.DATASET)
    return ImportRun.objects.create(
        situation=situation,
        source=source,
        started_by=more.pop("started_by", None) or make_user(),
        **(values | more),
    )
