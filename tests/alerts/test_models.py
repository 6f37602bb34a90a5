"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from alerts.models import Item, Subscription, SubscriptionState, Topic
from tests.factories.alerts import make_news, make_subscriber, make_subscription
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "everything", "situation": True},
        {"kind": "situation"},
        {"kind": "situation", "territory": True},
        {"kind": "situation", "situation": True, "organisation": True},
        {"kind": "planet"},
        {"kind": "region"},
        {"kind": "region", "region": "001"},
        {"kind": "everything", "region": "002"},
        {"kind": "campaign", "region": "002"},
    ],
)
def test_a_topic_names_exactly_its_object(wrong):
    situation = make_situation()
    objects = {
        "situation": situation,
        "territory": situation.territories.get(),
        "organisation": situation.organisation,
    }
    values = {name: objects.get(name, value) for name, value in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.create(**values)


def test_a_topic_is_there_once():
    situation = make_situation()
    first = Topic.objects.about(kind="situation", subject=situation)
    assert Topic.objects.about(kind="situation", subject=situation) == first
    assert Topic.objects.about(kind="everything") == Topic.objects.about(kind="everything")
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.create(kind="everything")


def test_a_person_follows_a_topic_once_at_a_time():
    person = make_subscriber()
    make_subscription(subscriber=person, state=SubscriptionState.ENDED)
    make_subscription(subscriber=person, state=SubscriptionState.ENDED)
    make_subscription(subscriber=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_subscription(subscriber=person, state=SubscriptionState.PENDING)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "active", "confirmed_at": None},
        {"state": "ended"},
        {"state": "asleep"},
        {"ended_reason": "one_click"},
        {"cadence": "hourly"},
        {"kinds": []},
        {"kinds": ["briefs", "planets"]},
    ],
)
def test_a_subscription_says_what_it_must(wrong):
    subscription = make_subscription()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.filter(pk=subscription.pk).update(**wrong)


def test_one_event_reaches_one_person_once(now):
    subscription = make_subscription()
    item = {
        "event": make_news(at=now),
        "subscriber": subscription.subscriber,
        "because": [subscription.pk],
        "created_at": now,
    }
    Item.objects.create(**item)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.create(**item)


@pytest.mark.parametrize("wrong", [{"hour": 24}, {"weekday": 7}])
def test_a_person_has_possible_times(wrong):
    person = make_subscriber()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(person).objects.filter(pk=person.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [{"state": "dropped"}, {"dropped": "not_public"}, {"cadence": "hourly"}, {"state": "lost"}],
)
def test_an_item_says_what_it_must(now, wrong):
    subscription = make_subscription()
    item = Item.objects.create(
        event=make_news(at=now),
        subscriber=subscription.subscriber,
        because=[subscription.pk],
        created_at=now,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(**wrong)


def test_an_object_that_somebody_follows_cannot_be_deleted():
    subscription = make_subscription(
        kind="organisation", subject=make_situation().organisation, state=SubscriptionState.ENDED
    )
    with pytest.raises(IntegrityError):
        subscription.topic.delete()


def test_rows_name_nobody():
    subscription = make_subscription(subscriber=make_subscriber(email="ada@example.org"))
    for row in (subscription, subscription.subscriber):
        assert "ada" not in str(row)
        assert "ada" not in repr(row)
