"""Four ills that are no R2P situation, so that the idea keeps its meaning. (para 54)

The reasons come from the speech; the place is invented, so that no real people are spoken of.
"""

from datetime import date

from situations.models.choices import (
    Exclusion,
    Outcome,
    StateResponse,
    Suggestion,
    TimeTest,
)
from tests.factories.situations import AZANIA

from .case import SPEECH, Case


def _excluded(code: Exclusion, *, people: str, referral: str) -> Case:
    label = str(code.label)
    named = label[0].upper() + label[1:]
    return Case(
        name=f"{named} in Azania (invented)",
        territories=(AZANIA,),
        as_of=date(2026, 11, 2),
        paragraphs="para 54",
        told_by=f"The place is invented. The reason is from a 2007 speech: {SPEECH}, para 54",
        answers={
            "crimes": [],
            "time_test": TimeTest.NONE,
            "grave": False,
            "gravity": "The harm is great. It is not one of the crimes that this register is for.",
            "people_at_risk": people,
            "state_response": StateResponse.UNKNOWN,
            "outcome": Outcome.NOT_REGISTERED,
            "exclusions": [code],
            "public_reason": (
                f"{named} is a grave matter, and none of the four crimes. If the"
                " responsibility to protect stood for every ill that people suffer, it would lose"
                " the support it lives by. Where this one adds to the risk of such a crime, it is"
                " named there as part of the risk. The place is invented."
            ),
            "referral": referral,
            "suggested_measures": [Suggestion.STATE_CAPACITY],
        },
    )


EXCLUSIONS = (
    _excluded(
        Exclusion.HIV_AIDS,
        people="People in Azania who live with HIV and get no treatment.",
        referral="Health services, and the bodies of the United Nations that work on HIV/AIDS.",
    ),
    _excluded(
        Exclusion.CLIMATE_CHANGE,
        people="Families on the coast of Azania whose fields the sea takes.",
        referral="The bodies in which States negotiate on climate, and funds for adaptation.",
    ),
    _excluded(
        Exclusion.NUCLEAR_PROLIFERATION,
        people="People in Azania and around it who fear a nuclear programme.",
        referral="The international bodies for nuclear safeguards and for disarmament.",
    ),
    _excluded(
        Exclusion.SMALL_ARMS,
        people="People in the towns of Azania where every quarrel ends in shooting.",
        referral="The police, and the bodies in which States agree on the trade in arms.",
    ),
)
