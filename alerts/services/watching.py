"""Whether what was to be told has reached anybody at all: the alarm that means something.

A queue may be long and a worker may be down, and still nobody is kept from anything yet. That an
event of today was mailed to no one is what must never stay unnoticed.
"""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from alerts.content import KINDS, MAILED, read
from alerts.models import Cadence, Item, Subscription
from audit.models import Event
from outbox.models import TAKEN, State

from .clocks import CLOCKS

WITHIN = timedelta(hours=48)
# How long an event may take to reach the first of its followers before somebody is told.
PATIENCE = timedelta(minutes=15)


def unheard_events(*, at: datetime | None = None) -> list[int]:
    """Return the public events of the last 48 hours that should have reached somebody and did not.

    Heard is an event of which the relay took at least one mail. One that nobody follows is not
    missed, nor is one of which all mails were withdrawn, went to mailboxes that we keep from
    writing to, or are still to come in digests.
    """
    at = at or timezone.now()
    heard = Item.objects.filter(event=OuterRef("pk"), message__state__in=TAKEN)
    events = (
        Event.objects.public()
        .filter(MAILED, ~Exists(heard), at__gt=at - WITHIN, at__lt=at - PATIENCE)
        .order_by("pk")
    )
    return [event.pk for event in events if _is_missed(event, at=at)]


def _is_missed(event: Event, *, at: datetime) -> bool:
    return _is_stuck(event, at=at) or _is_not_noted(event)


def _is_stuck(event: Event, *, at: datetime) -> bool:
    """Whether it waits past its time, or stands only in mails that nobody took."""
    overdue = Q(cadence=Cadence.AT_ONCE, created_at__lt=at - PATIENCE)
    for cadence, (column, _following) in CLOCKS.items():
        late = {f"subscriber__{column}__lt": at - PATIENCE}
        overdue |= Q(cadence=cadence, **late)
    items = Item.objects.filter(event=event)
    in_vain = Q(message__isnull=False, told_at__lt=at - PATIENCE) & ~Q(
        message__state__in=(State.CANCELLED, State.SUPPRESSED)
    )
    return items.told().filter(in_vain).exists() or items.pending().filter(overdue).exists()


def _is_not_noted(event: Event) -> bool:
    """Whether people follow it, and nobody has written them into the ledger."""
    if Item.objects.filter(event=event).exists():
        return False
    news = read(event)
    return (
        news is not None
        and Subscription.objects.active()
        .filter(
            topic__in=news.topics(),
            kinds__contains=[KINDS[event.verb]],
            confirmed_at__lt=event.at,
        )
        .exists()
    )
