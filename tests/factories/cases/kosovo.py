"""Kosovo in 1999: authority is shown apart from legitimacy."""

from datetime import date

from situations.models.choices import (
    Consent,
    Crime,
    Legality,
    Outcome,
    Phase,
    Quality,
    Rung,
    StateResponse,
    Suggestion,
    TimeTest,
)

from .case import Case

KOSOVO = Case(
    name="Kosovo, 1999",
    territories=("XK", "YUCS"),
    as_of=date(1999, 3, 31),
    paragraphs="para 11",
    answers={
        "crimes": [Crime.ETHNIC_CLEANSING, Crime.CRIMES_AGAINST_HUMANITY],
        "time_test": TimeTest.OCCURRING,
        "grave": True,
        "gravity": "Killing and ethnic cleansing, a few years after Srebrenica, all over again.",
        "people_at_risk": "People in Kosovo who are driven from their homes and killed.",
        "feared": "That it goes on until nobody is left to drive out.",
        "state_response": StateResponse.UNKNOWN,
        "outcome": Outcome.REGISTERED,
        "public_reason": (
            "Killing and ethnic cleansing have started again. The Security Council does not act,"
            " for a veto is threatened. The speech gives the year, not the day."
        ),
        "suggested_measures": [Suggestion.POLITICAL_PRESSURE],
    },
    measures=(
        {
            "rung": Rung.PRESSURE,
            "phase": Phase.REACT,
            "what": "The Council does not act in the face of a threatened veto",
            "who": "Security Council of the United Nations",
            "when": "1999",
            "legality": Legality.UNKNOWN,
            "quality": Quality.DEFAULT,
            "paragraphs": "para 11",
        },
        {
            "rung": Rung.MILITARY_NO_CONSENT,
            "phase": Phase.REACT,
            "what": "Military action by a coalition of the willing",
            "who": "A coalition of States",
            "when": "1999",
            "consent": Consent.WITHHELD,
            "legality": Legality.BLOCKED,
            "quality": Quality.OPEN,
            "paragraphs": "para 11",
        },
    ),
)
