"""What the tests of digests have in common: a follower, a brief, and what came of them."""

from datetime import datetime, timedelta

from alerts.models import Subscriber
from tests.factories.alerts import make_news, make_subscriber, make_subscription
from tests.factories.briefs import make_brief

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def follower(at, *, cadence="daily", kind="everything", subject=None, **person):
    """Somebody who follows something by a rhythm since then. Returns the subscription."""
    return make_subscription(
        subscriber=make_subscriber(at=at, **person),
        kind=kind,
        subject=subject,
        cadence=cadence,
        at=at,
    )


def next_of(subscription) -> tuple[datetime | None, datetime | None]:
    row = Subscriber.objects.get(pk=subscription.subscriber_id)
    return row.next_daily_at, row.next_weekly_at


def publish(at, *, title="The towns can be protected", **more):
    return make_news(target=make_brief(title=title, at=at, **more), at=at)


def text_of(message) -> str:
    return message.content.text
