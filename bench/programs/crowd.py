"""People who follow everything at once, and have confirmed that they do."""

from datetime import datetime

from django.utils import timezone

from alerts.models import Subscriber, Subscription, SubscriptionState, Topic, TopicKind
from alerts.models.subscriber import subscriber_key
from bench.programs.stage import serve
from core.sealed import seal

BATCH = 5000
DOMAINS = 200


def gather(number: int) -> dict[str, int]:
    at = timezone.now()
    topic = Topic.objects.about(kind=TopicKind.EVERYTHING)
    for start in range(0, number, BATCH):
        people = [_person(each, at) for each in range(start, min(start + BATCH, number))]
        Subscriber.objects.bulk_create(people)
        state = SubscriptionState.ACTIVE
        Subscription.objects.bulk_create(
            Subscription(subscriber=each, topic=topic, state=state, asked_at=at, confirmed_at=at)
            for each in people
        )
    return {"people": number}


def _person(number: int, at: datetime) -> Subscriber:
    address = f"reader{number}@{number % DOMAINS}.example.org"
    sealed = seal(address)  # as the worker does that asked them to confirm
    key = subscriber_key(address)
    return Subscriber(
        email_key=key, email_sealed=sealed, language="en", created_at=at, confirmed_at=at
    )


if __name__ == "__main__":
    serve(gather=gather)
