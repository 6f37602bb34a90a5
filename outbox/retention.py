"""How long the outbox knows whom it wrote to."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from .addresses import recipient_key
from .models import Message, State

KEPT = timedelta(days=14)
BATCH = 5000


def purge(*, at: datetime | None = None) -> int:
    """Empty the envelopes of messages at their end and older than 14 days. Returns how many.

    The row stays, so that the same mail is not made again under its deduplication key. An uncertain
    letter keeps its envelope until a person has decided.
    """
    moment = (at or timezone.now()) - KEPT
    emptied = 0
    while True:
        batch = Message.objects.ended_before(moment).values("pk")[:BATCH]
        rows = Message.objects.filter(pk__in=batch).update(envelope_sealed=None)
        emptied += rows
        if rows < BATCH:
            return emptied


@transaction.atomic
def forget(*, address: str) -> int:
    """Drop what waits to be sent to the address, and empty every envelope that bears it.

    What remains is a row with no address, no text and a blind index. Returns how many were emptied.
    Suppression stays: who asked not to be written to still has asked.
    """
    rows = Message.objects.addressed_to(recipient_key(address))
    empty = {"envelope_sealed": None, "domain": ""}
    dropped = rows.filter(state=State.QUEUED).update(
        state=State.CANCELLED, lease_token=None, **empty
    )
    return dropped + rows.update(**empty)
