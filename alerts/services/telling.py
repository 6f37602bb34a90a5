"""To tell people at once: each public event to everyone who wants it so, at most three a day each.

Two steps, each in small transactions, so that a process can be killed at any moment. First the
ledger (`noting`). Then the mails: what some people wait for is read, put in the outbox and marked,
in one transaction. What a killed process leaves is what the next one finds.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from alerts.content import MAILED
from alerts.models import Cadence, FanOut, Item, Subscriber
from core.any_of import any_of
from core.sealed import require_private_key

from .bundling import Batch, Mail, queue
from .clocks import CLOCKS
from .noting import note_batch

LEDGER_BATCH = 5_000
MAIL_BATCH = 1_000
# Well inside the time limit of a task; the next wake-up goes on from there.
AT_MOST_SECONDS = 45

# More than that in a day is no alert but a flood: the rest comes in the next daily digest.
AT_ONCE_AT_MOST = 3
A_DAY = timedelta(hours=24)
# After an outage several things wait for the same people: they get one mail about all of them.
CAUGHT_UP_AFTER = timedelta(hours=1)


def fan_out(
    *,
    at: datetime | None = None,
    ledger_batch: int = LEDGER_BATCH,
    mail_batch: int = MAIL_BATCH,
) -> int:
    """Pass on every public event that has not been passed on. Returns how many mails were made.

    May run at any time, any number of times, and beside itself. Raises SealClosed without the
    private key.
    """
    require_private_key()
    at = at or timezone.now()
    deadline = monotonic() + AT_MOST_SECONDS
    missing = FanOut.objects.missing(told_of=MAILED, at=at)
    begun = [FanOut(event=event, started_at=at) for event in missing]
    FanOut.objects.bulk_create(begun, ignore_conflicts=True)
    for pk in FanOut.objects.unfinished().values_list("pk", flat=True).order_by("pk"):
        while monotonic() < deadline and note_batch(pk, at=at, batch=ledger_batch):
            pass
    mails, reached = 0, 0
    while monotonic() < deadline:
        made, last = _tell_batch(at=at, batch=mail_batch, after=reached)
        if last is None:
            break
        mails, reached = mails + made, last
    return mails


@transaction.atomic
def _tell_batch(*, at: datetime, batch: int, after: int) -> tuple[int, int | None]:
    """Make the mails of some people. Returns how many, and the last person, None if nobody waits.

    Whoever ends a subscription or is forgotten waits for the same lock on the person: either the
    mail is not made, or it is there to be cancelled.
    """
    # The bounds are said twice, since the planner does not carry them from people to items.
    waiting = Item.objects.pending().by(Cadence.AT_ONCE).filter(subscriber__gt=after)
    owed = Subscriber.objects.owed(waiting).filter(pk__gt=after).order_by("pk")
    people = list(owed.select_for_update(skip_locked=True)[:batch])
    if not people:
        return 0, None
    theirs: dict[int, list[Item]] = {person.pk: [] for person in people}
    for item in waiting.filter(subscriber__lte=people[-1].pk).order_by("subscriber_id", "event_id"):
        if item.subscriber_id in theirs:  # another process may hold some in between
            theirs[item.subscriber_id].append(item)
    work = Batch([item for items in theirs.values() for item in items], at)
    lately = _mails_lately(people, at=at)
    mails: list[Mail] = []
    for person in people:
        told = work.still_told(person, theirs[person.pk])
        room = AT_ONCE_AT_MOST - lately.get(person.pk, 0)
        own, rest = _shared_out(work, told, room=room)
        mails += _mails(work, person, own)
        _leave_for_a_digest(person, rest, at=at)
    return queue(work, mails), people[-1].pk


def _mails_lately(people: Sequence[Subscriber], *, at: datetime) -> dict[int, int]:
    """How many mails each of them was sent at once in the last 24 hours."""
    theirs = any_of(person.pk for person in people)
    items = Item.objects.at_once_since(at - A_DAY).filter(subscriber__in=theirs)
    counted = items.values("subscriber").annotate(mails=Count("message", distinct=True))
    return dict(counted.values_list("subscriber", "mails"))


def _shared_out(
    work: Batch, items: Sequence[Item], *, room: int
) -> tuple[list[list[Item]], list[Item]]:
    """Return what goes into mails of now, mail by mail, and what is left for the next digest.

    A day after it happened nothing is an alert any more.
    """
    moments = {item.pk: work.events[item.event_id].at for item in items}
    fresh = [item for item in items if moments[item.pk] > work.at - A_DAY]
    late = [item for item in items if moments[item.pk] <= work.at - A_DAY]
    if room <= 0:
        return [], [*fresh, *late]
    if len(fresh) > 1 and min(moments[item.pk] for item in fresh) < work.at - CAUGHT_UP_AFTER:
        return [fresh], late
    return [[item] for item in fresh[:room]], [*fresh[room:], *late]


def _mails(work: Batch, person: Subscriber, own: Iterable[list[Item]]) -> Iterator[Mail]:
    for items in own:
        first, *others = items
        reasons = dict.fromkeys(number for item in items for number in work.reasons_for(item))
        what = "evts" if others else "evt"
        yield Mail(
            person=person,
            items=items,
            reasons=list(reasons),
            dedup_key=f"{what}:{first.event_id}:sub:{person.pk}",
            is_digest=bool(others),
        )


def _leave_for_a_digest(person: Subscriber, items: Sequence[Item], *, at: datetime) -> None:
    """Let these wait for the person's next daily hour."""
    if not items:
        return
    Item.objects.filter(pk__in=[item.pk for item in items]).update(cadence=Cadence.DAILY)
    column, following = CLOCKS[Cadence.DAILY]
    if getattr(person, column) is None:
        setattr(person, column, following(at, person.times))
        person.save(update_fields=[column])
