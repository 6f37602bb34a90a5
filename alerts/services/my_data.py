"""A copy of what alerts know of one person, for that person. (GDPR, articles 15 and 20)"""

from typing import Any

from alerts.models import Subscriber, Subscription

from .addresses import readable


def data_of(*, address: str) -> dict[str, Any]:
    """Return what is stored of the person who has this address. JSON-able; empty if there is none.

    Needs the private key, so it runs in a worker.
    """
    subscriber = Subscriber.objects.at_address(address).first()
    if subscriber is None:
        return {}
    return {
        "address": readable(subscriber.email_sealed),
        "language": subscriber.language,
        "time_zone": subscriber.time_zone,
        "hour": subscriber.hour,
        "weekday": subscriber.weekday,
        "follows": [_subscription(each) for each in subscriber.subscriptions.with_subjects()],
        "news_told": subscriber.items.count(),
    }


def _subscription(subscription: Subscription) -> dict[str, Any]:
    return {
        "topic": str(subscription.topic),
        "state": str(subscription.get_state_display()),
        "how_often": str(subscription.get_cadence_display()),
        "kinds": list(subscription.kinds),
        "confirmed": subscription.confirmed_at.isoformat() if subscription.confirmed_at else None,
        "ended": subscription.ended_at.isoformat() if subscription.ended_at else None,
    }
