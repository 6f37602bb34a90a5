"""The one situation of today in the demonstration: an invented place, judged twice."""

from dataclasses import replace
from datetime import date

from situations.models.choices import (
    ActorKind,
    Crime,
    Danger,
    FigureKind,
    GroupBasis,
    Outcome,
    Outlook,
    Part,
    ProofStandard,
    Qualifier,
    StateResponse,
    Suggestion,
    TimeTest,
    Trend,
)
from tests.factories.cases import Case, CaseBrief
from tests.factories.situations import AZANIA

from .river_risks import RISKS, RISKS_BEFORE

INVENTED = "Invented, to show how this site works"
WATCHERS = f"River Towns Council. {INVENTED}"

RIVER_TOWNS = Case(
    name="River towns of Azania (invented)",
    area="The upper and the lower town, and the road between them",
    territories=(AZANIA,),
    as_of=date(2026, 11, 2),
    paragraphs="",
    told_by=INVENTED,
    answers={
        "crimes": [Crime.ETHNIC_CLEANSING],
        "contested_labels": "The government speaks of a quarrel over wells. The council of elders"
        " says that the lists name families, not wells.",
        "time_test": TimeTest.IMMINENT,
        "grave": True,
        "gravity": "Men with lists go from house to house and ask who belongs to the other bank."
        " Families have begun to sleep elsewhere.",
        "scale": "Two towns and eleven hamlets.",
        "people_at_risk": "Families of the lower town whose parents came from the other bank.",
        "feared": "That they are driven out, house by house, before the harvest.",
        "state_response": StateResponse.UNABLE,
        "state_response_note": "The police post was closed in March and has not been opened again.",
        "trend": Trend.DETERIORATING,
        "outlook": [Outlook.CONFLICT_RISK, Outlook.RESOLUTION_OPPORTUNITY],
        "standard_of_proof": ProofStandard.REASONABLE_GROUNDS,
        "outcome": Outcome.REGISTERED,
        "public_reason": "Lists, closed wells and attacks on the road point to a plan to drive one"
        " community out before the harvest. Nobody has been killed so far; with observers and a"
        " mediator it can stay so. The place is invented, to show how this site works.",
        "suggested_measures": [Suggestion.MEDIATION, Suggestion.ADVOCACY],
    },
    populations=(
        {
            "name": "Families from the other bank",
            "basis": [GroupBasis.ETHNIC, GroupBasis.PLACE],
            "where": "Lower town",
            "feared": "To be driven out of houses and fields before the harvest.",
            "qualifier": Qualifier.ABOUT,
            "best": 640,
            "low": 560,
            "high": 700,
            "source": WATCHERS,
        },
        {
            "name": "Girls who cross the river to school",
            "basis": [GroupBasis.WOMEN, GroupBasis.CHILDREN],
            "where": "The ferry, and the road between the towns",
            "feared": "To be stopped and threatened on the way. Eleven now stay at home.",
        },
    ),
    areas=(
        {
            "name": "Lower town",
            "danger": Danger.WORST,
            "note": "Two of three wells are closed to families from the other bank.",
        },
        {"name": "The road between the towns", "danger": Danger.AT_RISK},
        {"name": "Upper town", "danger": Danger.LESS},
    ),
    triggers=(
        {
            "name": "The harvest",
            "when": "Last week of January 2027",
            "effect": "Land is shared out anew; who is gone by then gets none.",
        },
        {
            "name": "The day of the flood",
            "when": "9 December 2026",
            "effect": "Speeches on that day have put the blame on the other bank before.",
        },
    ),
    ratings=RISKS,
    figures=(
        {
            "kind": FigureKind.DISPLACED,
            "qualifier": Qualifier.AT_LEAST,
            "best": 38,
            "low": 38,
            "high": 60,
            "period": "since September 2026",
            "source": WATCHERS,
        },
        {
            "kind": FigureKind.INJURED,
            "qualifier": Qualifier.EXACTLY,
            "best": 7,
            "period": "March to October 2026",
            "source": WATCHERS,
        },
    ),
    actors=(
        {"name": "Government of Azania", "kind": ActorKind.STATE, "part": Part.DUTY_BEARER},
        {
            "name": "Men with lists",
            "kind": ActorKind.NON_STATE,
            "part": Part.ALLEGED_PERPETRATOR,
            "note": "Who sends them is not known.",
        },
        {
            "name": "River Towns Council",
            "kind": ActorKind.CIVIL_SOCIETY,
            "part": Part.MEDIATOR,
            "note": "Brings the elders of both towns to one table.",
        },
    ),
    brief=CaseBrief(
        title="Before the harvest: ten weeks to keep two towns together",
        standfirst="Lists are being made in the river towns of Azania. Twelve observers and one"
        " mediator, sent before the harvest, cost little and can prevent what nobody could undo.",
        body="## What happens\n\nSince March men have gone through the lower town with lists. Two"
        " of three wells are closed to families from the other bank, and the road between the towns"
        " was attacked four times in April.\n\n## What can still be done\n\nThe two headmasters"
        " still ring the bell together. The elders would meet if somebody whom both trust invited"
        " them. Observers would be welcome to the mayors of both towns.\n\n*The place and its"
        " people are invented, to show how this site works.*",
        recommendations=(
            {
                "addressee": "Government of Azania",
                "is_territorial_state": True,
                "text": "Open the police post again, and invite observers before the harvest.",
                "rung": 0,
            },
            {
                "addressee": "Neighbouring States",
                "is_territorial_state": False,
                "text": "Offer a mediator whom both banks will meet.",
                "rung": 1,
            },
        ),
    ),
)

_JUDGED_BEFORE = {
    "contested_labels": "The government speaks of a quarrel over wells.",
    "time_test": TimeTest.CAPABLE,
    "gravity": "Men with lists go from house to house and ask who belongs to the other bank.",
    "state_response_note": "The police post was closed in March.",
    "outlook": [Outlook.CONFLICT_RISK],
    "public_reason": "Lists and closed wells can be the beginning of a plan to drive one community"
    " out. Nobody has been killed so far; with a mediator it can stay so. The place is invented, to"
    " show how this site works.",
    "suggested_measures": [Suggestion.MEDIATION],
}

RIVER_TOWNS_BEFORE = replace(
    RIVER_TOWNS,
    as_of=date(2026, 9, 7),
    answers=RIVER_TOWNS.answers | _JUDGED_BEFORE,
    populations=(RIVER_TOWNS.populations[0] | {"best": 600, "low": 500, "high": 650},),
    areas=RIVER_TOWNS.areas[:1],
    triggers=RIVER_TOWNS.triggers[:1],
    ratings=RISKS_BEFORE,
    figures=(RIVER_TOWNS.figures[1] | {"best": 4, "period": "March to August 2026"},),
    actors=(RIVER_TOWNS.actors[0], RIVER_TOWNS.actors[2]),
    brief=None,
)
