"""What is not as usual: questions that a worker asks of arrivals and tallies. They change nothing.

Each bound says what it protects from. Who closes an alarm says whether it was people after all, so
that the bounds can be judged by what became of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, Sum

from .groups import short_name
from .models import Alarm, AlarmEnd, AlarmKind, Arrival, Petition, Tally
from .population import plausible

BURST_WITHIN = timedelta(minutes=10)
# A school, an office or a village behind one address; a program has no reason to stop there.
NETWORK_BURST = 30
BLOCK_BURST = 60
# So many of one domain, and three times its share of the day before: big providers have many.
DOMAIN_BURST = 40
DOMAIN_TIMES = 3
BURSTS = (
    (AlarmKind.NETWORK_BURST, "network_key", NETWORK_BURST),
    (AlarmKind.BLOCK_BURST, "block_key", BLOCK_BURST),
    (AlarmKind.DOMAIN_BURST, "domain_key", DOMAIN_BURST),
)
NEWEST = 100_000
# Of a day's signatures under a petition, from one network.
SHARE_FROM = 100
SHARE = 20  # per cent
# Against the best hour of the week before.
JUMP_FROM = 200
JUMP_TIMES = 5
HISTORY = timedelta(days=7)
HISTORY_AT_LEAST = timedelta(hours=24)

Place = tuple[int, str]  # a petition's number, a country's code


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that is not as usual under one petition."""

    petition_id: int
    kind: AlarmKind
    subject: str
    hour: datetime
    seen: int
    bound: int
    held: int = 0

    @property
    def about(self) -> tuple[int, str, str]:
        return (self.petition_id, str(self.kind), self.subject)


def bursts(*, at: datetime) -> Iterator[Finding]:
    """Many within ten minutes from one network, one block, or with mailboxes of one domain."""
    for kind, field, most in BURSTS:
        for petition_id, key, number in _keyed(_lately(at), field, most):
            by_domain = kind == AlarmKind.DOMAIN_BURST
            bound = _domain_bound(petition_id, key, at) if by_domain else most
            if number > bound:
                yield _finding(petition_id, kind, key, at, (number, bound))


def network_shares(*, at: datetime) -> Iterator[Finding]:
    """One network with a large part of what a petition got while its hash lives: a day."""
    rows = Arrival.objects.filter(shared=False).exclude(network_key=None)
    totals = dict(rows.order_by().values_list("petition_id").annotate(number=Count("pk")))
    for petition_id, key, number in _keyed(rows, "network_key", SHARE_FROM):
        bound = max(SHARE_FROM, totals[petition_id] * SHARE // 100)
        if number > bound:
            yield _finding(petition_id, AlarmKind.NETWORK_SHARE, key, at, (number, bound))


def implausible(*, at: datetime, held: Mapping[Place, int]) -> Iterator[Finding]:
    """More from a country than is plausible, confirmed or held."""
    counted = confirmed_from(at=at)
    for place in counted.keys() | held.keys():
        petition_id, country = place
        bound = plausible(country)
        seen = counted.get(place, 0) + held.get(place, 0)
        if bound is not None and seen > bound:
            yield Finding(
                petition_id=petition_id,
                kind=AlarmKind.POPULATION,
                subject=country,
                hour=_hour(at),
                seen=seen,
                bound=bound,
                held=held.get(place, 0),
            )


def jumps(*, at: datetime) -> Iterator[Finding]:
    """Far more in the hour that ended than in the best hour of the week before."""
    hour = _hour(at) - timedelta(hours=1)
    ended = Tally.objects.filter(hour=hour).order_by()
    rows = ended.values_list("petition").annotate(number=Sum("signatures"))
    for petition_id, number in rows.filter(number__gte=JUMP_FROM):
        best = _best_hour(petition_id, hour)
        if best is not None and number > max(JUMP_FROM, best * JUMP_TIMES):
            bound = max(JUMP_FROM, best * JUMP_TIMES)
            yield Finding(
                petition_id=petition_id,
                kind=AlarmKind.JUMP,
                subject="",
                hour=hour,
                seen=number,
                bound=bound,
            )


def confirmed_from(*, at: datetime) -> dict[Place, int]:
    """How many confirmed from each country, under petitions that are still counted.

    What a person found genuine is left out: nobody is asked twice.
    """
    lately = Petition.objects.filter(counted_at__gte=at - timedelta(days=2))
    rows = Tally.objects.filter(petition__in=lately).order_by()
    counts = rows.values_list("petition", "country").annotate(number=Sum("signatures"))
    settled = found_genuine()
    return {
        (petition_id, country): number
        for petition_id, country, number in counts
        if (petition_id, country) not in settled
    }


def found_genuine() -> set[Place]:
    """Countries about which a person said, under a petition, that they were people after all."""
    ends = (AlarmEnd.GENUINE, AlarmEnd.BOUND)
    rows = Alarm.objects.filter(kind=AlarmKind.POPULATION, end__in=ends)
    return set(rows.values_list("petition_id", "subject"))


def _lately(at: datetime) -> Any:
    """Arrivals of the last ten minutes. Not all of a day are read: only so many of the newest."""
    newest = Arrival.objects.order_by("-pk").values("pk")[:NEWEST]
    rows = Arrival.objects.filter(pk__in=newest, at__gt=at - BURST_WITHIN, at__lte=at)
    return rows.exclude(shared=True)


def _keyed(rows: Any, field: str, at_least: int) -> list[tuple[int, bytes, int]]:
    grouped = rows.exclude(**{field: None}).order_by().values_list("petition_id", field)
    counted = grouped.annotate(number=Count("pk")).filter(number__gt=at_least)
    return [(petition_id, bytes(key), number) for petition_id, key, number in counted]


def _domain_bound(petition_id: int, key: bytes, at: datetime) -> int:
    """Return how many of a domain are usual in ten minutes, by its share of the day before that."""
    rows = Arrival.objects.filter(petition_id=petition_id).exclude(domain_key=None)
    earlier = Q(at__lte=at - BURST_WITHIN)
    counts = rows.aggregate(
        now=Count("pk", filter=~earlier),
        before=Count("pk", filter=earlier),
        its=Count("pk", filter=earlier & Q(domain_key=key)),
    )
    share = counts["its"] / counts["before"] if counts["before"] else 0.0
    return max(DOMAIN_BURST, int(counts["now"] * share * DOMAIN_TIMES))


def _best_hour(petition_id: int, hour: datetime) -> int | None:
    """Return the most of any hour of the week before; None for a petition too young to compare."""
    before = Tally.objects.filter(petition_id=petition_id, hour__lt=hour).order_by()
    if not before.filter(hour__lte=hour - HISTORY_AT_LEAST).exists():
        return None
    week = before.filter(hour__gte=hour - HISTORY).values("hour")
    best: int | None = week.annotate(number=Sum("signatures")).aggregate(best=Max("number"))["best"]
    return best or 0


def _finding(
    petition_id: int, kind: AlarmKind, key: bytes, at: datetime, counts: tuple[int, int]
) -> Finding:
    seen, bound = counts
    return Finding(
        petition_id=petition_id,
        kind=kind,
        subject=short_name(key),
        hour=_hour(at),
        seen=seen,
        bound=bound,
    )


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
