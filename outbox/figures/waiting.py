"""What waits for a person, and what is held back: letters, domains, addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min
from django.utils import timezone

from outbox.models import Domain, Failure, Message, State, Stream, Suppression, SuppressionReason

SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What stands still until somebody decides, or until its time comes."""

    uncertain: int
    oldest_uncertain: Sequence[Message]
    domains: Sequence[Domain]
    resting: int
    relay_away: bool
    suppressed: Sequence[tuple[SuppressionReason, int]]


def standing(*, at: datetime | None = None) -> Standing:
    """Uncertain letters, the oldest first; domains in trouble; how many addresses are suppressed.

    By the indexes on the ended messages and on what is rare: none of these lists is long.
    """
    now = at or timezone.now()
    uncertain = Message.objects.filter(state=State.UNCERTAIN)
    domains = Domain.objects.troubled(at=now)
    put_back = Message.objects.filter(state=State.QUEUED, failure=Failure.UNREACHABLE)
    reasons = Suppression.objects.order_by().values("reason").annotate(count=Count("*"))
    return Standing(
        uncertain=uncertain.count(),
        oldest_uncertain=list(uncertain.order_by("id")[:SHOWN]),
        domains=list(domains[:SHOWN]),
        resting=domains.filter(resting_until__gt=now).count(),
        relay_away=put_back.exists(),
        suppressed=[(SuppressionReason(row["reason"]), row["count"]) for row in reasons],
    )


def since_last_sent(*, at: datetime | None = None) -> timedelta | None:
    """How long ago the relay last took anything; none if it never has."""
    last = Message.objects.aggregate(last=Max("sent_at"))["last"]
    return (at or timezone.now()) - last if last else None


@dataclass(frozen=True)
class Ending:
    """Waiting messages that are of no use after a moment of their own, and the first such one."""

    count: int
    first: datetime | None


def ending(*, stream: Stream | str) -> Ending:
    """What would end by itself if the stream stood still for long. By the index of what waits."""
    rows = Message.objects.queued(stream=stream).filter(expires_at__isnull=False).order_by()
    found = rows.aggregate(count=Count("*"), first=Min("expires_at"))
    return Ending(found["count"], found["first"])
