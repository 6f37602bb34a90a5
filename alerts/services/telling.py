"""To tell people: each public event once to everyone who follows something it touches.

Two steps, each in small transactions, so that a process can be killed at any moment. First the
ledger: one row for each event and person (`Item`), written in batches with how far it came in the
same transaction. Then the mails: the rows of some people at a time are read, put in the outbox and
marked, in one transaction. What a killed process leaves is what the next one finds.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from time import monotonic

from django.db import connection, transaction
from django.utils import timezone, translation

from alerts import links
from alerts.content import MAILED, News, read
from alerts.models import Dropped, FanOut, Item, ItemState, Subscriber, Subscription
from outbox.models import Message, Stream
from outbox.services import enqueue

from .addresses import readable, require_private_key

LEDGER_BATCH = 5_000
MAIL_BATCH = 200
# Well inside the time limit of a task; the next wake-up goes on from there.
AT_MOST_SECONDS = 45

# One statement for 5,000 people. Only what was confirmed before the event is told of it.
_NOTE = """
WITH next AS (
    SELECT subscriber_id, array_agg(id ORDER BY id) AS because
    FROM alerts_subscription
    WHERE topic_id = ANY(%(topics)s) AND state = 'active'
        AND confirmed_at < %(event_at)s AND subscriber_id > %(reached)s
    GROUP BY subscriber_id
    ORDER BY subscriber_id
    LIMIT %(batch)s
), noted AS (
    INSERT INTO alerts_item (event_id, subscriber_id, because, cadence, state, dropped, created_at)
    SELECT %(event)s, subscriber_id, because, 'at_once', 'pending', '', %(at)s FROM next
    ON CONFLICT (event_id, subscriber_id) DO NOTHING
    RETURNING 1
)
SELECT max(subscriber_id), (SELECT count(*) FROM noted) FROM next
"""

# One statement for a batch: the line of the ledger, and the mail that it stands in.
_MARK = """
UPDATE alerts_item SET state = 'told', message_id = told.message
FROM unnest(%(items)s::bigint[], %(messages)s::bigint[]) AS told (item, message)
WHERE alerts_item.id = told.item
"""


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
        while monotonic() < deadline and _note_batch(pk, at=at, batch=ledger_batch):
            pass
    mails = 0
    while monotonic() < deadline and (made := _tell_batch(at=at, batch=mail_batch)) is not None:
        mails += made
    return mails


@transaction.atomic
def _note_batch(pk: int, *, at: datetime, batch: int) -> bool:
    """Write the ledger rows of the next people. False when there are no more, for this process."""
    unfinished = FanOut.objects.unfinished().select_for_update(skip_locked=True, of=("self",))
    step = unfinished.select_related("event").filter(pk=pk).first()
    if step is None:
        return False
    news = read(step.event)
    topics = list(news.topics().values_list("pk", flat=True)) if news else []
    with connection.cursor() as cursor:
        cursor.execute(
            _NOTE,
            {
                "topics": topics,
                "event": step.event_id,
                "event_at": step.event.at,
                "reached": step.reached,
                "batch": batch,
                "at": at,
            },
        )
        reached, noted = cursor.fetchone()
    step.told += noted
    if reached is None:
        step.finished_at = at
    else:
        step.reached = reached
    step.save(update_fields=["told", "reached", "finished_at"])
    return reached is not None


@transaction.atomic
def _tell_batch(*, at: datetime, batch: int) -> int | None:
    """Make the mails of some people. Returns how many, or None if nobody waits to be told.

    Whoever ends a subscription or is forgotten waits for the same lock on the person: either the
    mail is not made, or it is there to be cancelled.
    """
    waiting = Subscriber.objects.owed(Item.objects.pending()).order_by("pk")
    people = list(waiting.select_for_update(skip_locked=True)[:batch])
    if not people:
        return None
    items = list(Item.objects.pending().filter(subscriber__in=people).with_event())
    followed = (
        Subscription.objects.active()
        .with_subjects()
        .in_bulk({number for item in items for number in item.because})
    )
    by_pk = {person.pk: person for person in people}
    said: dict[tuple[int, str], News | None] = {}
    mails: dict[int, int] = {}
    for item in items:
        person = by_pk[item.subscriber_id]
        reasons = [followed[number] for number in item.because if number in followed]
        with translation.override(person.language):
            key = (item.event_id, person.language)
            if key not in said:
                said[key] = read(item.event)
            if message := _mail(item, person, said[key], reasons, at=at):
                mails[item.pk] = message.pk
    _mark(items, mails)
    return len(mails)


def _mark(items: Iterable[Item], mails: Mapping[int, int]) -> None:
    """Note which lines are in which mail, and that the others will be in none."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK, {"items": list(mails), "messages": list(mails.values())})
    dropped = [item.pk for item in items if item.pk not in mails]
    Item.objects.filter(pk__in=dropped).update(state=ItemState.DROPPED, dropped=Dropped.NOT_PUBLIC)


def _mail(
    item: Item,
    person: Subscriber,
    news: News | None,
    reasons: Iterable[Subscription],
    *,
    at: datetime,
) -> Message | None:
    """Queue the mail; None if the news is not public any more or the person follows none of it."""
    reasons = list(reasons)
    address = readable(person.email_sealed) if news and reasons else None
    if news is None or address is None:
        return None
    ending = links.unsubscribe_url(person, [each.pk for each in reasons])
    return enqueue(
        template="alerts/email/alert",
        to=address,
        context=news.context,
        values={
            "because": ", ".join(str(each.topic) for each in reasons),
            "unsubscribe_url": ending,
            "one_click_url": ending,
            "manage_url": links.manage_url(person),
        },
        dedup_key=f"evt:{item.event_id}:sub:{item.subscriber_id}",
        stream=Stream.BULK,
        language=person.language,
        at=at,
    )
