"""Subscribers and what they follow, in any state, written straight to the tables."""

import itertools
from datetime import datetime
from typing import Any

from django.utils import timezone

from alerts.models import (
    Confirmation,
    EndedReason,
    Subscriber,
    Subscription,
    SubscriptionState,
    Topic,
    TopicKind,
)
from alerts.models.subscriber import subscriber_key
from alerts.services.clocks import set_clocks
from audit.models import Event
from audit.services import record
from core.sealed import seal
from tests.factories.briefs import make_brief

_numbers = itertools.count(1)


def make_subscriber(
    *,
    email: str | None = None,
    language: str = "en",
    confirmed: bool = True,
    at: datetime | None = None,
    **more: Any,
) -> Subscriber:
    """A person with a confirmed address, who follows nothing yet. `more`: hour, time_zone…"""
    email = email or f"reader{next(_numbers)}@example.org"
    at = at or timezone.now()
    return Subscriber.objects.create(
        email_key=subscriber_key(email),
        email_sealed=seal(email),
        language=language,
        created_at=at,
        confirmed_at=at if confirmed else None,
        **more,
    )


def make_subscription(
    *,
    subscriber: Subscriber | None = None,
    kind: str = TopicKind.EVERYTHING,
    subject: Any = None,
    state: str = SubscriptionState.ACTIVE,
    at: datetime | None = None,
    **more: Any,
) -> Subscription:
    """A subscription: active by default, to everything, at once and of all kinds by default."""
    at = at or timezone.now()
    subscriber = subscriber or make_subscriber(confirmed=state != SubscriptionState.PENDING, at=at)
    values: dict[str, Any] = {"asked_at": at}
    if state != SubscriptionState.PENDING:
        values["confirmed_at"] = at
    if state == SubscriptionState.ENDED:
        values |= {"ended_at": at, "ended_reason": EndedReason.UNSUBSCRIBED}
    subscription = Subscription.objects.create(
        subscriber=subscriber,
        topic=Topic.objects.about(kind=kind, subject=subject),
        state=state,
        **(values | more),
    )
    set_clocks(subscriber, at=at)
    return subscription


def make_confirmation(
    *,
    subscription: Subscription | None = None,
    email: str | None = None,
    language: str = "en",
    at: datetime | None = None,
    **more: Any,
) -> Confirmation:
    """A request to confirm that no worker has judged yet."""
    at = at or timezone.now()
    email = email or f"reader{next(_numbers)}@example.org"
    if subscription is None:
        person = make_subscriber(email=email, language=language, confirmed=False, at=at)
        subscription = make_subscription(subscriber=person, state=SubscriptionState.PENDING, at=at)
    return Confirmation.objects.create(
        subscription=subscription, email_sealed=seal(email), language=language, asked_at=at, **more
    )


def make_news(
    *, verb: str = "brief.published", target: Any = None, at: datetime, **details: Any
) -> Event:
    """A public event, as the service that published `target` would have written it."""
    target = target or make_brief(at=at)
    return record(verb=verb, target=target, public=True, details=details, at=at)
