"""Somalia, Rwanda, Srebrenica: three ways in which the world reacted badly. (para 10)

The speech names the three in one breath, as examples of reactions that were erratic, incomplete or
counter-productive. Which word fits which of them is our reading.
"""

from datetime import date

from situations.models.choices import (
    ActorKind,
    Crime,
    Outcome,
    Part,
    Phase,
    Quality,
    Rating,
    Rung,
    StateResponse,
    Suggestion,
    TimeTest,
)

from .case import DAY_IS_OURS, OUR_READING, Case

NATIONS = "United Nations"

SOMALIA = Case(
    name="Somalia, 1993",
    territories=("SO",),
    as_of=date(1993, 6, 30),
    paragraphs="para 10",
    answers={
        "crimes": [Crime.CRIMES_AGAINST_HUMANITY],
        "contested_labels": OUR_READING,
        "time_test": TimeTest.OCCURRING,
        "grave": True,
        "gravity": "Violence within the country on a massive scale, which called for a response.",
        "people_at_risk": "People in Somalia, in the midst of civil war.",
        "state_response": StateResponse.UNKNOWN,
        "outcome": Outcome.REGISTERED,
        "public_reason": (
            "One of the situations of the 1990s that shocked the conscience. The world did react,"
            " through the United Nations, and it ended in a debacle. " + DAY_IS_OURS
        ),
        "suggested_measures": [Suggestion.MEDIATION],
    },
    actors=({"name": NATIONS, "kind": ActorKind.INTERNATIONAL, "part": Part.PROTECTOR},),
    measures=(
        {
            "rung": Rung.PRESSURE,
            "phase": Phase.REACT,
            "what": "A reaction that ended in a debacle; by which means, the speech does not say",
            "who": NATIONS,
            "when": "1993",
            "quality": Quality.COUNTERPRODUCTIVE,
            "paragraphs": "para 10",
        },
    ),
)

RWANDA = Case(
    name="Rwanda, 1994",
    territories=("RW",),
    as_of=date(1994, 6, 30),
    paragraphs="paras 10, 59",
    answers={
        "crimes": [Crime.GENOCIDE],
        "time_test": TimeTest.OCCURRING,
        "grave": True,
        "gravity": "Genocide, after warnings that nobody took up.",
        "people_at_risk": "Those in Rwanda against whom genocide is committed.",
        "feared": "That it goes on.",
        "state_response": StateResponse.UNKNOWN,
        "outcome": Outcome.REGISTERED,
        "public_reason": (
            "Genocide is committed in Rwanda. General Dallaire’s early warnings met indifference:"
            " that must never be the fate of a warning again. " + DAY_IS_OURS
        ),
        "suggested_measures": [Suggestion.PROTECTION_FORCE],
    },
    ratings=(
        {
            "factor": 6,
            "rating": Rating.HIGH,
            "words": "Early warnings disappeared into indifference (para 59).",
            "indicators": [11],
            "place": 2,
        },
        {
            "factor": 10,
            "rating": Rating.HIGH,
            "words": "The speech calls what happened genocide (para 10).",
            "place": 1,
        },
    ),
    actors=(
        {
            "name": "General Dallaire",
            "kind": ActorKind.PERSON,
            "part": Part.PROTECTOR,
            "note": "Warned in 1994 (para 59).",
        },
        {
            "name": NATIONS,
            "kind": ActorKind.INTERNATIONAL,
            "part": Part.BYSTANDER,
            "note": "The early warnings were not taken up (para 59).",
        },
    ),
    measures=(
        {
            "rung": Rung.DIPLOMACY,
            "phase": Phase.PREVENT,
            "what": "Early warnings, which met indifference",
            "who": "General Dallaire",
            "when": "1994",
            "quality": Quality.INCOMPLETE,
            "paragraphs": "para 59",
        },
    ),
)

SREBRENICA = Case(
    name="Srebrenica, 1995",
    area="Srebrenica",
    territories=("BA",),
    as_of=date(1995, 6, 30),
    paragraphs="paras 10, 11",
    answers={
        "crimes": [Crime.ETHNIC_CLEANSING, Crime.CRIMES_AGAINST_HUMANITY],
        "contested_labels": OUR_READING,
        "time_test": TimeTest.OCCURRING,
        "grave": True,
        "gravity": "The speech names it among what nobody who pays attention can cease to fear.",
        "people_at_risk": "People in Srebrenica.",
        "state_response": StateResponse.UNKNOWN,
        "outcome": Outcome.REGISTERED,
        "public_reason": (
            "Only a year after Rwanda those who should have acted did not, which is hard to"
            " believe even now. " + DAY_IS_OURS
        ),
        "suggested_measures": [Suggestion.PROTECTION_FORCE],
    },
    areas=({"name": "Srebrenica", "danger": "worst"},),
    measures=(
        {
            "rung": Rung.PRESSURE,
            "phase": Phase.REACT,
            "what": "The response that was due did not come",
            "who": NATIONS,
            "when": "1995",
            "quality": Quality.DEFAULT,
            "paragraphs": "para 10",
        },
    ),
)
