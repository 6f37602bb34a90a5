"""The register of the demonstration: the cases of the address, and one invented place."""

from dataclasses import dataclass
from datetime import date

from core.countries import NAME_LANGUAGES
from situations.models import Situation, Territory
from situations.models.choices import (
    ActorKind,
    Crime,
    Outcome,
    Part,
    ProofStandard,
    StateResponse,
    Suggestion,
    TimeTest,
    Trend,
)
from situations.models.territory import Region
from tests.factories.cases import (
    BURUNDI,
    DARFUR,
    IRAQ_2003,
    IRAQ_2007,
    KOSOVO,
    Case,
    CaseBrief,
    hand_in_case_brief,
    publish_case_brief,
    run_case,
)

from .people import Cast

INVENTED = "Invented, to show how this site works"

# ISO 3166 leaves ZZ to whoever wants it, so the invented place can never meet a real one.
AZANIA = "ZZ"

RIVER_TOWNS = Case(
    name="River towns of Azania (invented)",
    area="The upper and the lower town, and the road between them",
    territories=(AZANIA,),
    as_of=date(2026, 11, 2),
    paragraphs="",
    told_by=INVENTED,
    answers={
        "crimes": [Crime.ETHNIC_CLEANSING],
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
        "standard_of_proof": ProofStandard.REASONABLE_GROUNDS,
        "outcome": Outcome.REGISTERED,
        "public_reason": "Lists, closed wells and attacks on the road point to a plan to drive one"
        " community out before the harvest. Nobody has been killed so far; with observers and a"
        " mediator it can stay so. The place is invented, to show how this site works.",
        "suggested_measures": [Suggestion.MEDIATION, Suggestion.ADVOCACY],
    },
    actors=(
        {"name": "Government of Azania", "kind": ActorKind.STATE, "part": Part.DUTY_BEARER},
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


@dataclass(frozen=True)
class Register:
    """The situations that campaigns of the demonstration are about."""

    river_towns: Situation
    burundi: Situation


def fill_register(cast: Cast) -> Register:
    """Take every case from the proposal to a decision, and publish its brief."""
    _invent_azania()
    past = {
        case.name: run_case(
            case, organisation=cast.observatory, author=cast.editor, decider=cast.approver
        )
        for case in (IRAQ_2003, KOSOVO, IRAQ_2007, BURUNDI, DARFUR)
    }
    for case in (BURUNDI, DARFUR):
        publish_case_brief(
            case, situation=past[case.name], author=cast.editor, approver=cast.approver
        )
    # Left for the approver, so that the desk has something that waits.
    hand_in_case_brief(IRAQ_2007, situation=past[IRAQ_2007.name], author=cast.editor)
    river_towns = run_case(
        RIVER_TOWNS,
        organisation=cast.council,
        author=cast.council_editor,
        decider=cast.council_approver,
    )
    publish_case_brief(
        RIVER_TOWNS,
        situation=river_towns,
        author=cast.council_editor,
        approver=cast.council_approver,
    )
    return Register(river_towns, past[BURUNDI.name])


def _invent_azania() -> None:
    names = dict.fromkeys(NAME_LANGUAGES, "Azania (invented)")
    Territory.objects.get_or_create(
        code=AZANIA,
        defaults={
            "slug": "azania",
            "region": Region.AFRICA,
            "note": INVENTED,
            **{f"name_{language}": name for language, name in names.items()},
        },
    )
