"""Burundi, which was prevented, arguably."""

from situations.models.choices import (
    ActorKind,
    Crime,
    FactorTrend,
    Outcome,
    Part,
    Phase,
    Quality,
    Rating,
    Rung,
    StateResponse,
    Suggestion,
    TimeTest,
    Trend,
)

from .case import SPEECH_DAY, Case, CaseBrief

BURUNDI = Case(
    name="Burundi",
    territories=("BI",),
    as_of=SPEECH_DAY,
    paragraphs="para 51",
    answers={
        "crimes": [Crime.GENOCIDE],
        "contested_labels": "It has never been called an R2P situation, though it was one.",
        "time_test": TimeTest.CAPABLE,
        "grave": True,
        "gravity": (
            "Since the early 1990s it could have come to the genocidal violence that its neighbour"
            " Rwanda went through."
        ),
        "people_at_risk": "The people of Burundi, next door to Rwanda.",
        "feared": "Genocidal violence on a large scale.",
        "state_response": StateResponse.UNKNOWN,
        "trend": Trend.IMPROVING,
        "outcome": Outcome.REGISTERED,
        "public_reason": (
            "It has been capable of deteriorating into mass violence since the early 1990s. That"
            " it did not is arguably owed to many who engaged early. Saying so shows what"
            " prevention can do."
        ),
        "suggested_measures": [
            Suggestion.STATE_CAPACITY,
            Suggestion.MEDIATION,
            Suggestion.ADVOCACY,
        ],
    },
    populations=({"name": "The people of Burundi", "feared": "Genocidal violence (para 51)."},),
    ratings=(
        {
            "factor": 6,
            "rating": Rating.LOW,
            "trend": FactorTrend.FALLING,
            "words": (
                "Many hold it back: a mediator, troops, analysts, the Peacebuilding Commission"
                " (para 51)."
            ),
            "place": 1,
        },
    ),
    actors=(
        {"name": "Government of Burundi", "kind": ActorKind.STATE, "part": Part.DUTY_BEARER},
        {"name": "Nelson Mandela", "kind": ActorKind.PERSON, "part": Part.MEDIATOR},
        {"name": "South Africa", "kind": ActorKind.STATE, "part": Part.PROTECTOR},
        {
            "name": "International Crisis Group",
            "kind": ActorKind.CIVIL_SOCIETY,
            "part": Part.PROTECTOR,
            "note": "By analysis and advocacy.",
        },
        {
            "name": "Peacebuilding Commission of the United Nations",
            "kind": ActorKind.INTERNATIONAL,
            "part": Part.PROTECTOR,
        },
    ),
    measures=(
        {
            "rung": Rung.DIPLOMACY,
            "phase": Phase.PREVENT,
            "what": "Mediation between the parties",
            "who": "Nelson Mandela",
            "when": "Since the early 1990s",
            "quality": Quality.EFFECTIVE,
            "paragraphs": "para 51",
        },
        {
            "rung": Rung.MILITARY_CONSENT,
            "phase": Phase.PREVENT,
            "what": "Troops in the country",
            "who": "South Africa",
            "when": "Since the early 1990s",
            "quality": Quality.EFFECTIVE,
            "paragraphs": "para 51",
        },
        {
            "rung": Rung.DIPLOMACY,
            "phase": Phase.PREVENT,
            "what": "Analysis and advocacy",
            "who": "International Crisis Group",
            "when": "Since the early 1990s",
            "quality": Quality.EFFECTIVE,
            "paragraphs": "para 51",
        },
        {
            "rung": Rung.STRUCTURAL,
            "phase": Phase.REBUILD,
            "what": "Burundi becomes the first case of the Commission",
            "who": "Peacebuilding Commission of the United Nations",
            "when": "By August 2007",
            "quality": Quality.EFFECTIVE,
            "paragraphs": "para 51",
        },
    ),
    brief=CaseBrief(
        title="Burundi: what early engagement can do",
        standfirst=(
            "Burundi could have gone the way of Rwanda. Mediation, a troop presence, analysis and"
            " patient rebuilding arguably kept it from that. It should be named for what it is."
        ),
        body=(
            "## What was feared\n\n"
            "Since the early 1990s Burundi has been capable of falling into the violence that its"
            " neighbour went through.\n\n"
            "## What was done\n\n"
            "Nelson Mandela mediated. South Africa kept troops in the country. The International"
            " Crisis Group analysed and argued. The new Peacebuilding Commission took Burundi as"
            " its first case. It is arguably this, and the breadth of it, that prevented the"
            " worst.\n\n"
            "## Why say so\n\n"
            "Nobody calls it an R2P situation. Calling it one would show that the responsibility is"
            " above all about prevention, and win support for it."
        ),
        recommendations=(
            {
                "addressee": "Government of Burundi",
                "is_territorial_state": True,
                "text": "Go on building courts and institutions that all communities can trust.",
                "rung": Rung.STRUCTURAL,
            },
            {
                "addressee": "Peacebuilding Commission of the United Nations",
                "is_territorial_state": False,
                "text": "Stay with Burundi for as long as it takes, and report on what was learnt.",
                "rung": Rung.STRUCTURAL,
            },
        ),
    ),
)
