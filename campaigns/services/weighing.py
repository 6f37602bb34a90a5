"""Weigh how sign-ups came in: which of them are held, and which held ones are held no longer.

Each post is weighed by itself. So nobody's signature is held because somebody else typed the same
address from a network that is flooding, and a good post lets go what a doubtful one has held.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from audit.services import record
from campaigns.models import (
    Arrival,
    ArrivalCount,
    Petition,
    Signature,
    SignatureHold,
    SignatureState,
)
from campaigns.models.arrival import ARRIVALS_KEPT

# How many from one place are taken under one petition before the next are held. An address is often
# a household, now and then an office or a village behind one aerial: held is not refused.
AN_HOUR = {SignatureHold.NETWORK: 20, SignatureHold.BLOCK: 60, SignatureHold.DOMAIN: 60}
A_DAY = {SignatureHold.NETWORK: 60, SignatureHold.BLOCK: 200, SignatureHold.DOMAIN: 300}
SHARED_TIMES = 10  # where many are known to share one address
FLOOD_TIMES = 10  # over the limit as many times, and the mails stop too: they go to strangers

# What another post of the same person can lift. What a person or a sweep has set aside, none can.
LIFTED = (
    SignatureHold.UNPROVEN,
    SignatureHold.NETWORK,
    SignatureHold.BLOCK,
    SignatureHold.DOMAIN,
)
_PLACES = (
    (SignatureHold.NETWORK, "network_key"),
    (SignatureHold.BLOCK, "block_key"),
    (SignatureHold.DOMAIN, "domain_key"),
)

_CLAIM = """
UPDATE campaigns_arrival SET judged = true WHERE id IN (
    SELECT id FROM campaigns_arrival WHERE NOT judged ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
)
RETURNING *
"""
_ADD = """
INSERT INTO campaigns_arrivalcount AS known (petition_id, place_key, hour, number)
SELECT petition, place, %s, number
FROM unnest(%s::bigint[], %s::bytea[], %s::integer[]) AS added (petition, place, number)
ON CONFLICT (place_key, petition_id, hour) DO UPDATE SET number = known.number + excluded.number
"""


@dataclass
class Place:
    """How many came from one place under one petition, before the arrival that is looked at."""

    this_hour: int = 0
    today: int = 0

    def one_more(self) -> None:
        self.this_hour += 1
        self.today += 1

    def over(self, kind: SignatureHold, *, times: int) -> bool:
        return self.this_hour >= AN_HOUR[kind] * times or self.today >= A_DAY[kind] * times


Places = dict[tuple[int, bytes], Place]


@dataclass(frozen=True)
class Weighed:
    """What became of a batch: how many were held, and the posts whose mails must not leave."""

    looked_at: int
    held: int
    floods: list[str]


def weigh_arrivals(*, at: datetime, limit: int) -> Weighed:
    """Weigh the oldest arrivals that nobody has weighed, in the caller's transaction."""
    arrivals = sorted(Arrival.objects.raw(_CLAIM, [limit]), key=lambda one: one.pk)
    places = _places(arrivals, at)
    doubts = {one: _doubt(one, places) for one in arrivals}
    _add(arrivals, at)
    floods = [bytes(one.post).hex() for one, (_hold, flood) in doubts.items() if flood]
    holds = {one: hold for one, (hold, _flood) in doubts.items()}
    _let_go([one for one, hold in holds.items() if hold is None])
    return Weighed(looked_at=len(arrivals), held=_hold(holds, at), floods=floods)


def forget_arrivals(*, at: datetime) -> int:
    """Delete what came in more than a day ago, and how many those were. Returns how many rows."""
    arrivals, _by_model = Arrival.objects.outlived(at=at).delete()
    oldest = at - ARRIVALS_KEPT
    counts, _by_model = ArrivalCount.objects.filter(hour__lt=oldest).delete()
    return arrivals + counts


def _doubt(arrival: Arrival, places: Places) -> tuple[SignatureHold | None, bool]:
    """Return why the arrival is doubtful, if it is, and whether it is one of a flood."""
    hold, flood = None, False
    times = SHARED_TIMES if arrival.shared else 1
    for kind, column in _PLACES:
        key = getattr(arrival, column)
        if key is None:
            continue
        place = places[arrival.petition_id, bytes(key)]
        more = times if kind == SignatureHold.NETWORK else 1
        if place.over(kind, times=more):
            hold = hold or kind
            flood = flood or place.over(kind, times=more * FLOOD_TIMES)
        place.one_more()
    if arrival.trapped:
        return SignatureHold.TRAPPED, False  # its mail bears a mark of its own
    return (SignatureHold.UNPROVEN if arrival.unproven else hold), flood


def _places(arrivals: Iterable[Arrival], at: datetime) -> Places:
    """Return what is known of the places that these came from. The keys of two days differ."""
    places: Places = defaultdict(Place)
    keys = {bytes(key) for one in arrivals for key in _keys(one)}
    hour = _hour(at)
    rows = ArrivalCount.objects.filter(place_key__in=keys)
    for petition, key, when, number in rows.values_list(
        "petition_id", "place_key", "hour", "number"
    ):
        place = places[petition, bytes(key)]
        place.today += number
        if when == hour:
            place.this_hour += number
    return places


def _add(arrivals: Iterable[Arrival], at: datetime) -> None:
    added = Counter((one.petition_id, bytes(key)) for one in arrivals for key in _keys(one))
    if not added:
        return
    petitions, keys = zip(*added, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [_hour(at), list(petitions), list(keys), list(added.values())])


def _keys(arrival: Arrival) -> list[bytes]:
    keys = (getattr(arrival, column) for _kind, column in _PLACES)
    return [key for key in keys if key is not None]


def _hour(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _hold(holds: dict[Arrival, SignatureHold | None], at: datetime) -> int:
    """Hold the signatures that doubtful arrivals made; note how many and why, never whose."""
    noted: Counter[tuple[int, SignatureHold]] = Counter()
    by_reason: dict[tuple[int, SignatureHold], list[int]] = defaultdict(list)
    for one, hold in holds.items():
        if hold and one.signature_id:
            by_reason[one.petition_id, hold].append(one.signature_id)
    for (petition, hold), numbers in by_reason.items():
        rows = Signature.objects.filter(pk__in=numbers, state=SignatureState.PENDING)
        noted[petition, hold] += rows.update(state=SignatureState.HELD, hold=hold)
    petitions = Petition.objects.in_bulk({petition for petition, _hold in noted})
    for (petition, hold), number in noted.items():
        if number:
            details = {"signatures": number, "reason": hold.value}
            record(verb="signatures.held", target=petitions[petition], details=details, at=at)
    return noted.total()


def _let_go(good: Iterable[Arrival]) -> None:
    """Hold no longer what good arrivals found held for how it had come in.

    Where its holder has pressed the button of a mail meanwhile, it stays with the reviewers: which
    post that mail belonged to is not known any more.
    """
    known = [one.known_signature for one in good if one.known_signature]
    if known:
        held = Signature.objects.filter(pk__in=known, state=SignatureState.HELD, hold__in=LIFTED)
        held.filter(confirmed_on=None).update(state=SignatureState.PENDING, hold="")
