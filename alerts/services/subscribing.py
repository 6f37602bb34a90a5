"""Double opt-in: somebody types an address, a worker asks its owner, the owner confirms."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from alerts import links
from alerts.clock import Times
from alerts.models import (
    Cadence,
    Confirmation,
    ConfirmationState,
    EventKind,
    Subscriber,
    Subscription,
    SubscriptionState,
    Topic,
)
from alerts.models.confirmation import CONFIRMATION_MOVES
from alerts.models.subscriber import CONFIRM_WITHIN, SUBSCRIPTION_MOVES, subscriber_key
from audit.services import record
from core.rules import RuleRefused
from core.sealed import require_private_key, seal
from core.states import move
from outbox.models import Message
from outbox.services import enqueue
from outbox.services.asking import may_ask, write_again

from .addresses import readable
from .changing import adopt_times, checked_kinds, checked_times
from .clocks import set_clocks


class Choice(TypedDict, total=False):
    """What else one may choose: by default all kinds of news at once, at times left as they are."""

    cadence: str
    kinds: Iterable[str]
    times: Times | None
    at: datetime | None


@transaction.atomic
def ask_to_subscribe(
    *, address: str, kind: str, subject: Any = None, language: str, **choice: Unpack[Choice]
) -> None:
    """Note that somebody wants `address` to be told. Nothing is told before its owner confirms.

    What was chosen is kept with the request, and holds once the owner has confirmed it. Raises
    RuleRefused for a choice of no kinds, or of times that there are not.

    Does the same work in the same order whether the address is known, unknown, over its limit or
    subscribed already: what differs is judged by a worker, so that neither the answer nor the time
    it takes tells a stranger anything. Runs without the private key.
    """
    at = choice.get("at") or timezone.now()
    chosen = _chosen(choice)
    sealed = seal(address)
    topic = Topic.objects.about(kind=kind, subject=subject)
    new = Subscriber(
        email_key=subscriber_key(address), email_sealed=sealed, language=language, created_at=at
    )
    # One statement finds or makes the person, and locks them: nobody is erased in between.
    (subscriber,) = Subscriber.objects.bulk_create(
        [new], update_conflicts=True, unique_fields=["email_key"], update_fields=["email_key"]
    )
    pending = Subscription(subscriber=subscriber, topic=topic, asked_at=at)
    Subscription.objects.bulk_create([pending], ignore_conflicts=True)
    subscription = subscriber.subscriptions.open().get(topic=topic)
    subscription.asked_at = at
    subscription.save(update_fields=["asked_at"])
    subscription.confirmations.create(email_sealed=sealed, language=language, asked_at=at, **chosen)


def _chosen(choice: Choice) -> dict[str, Any]:
    """The columns of what was chosen. Raises RuleRefused for what cannot be."""
    columns: dict[str, Any] = {
        "cadence": Cadence(choice.get("cadence", Cadence.AT_ONCE)),
        "kinds": checked_kinds(choice.get("kinds", EventKind.values)),
    }
    if times := choice.get("times"):
        checked_times(times)
        columns |= {"hour": times.hour, "weekday": times.weekday, "time_zone": times.time_zone}
    return columns


def send_confirmations(*, at: datetime | None = None, limit: int = 500) -> int:
    """Judge what was asked for on the site, and send the mails that ask to confirm.

    At most three mails that ask to confirm something go to one address in 24 hours, over all forms
    of the site. Returns how many requests were judged. Raises SealClosed without the private key:
    it runs in a worker.
    """
    require_private_key()
    at = at or timezone.now()
    waiting = list(Confirmation.objects.waiting().values_list("pk", flat=True)[:limit])
    return sum(_judge(pk, at=at) for pk in waiting)


@transaction.atomic
def _judge(pk: int, *, at: datetime) -> bool:
    """Judge one request. False if another worker has it."""
    waiting = Confirmation.objects.waiting().select_for_update(skip_locked=True)
    confirmation = waiting.filter(pk=pk).first()
    if confirmation is None:
        return False
    subscription = Subscription.objects.with_subjects().get(pk=confirmation.subscription_id)
    subscriber = Subscriber.objects.select_for_update().get(pk=subscription.subscriber_id)
    # Who follows it already is answered at the address that was confirmed, not as it was typed.
    known = subscription.is_active
    address = readable(subscriber.email_sealed if known else confirmation.email_sealed)
    ended = subscription.state == SubscriptionState.ENDED
    if ended or address is None or not may_ask(address=address, at=at):
        move(confirmation, to=ConfirmationState.WITHHELD, moves=CONFIRMATION_MOVES, field="state")
        return True
    # Sealed anew by this worker: opening that costs a tenth, and it will be opened for each alert.
    move(
        confirmation,
        to=ConfirmationState.SENT,
        moves=CONFIRMATION_MOVES,
        field="state",
        sent_at=at,
        email_sealed=seal(address),
    )
    if known:
        _say_that_it_is_so(confirmation, subscription, subscriber, to=address, at=at)
    else:
        _ask_the_owner(confirmation, subscription, to=address, at=at)
    return True


def _ask_the_owner(
    confirmation: Confirmation, subscription: Subscription, *, to: str, at: datetime
) -> None:
    with translation.override(confirmation.language):
        enqueue(
            template="alerts/email/confirm_subscription",
            to=to,
            context={
                "topic": str(subscription.topic),
                "cadence": str(Cadence(confirmation.cadence).label),
                "kinds": list(confirmation.kinds),
            },
            values={"link": links.confirm_url(confirmation)},
            dedup_key=confirmation.dedup_key,
            language=confirmation.language,
            expires=at + CONFIRM_WITHIN,
            at=at,
            asks=True,
        )


def _say_that_it_is_so(
    confirmation: Confirmation,
    subscription: Subscription,
    subscriber: Subscriber,
    *,
    to: str,
    at: datetime,
) -> None:
    """It asks nothing, but anybody can have it sent: it counts like a mail that does."""
    with translation.override(subscriber.language):
        enqueue(
            template="alerts/email/already_following",
            to=to,
            context={
                "topic": str(subscription.topic),
                "cadence": str(Cadence(subscription.cadence).label),
                "kinds": list(subscription.kinds),
            },
            values={"manage_url": links.manage_url(subscriber)},
            dedup_key=confirmation.dedup_key,
            language=subscriber.language,
            at=at,
            asks=True,
        )


@transaction.atomic
def confirm_subscription(*, confirmation: Confirmation, at: datetime | None = None) -> Subscription:
    """Begin to tell: the owner of the mailbox pressed the button behind the link.

    Pressed again it changes nothing. It is a yes to mail: a complaint of an earlier time no longer
    keeps alerts from this mailbox. Raises RuleRefused if the subscription has been ended since: an
    old link does not bring back what a person put an end to.
    """
    at = at or timezone.now()
    subscription = Subscription.objects.with_subjects().get(pk=confirmation.subscription_id)
    subscriber = Subscriber.objects.select_for_update().get(pk=subscription.subscriber_id)
    subscription.refresh_from_db(fields=["state"])
    if subscription.is_active:
        return subscription
    if subscription.state == SubscriptionState.ENDED:
        raise RuleRefused(
            _("You have ended this subscription since. To begin again, subscribe anew."),
            code="ended",
        )
    _adopt(subscriber, confirmation=confirmation, at=at)
    move(
        subscription,
        to=SubscriptionState.ACTIVE,
        moves=SUBSCRIPTION_MOVES,
        field="state",
        confirmed_at=at,
        cadence=confirmation.cadence,
        kinds=confirmation.kinds,
    )
    set_clocks(subscriber, at=at, anew=confirmation.times is not None)
    for message in Message.objects.filter(dedup_key=confirmation.dedup_key):
        write_again(message=message, at=at)
    record(verb="subscription.confirmed", target=subscription, at=at)
    return subscription


def _adopt(subscriber: Subscriber, *, confirmation: Confirmation, at: datetime) -> None:
    """Take over what the owner of the mailbox has just confirmed to have typed.

    Who follows nothing begins anew: with the spelling that has just been proved, and with links
    that those of an earlier time do not open.
    """
    if not subscriber.subscriptions.active().exists():
        subscriber.email_sealed = confirmation.email_sealed
        if subscriber.confirmed_at is None:
            subscriber.confirmed_at = at
        else:
            subscriber.token_version += 1
    subscriber.language = confirmation.language
    if confirmation.times:
        adopt_times(subscriber, confirmation.times)
    subscriber.save()
