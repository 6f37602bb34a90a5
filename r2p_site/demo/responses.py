"""What is done, in the demonstration: force weighed, outcomes reviewed, sanctions, pledges."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Role, User
from situations.models import Situation
from situations.models.choices import Phase, Quality, Rung
from situations.models.commitment import DayPrecision
from situations.models.measure import Application
from situations.services import (
    end_monitoring,
    log_check,
    record_commitment,
    record_measure,
    withdraw_commitment,
)
from tests.factories.cases.responses import (
    BURUNDI_OUTCOME,
    CAMBODIA_OUTCOME,
    DARFUR_FORCE,
    EAST_TIMOR_OUTCOME,
    KOSOVO_OUTCOME,
    RWANDA_OUTCOME,
    SOMALIA_OUTCOME,
    SREBRENICA_OUTCOME,
    review_case,
    write_case_worksheet,
)
from tests.factories.responses import make_instrument
from tests.factories.situations import AZANIA, make_territory

from .people import Cast
from .river_towns import INVENTED

# The Centre's own account of its network; the first two States began it in 2010.
NETWORK = "Global Centre for the Responsibility to Protect, on its network of focal points"


@dataclass(frozen=True, kw_only=True)
class Past:
    """The past cases that something more is told of."""

    darfur: Situation
    burundi: Situation
    cambodia: Situation
    somalia: Situation
    rwanda: Situation
    srebrenica: Situation
    kosovo: Situation
    east_timor: Situation


def add_responses(cast: Cast, past: Past, river_towns: Situation) -> None:
    """Weigh force for Darfur, review outcomes, watch an embargo, and record pledges."""
    owner = cast.observatory.memberships.get(role=Role.OWNER).user
    write_case_worksheet(
        DARFUR_FORCE,
        situation=past.darfur,
        author=cast.editor,
        approvers=(cast.approver, owner),
    )
    over = (
        (CAMBODIA_OUTCOME, past.cambodia),
        (SOMALIA_OUTCOME, past.somalia),
        (RWANDA_OUTCOME, past.rwanda),
        (SREBRENICA_OUTCOME, past.srebrenica),
        (KOSOVO_OUTCOME, past.kosovo),
        (EAST_TIMOR_OUTCOME, past.east_timor),
    )
    for words, situation in ((BURUNDI_OUTCOME, past.burundi), *over):
        review_case(words, situation=situation, author=cast.editor, decider=cast.approver)
    # What is long past must not stand on the map of where people are at risk now.
    for _words, situation in over:
        situation.refresh_from_db()
        end_monitoring(situation=situation, actor=cast.approver)
    _embargo(river_towns, cast.council_editor)
    _pledges(cast.staff)


def _embargo(situation: Situation, actor: User) -> None:
    """Sanctions that somebody looked at once, and nobody since."""
    embargo = record_measure(
        situation=situation,
        actor=actor,
        rung=Rung.ECONOMIC,
        phase=Phase.PREVENT,
        what="Embargo on weapons for either town",
        who="Neighbouring States of Azania",
        when="since June 2026",
        began_on=date(2026, 6, 1),
        monitor="Two customs officers at the ferry",
        quality=Quality.INCOMPLETE,
        source=INVENTED,
    )
    log_check(
        measure=embargo,
        actor=actor,
        checked_on=date(2026, 7, 6),
        application=Application.PARTLY,
        finding="The road is watched; the river is not, and boats cross at night.",
        source=INVENTED,
    )


def _pledges(staff: User) -> None:
    focal, code = (make_instrument(slug=slug) for slug in ("focal-points", "code-of-conduct"))
    for state, since, precision, source in (
        ("DK", date(2010, 1, 1), DayPrecision.YEAR, NETWORK),
        ("GH", date(2010, 1, 1), DayPrecision.YEAR, NETWORK),
        ("RW", date(2015, 8, 1), DayPrecision.MONTH, NETWORK),
        (AZANIA, date(2019, 3, 4), DayPrecision.DAY, INVENTED),
    ):
        record_commitment(
            territory=make_territory(code=state),
            instrument=focal,
            actor=staff,
            since=since,
            since_precision=precision,
            source=source,
        )
    once = record_commitment(
        territory=make_territory(code=AZANIA),
        instrument=code,
        actor=staff,
        since=date(2016, 2, 1),
        source=INVENTED,
    )
    withdraw_commitment(commitment=once, actor=staff, until=date(2025, 10, 6), source=INVENTED)
