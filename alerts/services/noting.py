"""The ledger: one row for each event and each person who follows something that it touches.

Written in batches, with how far it came in the same transaction, so that a process can be killed at
any moment and the next one goes on from there.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from alerts.content import KINDS, read
from alerts.models import FanOut, Item, Subscriber

from .clocks import CLOCKS

# One statement for 5,000 people. Only what was confirmed before the event is told of it, and of
# several subscriptions that match the most frequent says when.
_NOTE = """
WITH next AS (
    SELECT subscriber_id, array_agg(id ORDER BY id) AS because,
        CASE WHEN bool_or(cadence = 'at_once') THEN 'at_once'
            WHEN bool_or(cadence = 'daily') THEN 'daily' ELSE 'weekly' END AS cadence
    FROM alerts_subscription
    WHERE topic_id = ANY(%(topics)s) AND state = 'active' AND %(kind)s = ANY(kinds)
        AND confirmed_at < %(event_at)s AND subscriber_id > %(reached)s
    GROUP BY subscriber_id
    ORDER BY subscriber_id
    LIMIT %(batch)s
), noted AS (
    INSERT INTO alerts_item
        (event_id, subscriber_id, because, cadence, state, dropped, created_at)
    SELECT %(event)s, subscriber_id, because, cadence, 'pending', '', %(at)s FROM next
    ON CONFLICT (event_id, subscriber_id) DO NOTHING
    RETURNING 1
)
SELECT max(subscriber_id), (SELECT count(*) FROM noted) FROM next
"""


@transaction.atomic
def note_batch(pk: int, *, at: datetime, batch: int) -> bool:
    """Write the ledger rows of the next people. False when there are no more, for this process."""
    unfinished = FanOut.objects.unfinished().select_for_update(skip_locked=True, of=("self",))
    step = unfinished.select_related("event").filter(pk=pk).first()
    if step is None:
        return False
    reached, noted = _note(step, at=at, batch=batch)
    step.told += noted
    if reached is None:
        step.finished_at = at
    else:
        _start_clocks(step, upto=reached, at=at)
        step.reached = reached
    step.save(update_fields=["told", "reached", "finished_at"])
    return reached is not None


def _note(step: FanOut, *, at: datetime, batch: int) -> tuple[int | None, int]:
    news = read(step.event)
    topics = list(news.topics().values_list("pk", flat=True)) if news else []
    values: dict[str, Any] = {
        "topics": topics,
        "kind": KINDS[step.event.verb].value,
        "event": step.event_id,
        "event_at": step.event.at,
        "reached": step.reached,
        "batch": batch,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, values)
        reached, noted = cursor.fetchone()
        # Django's foreign keys are looked at, and what they point to is locked, at the commit only:
        # here it is wanted now.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return reached, noted


def _start_clocks(step: FanOut, *, upto: int, at: datetime) -> None:
    """Set the digest of whoever left a rhythm while this event was noted for them by it.

    Whoever changes a subscription locks the person, and the rows just written hold that lock off
    (their foreign key): a change from before them is seen here, one after them sees them.
    """
    for cadence, (column, following) in CLOCKS.items():
        items = Item.objects.pending().by(cadence).filter(event=step.event_id)
        unset = Subscriber.objects.owed(items).filter(
            pk__gt=step.reached, pk__lte=upto, **{f"{column}__isnull": True}
        )
        for person in unset:
            setattr(person, column, following(at, person.times))
            person.save(update_fields=[column])
