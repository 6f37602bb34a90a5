"""To end subscriptions: one, some or all; by the person, by one click in a mail, or by staff."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from alerts.models import EndedReason, Item, Subscriber, SubscriptionState
from alerts.models.subscriber import SUBSCRIPTION_MOVES
from alerts.permissions import can_end_subscriptions
from audit.services import record
from core.permissions import require
from core.states import move
from outbox.models import Message
from outbox.services.withdrawing import withdraw

from .changing import move_what_waits
from .clocks import set_clocks


@transaction.atomic
def end_subscriptions(
    *,
    subscriber: Subscriber,
    only: Iterable[int] | None = None,
    reason: str = EndedReason.UNSUBSCRIBED,
    actor: Any = None,
    at: datetime | None = None,
) -> int:
    """End the subscriptions whose numbers are in `only`, or all of them. Returns how many ended.

    What is not this person's is left alone, and what has ended stays as it is, so doing it twice
    does it once. A mail that waits to be sent because of them, and of nothing else, is withdrawn; a
    digest with other reasons to come still comes.
    """
    at = at or timezone.now()
    # Whoever makes mails for this person holds the same lock, so none slips through in between.
    person = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    to_end = person.subscriptions.open()
    if only is not None:
        to_end = to_end.filter(pk__in=list(only))
    ended = list(to_end)
    for subscription in ended:
        move(
            subscription,
            to=SubscriptionState.ENDED,
            moves=SUBSCRIPTION_MOVES,
            field="state",
            ended_at=at,
            ended_reason=reason,
        )
        details = {"reason": str(reason)}
        record(verb="subscription.ended", target=subscription, actor=actor, details=details, at=at)
    if ended:
        _withdraw_mail(person)
        move_what_waits(person)
        set_clocks(person, at=at)
    return len(ended)


def end_at_address(*, address: str, actor: Any, at: datetime | None = None) -> int:
    """End whatever is followed from an address that a person wrote to us about.

    The address is only hashed to find the row; it is stored nowhere. Returns how many ended, zero
    also for an address that follows nothing. Raises Forbidden unless `actor` may.
    """
    require(can_end_subscriptions(actor))
    subscriber = Subscriber.objects.at_address(address).first()
    if subscriber is None:
        return 0
    return end_subscriptions(subscriber=subscriber, reason=EndedReason.BY_STAFF, actor=actor, at=at)


def _withdraw_mail(subscriber: Subscriber) -> None:
    """Take back what waits to be sent and has no reason left to come: not one of its items has."""
    active = set(subscriber.subscriptions.active().values_list("pk", flat=True))
    reasons: dict[int, set[int]] = defaultdict(set)
    unsent = Item.objects.unsent().filter(subscriber=subscriber)
    for message, because in unsent.values_list("message_id", "because"):
        reasons[message].update(because)
    idle = [message for message, because in reasons.items() if not active & because]
    withdraw(messages=Message.objects.filter(pk__in=idle))
