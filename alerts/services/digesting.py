"""Digests: at a person's own hour, all that waits for them, in one mail; nothing, if nothing does.

What is due is a moment in the person's row, and what is told is the ledger: no window of time is
computed anywhere. So any number of schedulers, none for days, or two in the same second come to the
same: each item is in one mail, and the next digest is at the next hour of theirs after now.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic

from django.db import transaction
from django.utils import timezone

from alerts.models import Cadence, Item, Subscriber, Subscription
from core.sealed import require_private_key

from .bundling import Batch, Mail, queue
from .clocks import CLOCKS

BATCH = 200
AT_MOST_SECONDS = 45


def send_digests(*, at: datetime | None = None, batch: int = BATCH) -> int:
    """Make the digests that are due. Returns how many mails were made.

    May run at any time, any number of times, and beside itself. Raises SealClosed without the
    private key.
    """
    require_private_key()
    at = at or timezone.now()
    deadline = monotonic() + AT_MOST_SECONDS
    mails = 0
    while monotonic() < deadline and (made := _digest_batch(at=at, batch=batch)) is not None:
        mails += made
    return mails


@transaction.atomic
def _digest_batch(*, at: datetime, batch: int) -> int | None:
    """Make the digests of some people, and set when their next ones are. None if nobody is due.

    Daily and weekly ones that are due together are one mail.
    """
    due = Subscriber.objects.due(at=at).order_by("pk")
    people = list(due.select_for_update(skip_locked=True)[:batch])
    if not people:
        return None
    theirs = _what_waits(people, at=at)
    work = Batch([item for items in theirs.values() for item in items], at)
    mails = []
    for person in people:
        if told := work.still_told(person, theirs[person.pk]):
            reasons = {number for item in told for number in work.reasons_for(item)}
            slot = min(_due(person, at=at).values()).astimezone(UTC)
            mails.append(
                Mail(
                    person=person,
                    items=told,
                    reasons=sorted(reasons),
                    dedup_key=f"dig:{person.pk}:{slot:%Y%m%d%H%M}",
                    is_digest=True,
                )
            )
    made = queue(work, mails)
    _move_on(people, at=at)
    return made


def _due(person: Subscriber, *, at: datetime) -> dict[Cadence, datetime]:
    """Which digests of the person are due, and since when."""
    moments = {cadence: getattr(person, column) for cadence, (column, _next) in CLOCKS.items()}
    return {cadence: since for cadence, since in moments.items() if since and since <= at}


def _what_waits(people: Sequence[Subscriber], *, at: datetime) -> dict[int, list[Item]]:
    """What each of them is to be told of by the rhythms that are due."""
    due = {person.pk: _due(person, at=at) for person in people}
    items = Item.objects.pending().by(*CLOCKS).filter(subscriber__in=people)
    theirs: dict[int, list[Item]] = defaultdict(list)
    for item in items.order_by("subscriber_id", "event_id"):
        if item.cadence in due[item.subscriber_id]:
            theirs[item.subscriber_id].append(item)
    return theirs


def _move_on(people: Sequence[Subscriber], *, at: datetime) -> None:
    """Set the next moment of what was due, for those who still follow something by that rhythm."""
    followed = set(
        Subscription.objects.active()
        .filter(subscriber__in=people)
        .values_list("subscriber_id", "cadence")
    )
    for person in people:
        for cadence in _due(person, at=at):
            column, following = CLOCKS[cadence]
            goes_on = (person.pk, cadence) in followed
            setattr(person, column, following(at, person.times) if goes_on else None)
    Subscriber.objects.bulk_update(people, [column for column, _next in CLOCKS.values()])
