"""To forget people: because they ask, because they never confirmed, because it is long over."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alerts.models import Confirmation, LinkRequest, Subscriber, Subscription
from alerts.models.subscriber import KEEP_ENDED_FOR
from audit.services import Erased, note_erasures, record
from outbox.models import Message
from outbox.retention import KEPT
from outbox.services.withdrawing import erase

from .reminding import link_mails

SUBSCRIBER = "subscriber"


@transaction.atomic
def forget(*, address: str, actor: Any = None, at: datetime | None = None) -> bool:
    """Erase the person who has this address from alerts. Returns whether there was one."""
    subscriber = Subscriber.objects.at_address(address).first()
    if subscriber is None:
        return False
    return forget_subscriber(subscriber=subscriber, actor=actor, at=at)


@transaction.atomic
def forget_subscriber(
    *, subscriber: Subscriber, actor: Any = None, at: datetime | None = None
) -> bool:
    """Erase a person: address, subscriptions, requests, and what they were told of.

    What stays is how many people each event was told to, and an audit line that names a number
    which is nobody's any more. Returns whether the person was still there.
    """
    found = Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
    if found is None:
        return False
    record(verb="subscriber.forgotten", target=found, actor=actor, at=at)
    note_erasures(traces=[Erased(kind=SUBSCRIBER, key=bytes(found.email_key))], at=at)
    _erase(found, at=at or timezone.now())
    return True


@transaction.atomic
def erase_again(*, trace: Erased, at: datetime) -> int:
    """Erase a person whom a restored backup brought back. Returns how many there were."""
    found = Subscriber.objects.select_for_update().filter(email_key=trace.key).first()
    if found is None:
        return 0
    _erase(found, at=at)
    return 1


def _erase(subscriber: Subscriber, *, at: datetime) -> None:
    """Delete a person, what they asked for, and what is in the mails that were made for them."""
    erase(messages=Message.objects.filter(_made_for(subscriber)))
    # Asked for by number, so they are looked for among those that may still hold an address.
    lately = at - KEPT - timedelta(days=1)
    erase(messages=link_mails(subscriber).filter(created_at__gte=lately))
    LinkRequest.objects.filter(email_key=subscriber.email_key).delete()
    subscriber.delete()


def _made_for(subscriber: Subscriber) -> Q:
    """The mails that alerts had made for a person, who is known here by number only."""
    alerts = subscriber.items.values("message")
    asked = Confirmation.objects.filter(subscription__subscriber=subscriber)
    return Q(pk__in=alerts) | Q(dedup_key__in=[each.dedup_key for each in asked])


def forget_unconfirmed(*, at: datetime | None = None) -> int:
    """Erase what nobody confirmed in 7 days, and who ended everything 28 days ago.

    Returns how many people were erased. Their addresses were given for one purpose, which is over.
    """
    at = at or timezone.now()
    Subscription.objects.lapsed(at=at).delete()
    Confirmation.objects.asked_before(at - KEEP_ENDED_FOR).delete()
    gone = Subscriber.objects.idle(since=at - KEEP_ENDED_FOR)
    return gone.delete()[1].get("alerts.Subscriber", 0)
