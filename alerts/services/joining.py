"""To follow one thing more, from the page of a person who has proved their address already."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alerts.models import Subscriber, Subscription, SubscriptionState, Topic
from alerts.models.subscriber import SUBSCRIPTION_MOVES
from audit.services import record
from core.rules import RuleRefused
from core.states import move

from .clocks import set_clocks


@transaction.atomic
def follow_more(
    *, subscriber: Subscriber, kind: str, subject: Any = None, at: datetime | None = None
) -> Subscription:
    """Begin to tell this person of one thing more: all kinds of news, at once, till they change it.

    The link to their page proves that its holder reads the mailbox, so nothing is to be confirmed.
    What they follow already stays as it is. Raises RuleRefused for somebody who follows nothing any
    more: a new beginning is confirmed by mail, and closes the links from before.
    """
    at = at or timezone.now()
    person = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if not person.subscriptions.active().exists():
        raise RuleRefused(
            _("You follow nothing now. To begin again, subscribe anew."), code="ended"
        )
    topic = Topic.objects.about(kind=kind, subject=subject)
    new = Subscription(subscriber=person, topic=topic, asked_at=at)
    Subscription.objects.bulk_create([new], ignore_conflicts=True)
    followed = person.subscriptions.open().with_subjects().get(topic=topic)
    if followed.is_active:
        return followed
    to = SubscriptionState.ACTIVE
    move(followed, to=to, moves=SUBSCRIPTION_MOVES, field="state", confirmed_at=at)
    set_clocks(person, at=at)
    record(verb="subscription.confirmed", target=followed, at=at)
    return followed
