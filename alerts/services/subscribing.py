"""Double opt-in: somebody types an address, a worker asks its owner, the owner confirms."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from alerts import links
from alerts.models import (
    Confirmation,
    ConfirmationState,
    Subscriber,
    Subscription,
    SubscriptionState,
    Topic,
)
from alerts.models.confirmation import AT_MOST, CONFIRMATION_MOVES
from alerts.models.subscriber import CONFIRM_WITHIN, SUBSCRIPTION_MOVES, subscriber_key
from audit.services import record
from core.rules import RuleRefused
from core.sealed import seal
from core.states import move
from outbox.services import enqueue

from .addresses import readable, require_private_key


@transaction.atomic
def ask_to_subscribe(
    *,
    address: str,
    kind: str,
    subject: Any = None,
    language: str,
    at: datetime | None = None,
) -> None:
    """Note that somebody wants `address` to be told. Nothing is told before its owner confirms.

    Does the same work in the same order whether the address is known, unknown, over its limit or
    subscribed already: what differs is judged by a worker, so that neither the answer nor the time
    it takes tells a stranger anything. Runs without the private key.
    """
    at = at or timezone.now()
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
    subscription.confirmations.create(email_sealed=sealed, language=language, asked_at=at)


def send_confirmations(*, at: datetime | None = None, limit: int = 500) -> int:
    """Judge what was asked for on the site, and send the mails that ask to confirm.

    At most three such mails go to one address in 24 hours, whoever asks. Returns how many requests
    were judged. Raises SealClosed without the private key: it runs in a worker.
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
    # One at a time for each person, or two workers could each count two and send a third.
    subscriber = Subscriber.objects.select_for_update().get(pk=subscription.subscriber_id)
    over = Confirmation.objects.sent_lately(subscriber=subscriber, at=at) >= AT_MOST
    # Who follows it already is answered at the address that was confirmed, not as it was typed.
    known = subscription.is_active
    address = readable(subscriber.email_sealed if known else confirmation.email_sealed)
    if over or address is None or subscription.state == SubscriptionState.ENDED:
        move(confirmation, to=ConfirmationState.WITHHELD, moves=CONFIRMATION_MOVES, field="state")
        return True
    to = ConfirmationState.SENT
    move(confirmation, to=to, moves=CONFIRMATION_MOVES, field="state", sent_at=at)
    if known:
        _say_that_it_is_so(confirmation, subscription, subscriber, to=address)
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
            context={"topic": str(subscription.topic)},
            values={"link": links.confirm_url(confirmation)},
            dedup_key=confirmation.dedup_key,
            language=confirmation.language,
            expires=at + CONFIRM_WITHIN,
            at=at,
        )


def _say_that_it_is_so(
    confirmation: Confirmation, subscription: Subscription, subscriber: Subscriber, *, to: str
) -> None:
    with translation.override(subscriber.language):
        enqueue(
            template="alerts/email/already_following",
            to=to,
            context={"topic": str(subscription.topic)},
            values={"manage_url": links.manage_url(subscriber)},
            dedup_key=confirmation.dedup_key,
            language=subscriber.language,
        )


@transaction.atomic
def confirm_subscription(*, confirmation: Confirmation, at: datetime | None = None) -> Subscription:
    """Begin to tell: the owner of the mailbox pressed the button behind the link.

    Pressed again it changes nothing. Raises RuleRefused if the subscription has been ended since:
    an old link does not bring back what a person put an end to.
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
    if not subscriber.subscriptions.active().exists():
        _begin(subscriber, confirmation=confirmation, at=at)
    Subscriber.objects.filter(pk=subscriber.pk).update(language=confirmation.language)
    to = SubscriptionState.ACTIVE
    move(subscription, to=to, moves=SUBSCRIPTION_MOVES, field="state", confirmed_at=at)
    record(verb="subscription.confirmed", target=subscription, at=at)
    return subscription


def _begin(subscriber: Subscriber, *, confirmation: Confirmation, at: datetime) -> None:
    """Take over the spelling that has just been proved; close the links of an earlier time."""
    subscriber.email_sealed = confirmation.email_sealed
    if subscriber.confirmed_at is None:
        subscriber.confirmed_at = at
    else:
        subscriber.token_version = F("token_version") + 1
    subscriber.save(update_fields=["email_sealed", "confirmed_at", "token_version"])
