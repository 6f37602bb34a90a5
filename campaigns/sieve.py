"""Which signatures of a petition: one filter for previews, sweeps and the addresses of both.

It can tell apart what is known without a key: the day, the country, the language, why a signature
was held. For one day besides, the second in which it came in, and its network and its mailbox's
domain as keyed hashes; the second stays while it is not confirmed. Nobody can look for a name or a
text: those are sealed.
"""

from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone

from .models import Arrival, Petition, Signature, SignatureState
from .models.petition import SignatureQuerySet
from .models.sweep import DEED_STATES

HASHED = frozenset({"network", "block", "domain"})
CONFIRMED = Q(state=SignatureState.CONFIRMED)


@dataclass(frozen=True, kw_only=True)
class Sieve:
    """What staff look for. An empty part lets everything through. Days are those of UTC."""

    since: date | None = None
    until: date | None = None
    after: datetime | None = None
    before: datetime | None = None
    country: str = ""
    language: str = ""
    hold: str = ""
    network: str = ""
    block: str = ""
    domain: str = ""

    def signatures(self, petition: Petition, *, deed: str) -> SignatureQuerySet:
        """The signatures of the petition that a deed can be done to, and the sieve lets through."""
        rows = Signature.objects.filter(petition=petition, state__in=DEED_STATES[deed])
        return self.narrow(rows).order_by()

    def narrow(self, rows: SignatureQuerySet) -> SignatureQuerySet:
        """Those of the rows that it lets through."""
        exact = {"country": self.country, "language": self.language, "hold": self.hold}
        rows = rows.filter(**{name: value for name, value in exact.items() if value})
        came = {
            f"{name}_key": bytes.fromhex(getattr(self, name)) for name in HASHED & {*self.given}
        }
        if came:
            rows = rows.filter(pk__in=Arrival.objects.new_ones().filter(**came).values("signature"))
        return rows.filter(self._days(), self._times())

    def _days(self) -> Q:
        """A confirmed one has its day alone; the others have their second."""
        chosen = Q()
        if self.since:
            chosen &= Q(confirmed_on__gte=self.since) | Q(
                ~CONFIRMED, created_at__gte=_midnight(self.since)
            )
        if self.until:
            chosen &= Q(confirmed_on__lte=self.until) | Q(
                ~CONFIRMED, created_at__lt=_midnight(self.until + timedelta(days=1))
            )
        return chosen

    def _times(self) -> Q:
        """By the second in which it came in: kept until it is confirmed, and in any case a day."""
        bounds = {"gte": self.after, "lt": self.before}
        given = {word: moment for word, moment in bounds.items() if moment}
        if not given:
            return Q()
        came = Arrival.objects.new_ones().filter(
            **{f"at__{word}": at for word, at in given.items()}
        )
        known = Q(**{f"created_at__{word}": at for word, at in given.items()})
        return known | Q(pk__in=came.values("signature"))

    def without_times(self) -> "Sieve":
        """The same without a time of day."""
        return replace(self, after=None, before=None)

    @property
    def given(self) -> dict[str, Any]:
        """The parts that are not empty."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parts that are not empty, as a form sends them."""
        return [(name, _as_sent(value)) for name, value in self.given.items()]

    @property
    def query(self) -> str:
        """The parts as they stand in an address."""
        return urlencode(self.pairs)

    @property
    def for_the_record(self) -> dict[str, str]:
        """What a sweep and the audit trail keep for good: of a keyed hash, that one was given."""
        return {name: _for_good(name, value) for name, value in self.given.items()}


def _as_sent(value: Any) -> str:
    """As a form sends it: a moment in the time zone of the page."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")
    return str(value)


def _for_good(name: str, value: Any) -> str:
    if name in HASHED:
        return "given"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
