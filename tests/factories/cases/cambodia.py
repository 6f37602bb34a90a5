"""Cambodia: what a measure achieved, why it was taken, whether it was lawful: three things."""

from datetime import date

from situations.models.choices import (
    ActorKind,
    Consent,
    Crime,
    Legality,
    Outcome,
    Part,
    Phase,
    Quality,
    Rung,
    StateResponse,
    Suggestion,
    TimeTest,
)

from .case import DAY_IS_OURS, OUR_READING, Case

CAMBODIA = Case(
    name="Cambodia, 1970s",
    territories=("KH",),
    as_of=date(1978, 6, 30),
    paragraphs="para 9",
    answers={
        "crimes": [Crime.CRIMES_AGAINST_HUMANITY],
        "contested_labels": OUR_READING,
        "time_test": TimeTest.OCCURRING,
        "grave": True,
        "gravity": "Massive atrocities, on what came to be known as the killing fields.",
        "people_at_risk": "The people of Cambodia.",
        "state_response": StateResponse.PERPETRATING,
        "state_response_note": (
            "The speech names the Khmer Rouge. That they were the government is added here."
        ),
        "outcome": Outcome.REGISTERED,
        "public_reason": (
            "What happened on the killing fields was held to be no business of the rest of the"
            " world. The invasion that ended it was attacked from all sides. The speech gives no"
            " year. " + DAY_IS_OURS
        ),
        "suggested_measures": [Suggestion.POLITICAL_PRESSURE],
    },
    actors=(
        {"name": "Khmer Rouge", "kind": ActorKind.STATE, "part": Part.ALLEGED_PERPETRATOR},
        {
            "name": "Viet Nam",
            "kind": ActorKind.STATE,
            "part": Part.PARTY,
            "note": "Its invasion stopped the Khmer Rouge (para 9).",
        },
    ),
    measures=(
        {
            "rung": Rung.MILITARY_NO_CONSENT,
            "phase": Phase.REACT,
            "what": "Invasion, which stopped the Khmer Rouge and which everybody condemned",
            "who": "Viet Nam",
            "when": "1970s",
            "consent": Consent.WITHHELD,
            "legality": Legality.UNKNOWN,
            "quality": Quality.EFFECTIVE,
            "paragraphs": "para 9",
        },
    ),
)
