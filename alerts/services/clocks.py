"""To keep a person's next digests right: set while something may have to be told by them."""

from collections.abc import Callable
from datetime import datetime

from alerts.clock import Times, next_daily, next_weekly
from alerts.models import Cadence, Item, Subscriber

CLOCKS: dict[Cadence, tuple[str, Callable[[datetime, Times], datetime]]] = {
    Cadence.DAILY: ("next_daily_at", next_daily),
    Cadence.WEEKLY: ("next_weekly_at", next_weekly),
}


def set_clocks(subscriber: Subscriber, *, at: datetime, anew: bool = False) -> None:
    """Set when the next digests of this person are due, and which of them there are.

    A moment that stands is kept, also one that has passed and waits for the scheduler; `anew` asks
    for the next one after `at`. The caller holds the lock on the person.
    """
    followed = subscriber.subscriptions.active().values_list("cadence", flat=True)
    waiting = Item.objects.pending().filter(subscriber=subscriber)
    needed = {*followed, *waiting.values_list("cadence", flat=True).distinct()}
    for cadence, (column, following) in CLOCKS.items():
        stands = None if anew else getattr(subscriber, column)
        moment = (stands or following(at, subscriber.times)) if cadence in needed else None
        setattr(subscriber, column, moment)
    subscriber.save(update_fields=[column for column, _following in CLOCKS.values()])
