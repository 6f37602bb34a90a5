"""East Timor: soldiers who protect civilians, with consent."""

from datetime import date

from situations.models.choices import (
    ActorKind,
    Consent,
    Crime,
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

EAST_TIMOR = Case(
    name="East Timor, 1999",
    territories=("TPTL",),
    as_of=date(1999, 9, 30),
    paragraphs="para 63",
    answers={
        "crimes": [Crime.CRIMES_AGAINST_HUMANITY],
        "contested_labels": OUR_READING,
        "time_test": TimeTest.OCCURRING,
        "grave": True,
        "gravity": "Civilians could not be kept safe without soldiers sent to protect them.",
        "people_at_risk": "Civilians in East Timor.",
        "state_response": StateResponse.UNKNOWN,
        "state_response_note": "The government in question agreed to military protection.",
        "outcome": Outcome.REGISTERED,
        "public_reason": (
            "The speech names East Timor as the example of military protection to which the"
            " government in question consents. It gives no year; that is added here. " + DAY_IS_OURS
        ),
        "suggested_measures": [Suggestion.PROTECTION_FORCE],
    },
    populations=({"name": "Civilians in East Timor", "where": "East Timor"},),
    actors=(
        {
            "name": "The government in question",
            "kind": ActorKind.STATE,
            "part": Part.DUTY_BEARER,
            "note": "Consented to military protection (para 63). The speech does not name it.",
        },
    ),
    measures=(
        {
            "rung": Rung.MILITARY_CONSENT,
            "phase": Phase.REACT,
            "what": "Military operations to protect civilians",
            "who": "Not named in the speech",
            "when": "1999",
            "consent": Consent.GIVEN,
            "quality": Quality.OPEN,
            "paragraphs": "para 63",
        },
    ),
)
