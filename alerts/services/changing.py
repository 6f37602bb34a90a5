"""To change what was chosen: how often, which kinds of news, in which language, at what time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alerts.clock import Times
from alerts.models import (
    Cadence,
    Dropped,
    EventKind,
    Item,
    ItemState,
    Subscriber,
    Subscription,
)
from alerts.models.choices import strongest
from core.rules import RuleRefused

from .clocks import set_clocks


def checked_kinds(kinds: Iterable[str]) -> list[str]:
    """Return the kinds in their usual order. Raises RuleRefused if none is left or one is new."""
    chosen = set(kinds)
    if not chosen or chosen - set(EventKind.values):
        raise RuleRefused(_("Choose at least one kind of news."), code="kinds")
    return [kind for kind in EventKind.values if kind in chosen]


def checked_times(times: Times) -> Times:
    """Return the times. Raises RuleRefused for an hour, a weekday or a zone that is none."""
    if not times.are_possible:
        raise RuleRefused(_("Choose an hour, a weekday and a time zone."), code="times")
    return times


@transaction.atomic
def change_subscription(
    *,
    subscriber: Subscriber,
    subscription: Subscription,
    cadence: str,
    kinds: Iterable[str],
    at: datetime | None = None,
) -> Subscription:
    """Change how often this person is told of one topic, and of which kinds of news.

    What waits for them moves to the new rhythm, so that nothing is told by one that they have left;
    but what waited for a digest does not become a mail of its own. A kind that they no longer want
    is dropped when the digest is made. Raises RuleRefused for a subscription that is not active or
    not theirs, and for an empty choice.
    """
    at = at or timezone.now()
    chosen, often = checked_kinds(kinds), Cadence(cadence)
    person = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    found = person.subscriptions.active().with_subjects().filter(pk=subscription.pk).first()
    if found is None:
        raise RuleRefused(_("You do not follow this any more."), code="ended")
    found.cadence, found.kinds = often, chosen
    found.save(update_fields=["cadence", "kinds"])
    move_what_waits(person)
    set_clocks(person, at=at)
    return found


@transaction.atomic
def change_times(
    *,
    subscriber: Subscriber,
    language: str,
    hour: int,
    weekday: int,
    time_zone: str,
    at: datetime | None = None,
) -> Subscriber:
    """Change when this person's digests come, and the language of all their mails.

    The next ones come at the next such moment from now; what waits, waits for them. Raises
    RuleRefused for times that there are not.
    """
    at = at or timezone.now()
    times = checked_times(Times(hour=hour, weekday=weekday, time_zone=time_zone))
    person = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    person.language = language
    adopt_times(person, times)
    person.save(update_fields=["language", "hour", "weekday", "time_zone"])
    set_clocks(person, at=at, anew=True)
    return person


def adopt_times(person: Subscriber, times: Times) -> None:
    """Take over the times; the caller saves."""
    person.hour, person.weekday, person.time_zone = times.hour, times.weekday, times.time_zone


def move_what_waits(person: Subscriber) -> None:
    """Let each item that waits be told by the strongest rhythm that still asks for it.

    What nothing asks for any more is dropped. The caller holds the lock on the person.
    """
    often = dict(person.subscriptions.active().values_list("pk", "cadence"))
    moved: dict[Cadence, list[int]] = defaultdict(list)
    dropped: list[int] = []
    waiting = Item.objects.pending().filter(subscriber=person)
    for pk, because, cadence in waiting.values_list("pk", "because", "cadence"):
        wanted = {often[number] for number in because if number in often}
        if not wanted:
            dropped.append(pk)
        elif (rhythm := _rhythm(strongest(wanted), before=cadence)) != cadence:
            moved[rhythm].append(pk)
    for rhythm, items in moved.items():
        Item.objects.filter(pk__in=items).update(cadence=rhythm)
    Item.objects.filter(pk__in=dropped).update(
        state=ItemState.DROPPED, dropped=Dropped.NOT_FOLLOWED
    )


def _rhythm(cadence: Cadence, *, before: str) -> Cadence:
    waits_for_a_digest = before != Cadence.AT_ONCE
    return Cadence.DAILY if cadence == Cadence.AT_ONCE and waits_for_a_digest else cadence
