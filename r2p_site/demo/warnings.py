"""The warning desk of the demonstration: who is on duty, and warnings in every state.

All of it is invented, about an invented place.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from situations import services
from situations.models import EarlyWarning, Situation, Territory, Urgency, WarningStatus
from tests.factories.situations import AZANIA
from tests.factories.warnings import make_warning

from .people import Cast

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# The receipt number differs each time; this PIN opens every warning of the demonstration.
DEMO_PIN = "40719926"


def fill_desk(cast: Cast, *, river_towns: Situation) -> None:
    """Put people on duty, and let warnings come in over the last months."""
    now = timezone.now()
    for organisation, approver in (
        (cast.observatory, cast.approver),
        (cast.council, cast.council_approver),
    ):
        (owner,) = organisation.memberships.owners()
        services.set_rota(
            organisation=organisation, actor=owner.user, people=[approver, owner.user]
        )
    azania = Territory.objects.get(code=AZANIA)
    _new(cast, azania, now)
    _overdue(cast, azania, now)
    _answered(cast, azania, river_towns, now)
    _past(cast, azania, river_towns, now)


def _new(cast: Cast, azania: Territory, now: datetime) -> None:
    make_warning(
        organisation=cast.council,
        owner=cast.council_approver,
        at=now - 3 * HOUR,
        pin=DEMO_PIN,
        territory=azania,
        place="Lower town, the houses behind the mill",
        urgency=Urgency.DAYS,
        when="Before the harvest market on Saturday",
        people_at_risk="Families whose parents came from the other bank.",
        feared="Since Sunday a young man writes down who lives behind which door. He says it is for"
        " the market stalls, and asks which side of the river people’s parents are from.",
        how_known="I live there. Two neighbours were asked as well.",
    )


def _overdue(cast: Cast, azania: Territory, now: datetime) -> None:
    warning = make_warning(
        organisation=cast.council,
        owner=cast.council_approver,
        at=now - 27 * HOUR,
        pin=DEMO_PIN,
        territory=azania,
        place="Lower town, well of the three steps",
        urgency=Urgency.NOW,
        feared="A chain hangs on the well. A man with a rifle lets only some people through.",
        language="fr",
    )
    services.add_to_warning(
        warning=warning,
        text="Il y a maintenant deux hommes. On ne laisse passer que les familles d’ici.",
        nonce="demonstration: what was added",
        at=now - 20 * HOUR,
    )


def _answered(cast: Cast, azania: Territory, river_towns: Situation, now: datetime) -> None:
    officer = cast.council_approver
    warning = make_warning(
        organisation=cast.council,
        owner=officer,
        at=now - 9 * DAY,
        pin=DEMO_PIN,
        territory=azania,
        place="The road between the towns",
        urgency=Urgency.WEEKS,
        feared="The bus was stopped, and some were told to get off. They were let go this time.",
        sender="Drivers of the river road",
    )
    at = now - 9 * DAY
    services.acknowledge_warning(warning=warning, actor=officer, at=at + 2 * HOUR)
    services.begin_triage(warning=warning, actor=officer, at=at + 3 * HOUR)
    _ask_and_link(warning, officer, river_towns, at)


def _ask_and_link(
    warning: EarlyWarning, officer: User, river_towns: Situation, at: datetime
) -> None:
    services.ask_sender(
        warning=warning,
        actor=officer,
        reason="Who was told to get off: could you see what the men went by?",
        at=at + 4 * HOUR,
    )
    services.add_to_warning(
        warning=warning,
        text="They asked for the name of the village. Whoever named one on the far bank had to.",
        nonce="demonstration: the answer",
        at=at + 8 * HOUR,
    )
    warning.refresh_from_db()
    services.note_on_warning(
        warning=warning, actor=officer, text="Fits what the headmasters said.", at=at + DAY
    )
    services.link_warning(
        warning=warning,
        actor=officer,
        situation=river_towns,
        reason="It fits what we follow in the two towns, and stands there from now on. Thank you.",
        at=at + DAY,
    )


def _past(cast: Cast, azania: Territory, river_towns: Situation, now: datetime) -> None:
    """What came in during the year, so that the public figures have something to show."""
    for number in range(16):
        at = now - (30 + 19 * number) * DAY
        linked = number % 3 == 0
        more: dict[str, Any] = {"situation": river_towns} if linked else {}
        make_warning(
            organisation=cast.council if number % 2 else cast.observatory,
            at=at,
            territory=azania,
            place=f"Hamlet {number + 1}",
            feared="Told on an earlier day, and looked into. Invented, like all of this.",
            status=WarningStatus.LINKED if linked else WarningStatus.DECLINED,
            acknowledged_at=at + (2 + 2 * number) * HOUR,
            decided_at=at + (20 + 5 * number) * HOUR,
            ended_at=at + (20 + 5 * number) * HOUR,
            **more,
        )
