"""The register of the demonstration: the cases of the address, and one invented place."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from situations.models import Situation
from tests.factories.cases import (
    BURUNDI,
    CAMBODIA,
    CASES,
    DARFUR,
    EAST_TIMOR,
    IRAQ_2007,
    KOSOVO,
    RWANDA,
    SOMALIA,
    SREBRENICA,
    assess_case,
    hand_in_case_brief,
    publish_case_brief,
    run_case,
)

from .briefs import continue_briefs, hold_back_a_brief
from .people import Cast
from .responses import Past, add_responses
from .river_towns import RIVER_TOWNS, RIVER_TOWNS_BEFORE

# When the river towns were first judged, so that the demonstration shows how a judgement moves.
SEPTEMBER = datetime(2026, 9, 8, 9, tzinfo=UTC)

# Of these the address tells how force was weighed, or what came of it.
TOLD = {
    "darfur": DARFUR,
    "burundi": BURUNDI,
    "cambodia": CAMBODIA,
    "somalia": SOMALIA,
    "rwanda": RWANDA,
    "srebrenica": SREBRENICA,
    "kosovo": KOSOVO,
    "east_timor": EAST_TIMOR,
}


@dataclass(frozen=True)
class Register:
    """The situations that campaigns of the demonstration are about."""

    river_towns: Situation
    burundi: Situation


def fill_register(cast: Cast) -> Register:
    """Take every case from the proposal to a decision, and publish its brief."""
    past = {
        case.name: run_case(
            case, organisation=cast.observatory, author=cast.editor, decider=cast.approver
        )
        for case in CASES
    }
    observatory: dict[str, Any] = {"author": cast.editor, "approver": cast.approver}
    publish_case_brief(BURUNDI, situation=past[BURUNDI.name], **observatory)
    darfur = publish_case_brief(DARFUR, situation=past[DARFUR.name], **observatory)
    continue_briefs(darfur=darfur, **observatory)
    # Left for the approver, so that the desk has something that waits.
    hand_in_case_brief(IRAQ_2007, situation=past[IRAQ_2007.name], author=cast.editor)
    council: dict[str, Any] = {"author": cast.council_editor, "decider": cast.council_approver}
    river_towns = run_case(RIVER_TOWNS_BEFORE, organisation=cast.council, at=SEPTEMBER, **council)
    river_towns = assess_case(RIVER_TOWNS, situation=river_towns, **council)
    publish_case_brief(
        RIVER_TOWNS,
        situation=river_towns,
        author=cast.council_editor,
        approver=cast.council_approver,
    )
    hold_back_a_brief(
        situation=river_towns, author=cast.council_editor, approver=cast.council_approver
    )
    add_responses(cast, Past(**{name: past[case.name] for name, case in TOLD.items()}), river_towns)
    return Register(river_towns, past[BURUNDI.name])
