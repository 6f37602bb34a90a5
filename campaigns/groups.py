"""Signatures of a petition in groups, for staff who judge them: how many, never whose.

By why they were held, by network, by the mailboxes' domain, by hour and by country. Networks and
domains are keyed hashes of one day: they say that many came from one place, not from which.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncHour
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from core.countries import country_name
from core.rules import Text

from .models import Arrival, Petition, Signature, SignatureHold, SignatureState, Tally
from .sieve import Sieve

SHOWN = 12
HOURS_SHOWN = 48


@dataclass(frozen=True, kw_only=True)
class Group:
    """Some signatures that have one thing in common, and the sieve that finds them."""

    name: Text
    sieve: Sieve
    held: int
    waiting: int
    confirmed: int

    @property
    def total(self) -> int:
        return self.held + self.waiting + self.confirmed


def short_name(key: bytes | memoryview) -> str:
    """Return a name for a keyed hash that people can compare by eye, and that leads nowhere."""
    return sha256(bytes(key)).hexdigest()[:6]


def by_reason(petition: Petition) -> list[Group]:
    """Held ones by why they were held."""
    labels = dict(SignatureHold.choices)
    rows = _counted(_undecided(petition).exclude(hold=""), "hold")
    return [
        _group(capfirst(str(labels.get(row["hold"], row["hold"]))), row, hold=row["hold"])
        for row in rows
    ]


def by_network(petition: Petition) -> list[Group]:
    """The largest groups of one network, as far as their hashes still live."""
    return _keyed(petition, "network")


def by_block(petition: Petition) -> list[Group]:
    """The largest groups of neighbouring networks, likewise."""
    return _keyed(petition, "block")


def by_domain(petition: Petition) -> list[Group]:
    """The largest groups whose mailboxes have one domain, likewise."""
    return _keyed(petition, "domain")


def by_country(petition: Petition) -> list[Group]:
    """The countries of those that are held or not confirmed yet, the most first."""
    rows = _counted(_undecided(petition), "country")
    return [
        _group(country_name(row["country"]), row, country=row["country"]) for row in rows[:SHOWN]
    ]


def by_hour(petition: Petition) -> list[Group]:
    """Those that are held or not confirmed yet by the hour in which they came, the newest first."""
    rows = _counted(_undecided(petition).annotate(hour=TruncHour("created_at")), "hour")
    newest = sorted(rows, key=lambda row: row["hour"], reverse=True)[:SHOWN]
    return [
        _group(
            date_format(timezone.localtime(row["hour"]), "j M, H:i"),
            row,
            after=row["hour"],
            before=row["hour"] + timedelta(hours=1),
        )
        for row in newest
    ]


def in_each_state(petition: Petition) -> dict[str, int]:
    """How many are in each state at this moment."""
    found = dict(_all(petition).order_by().values_list("state").annotate(number=Count("pk")))
    return {state: found.get(state, 0) for state in SignatureState.values}


def with_held() -> list[tuple[Petition, int]]:
    """Petitions with signatures under review, the most first."""
    rows = Signature.objects.filter(state=SignatureState.HELD, created_at__isnull=False)
    counts = dict(rows.order_by().values_list("petition").annotate(number=Count("pk")))
    petitions = Petition.objects.filter(pk__in=counts).select_related("campaign")
    found = [(petition, counts[petition.pk]) for petition in petitions]
    return sorted(found, key=lambda pair: pair[1], reverse=True)


def confirmed_by_hour(petition: Petition, *, until: datetime) -> list[tuple[datetime, int]]:
    """How many confirmed in each of the last hours before `until`, empty hours too."""
    last = until.replace(minute=0, second=0, microsecond=0)
    first = last - timedelta(hours=HOURS_SHOWN - 1)
    rows = Tally.objects.filter(petition=petition, hour__gte=first, hour__lte=last).order_by()
    found = dict(rows.values_list("hour").annotate(number=Sum("signatures")))
    hours = (first + timedelta(hours=number) for number in range(HOURS_SHOWN))
    return [(hour, found.get(hour, 0)) for hour in hours]


def _all(petition: Petition) -> Any:
    return Signature.objects.filter(petition=petition)


def _undecided(petition: Petition) -> Any:
    undecided = (SignatureState.HELD, SignatureState.PENDING)
    return _all(petition).filter(state__in=undecided)


def _counted(rows: Any, field: str, state: str = "state") -> Sequence[dict[str, Any]]:
    counts = {
        name: Count("pk", filter=Q(**{state: value}))
        for name, value in (
            ("held", SignatureState.HELD),
            ("waiting", SignatureState.PENDING),
            ("confirmed", SignatureState.CONFIRMED),
        )
    }
    grouped: Iterable[Any] = rows.order_by().values(field).annotate(all=Count("pk"), **counts)
    return sorted(grouped, key=lambda row: (-row["all"], str(row[field])))


def _group(name: Text, row: dict[str, Any], **sieve: Any) -> Group:
    counts = {state: row[state] for state in ("held", "waiting", "confirmed")}
    return Group(name=name, sieve=Sieve(**sieve), **counts)


def _keyed(petition: Petition, part: str) -> list[Group]:
    """Groups of more than one, by a keyed hash of how they came in."""
    field = f"{part}_key"
    arrivals = Arrival.objects.of(petition).new_ones().exclude(**{field: None})
    rows = _counted(arrivals, field, "signature__state")
    return [
        _group(short_name(row[field]), row, **{part: bytes(row[field]).hex()})
        for row in rows[:SHOWN]
        if row["all"] > 1
    ]
