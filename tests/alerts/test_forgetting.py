"""Forgetting people: because they ask, because they never confirmed, because it is long over."""

from datetime import timedelta

import pytest
from django.db import connection

from alerts.models import Confirmation, FanOut, Item, Subscriber, Subscription, SubscriptionState
from alerts.services import ask_to_subscribe, forget, forget_unconfirmed
from audit.models import Event
from outbox.models import Message, State
from tests.factories.alerts import (
    make_confirmation,
    make_news,
    make_subscriber,
    make_subscription,
)

pytestmark = pytest.mark.django_db

ALERTS_TABLES = [
    model._meta.db_table for model in (Subscriber, Subscription, Confirmation, Item, FanOut)
]


def rows_with(value: bytes) -> list[str]:
    """The tables in which these bytes stand in any column of any row."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s',  # noqa: S608 - the names are the database's own
                [f"%{value.hex()}%"],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


@pytest.fixture
def told(now, earlier, workers_run):
    """Somebody who confirmed, was sent an alert, and has another waiting."""
    person = make_subscriber(email="ada@example.org", at=earlier)
    make_subscription(subscriber=person, at=earlier)
    make_news(at=now)
    ask_to_subscribe(address="ada@example.org", kind="everything", language="en")
    workers_run()
    return person


def test_nothing_of_a_person_is_left_in_the_database(told):
    key, sealed = bytes(told.email_key), bytes(told.email_sealed)
    assert rows_with(key) == ["alerts_subscriber"]
    assert forget(address="Ada@example.org")
    assert rows_with(key) == ["audit_erasure"]  # to forget again after a restore
    assert rows_with(sealed) == []
    assert not Subscriber.objects.exists()
    assert not Subscription.objects.exists()
    assert not Confirmation.objects.exists()
    assert not Item.objects.exists()


def test_the_mails_made_for_a_person_lose_their_address(told):
    assert Message.objects.filter(envelope_sealed__isnull=False).count() == 2
    forget(address="ada@example.org")
    assert Message.objects.filter(envelope_sealed__isnull=False).count() == 0
    assert set(Message.objects.values_list("domain", flat=True)) == {""}


def test_a_mail_that_waits_is_not_sent_any_more(told, workers_run, now):
    from_before = len(workers_run())
    make_news(at=now)
    Message.objects.update(state=State.QUEUED)
    forget(address="ada@example.org")
    assert len(workers_run()) == from_before
    assert set(Message.objects.values_list("state", flat=True)) == {State.CANCELLED}


def test_how_many_were_told_stays(told):
    forget(address="ada@example.org")
    assert FanOut.objects.get().told == 1


def test_other_people_stay(told, now, earlier):
    make_subscription(subscriber=make_subscriber(email="bea@example.org", at=earlier), at=earlier)
    forget(address="ada@example.org")
    assert Subscriber.objects.count() == Subscription.objects.count() == 1


def test_forgetting_is_recorded_by_a_number_that_is_nobodys(told):
    forget(address="ada@example.org")
    event = Event.objects.get(verb="subscriber.forgotten")
    assert (event.object_id, event.details, event.public) == (str(told.pk), {}, False)


def test_an_unknown_address_is_not_forgotten(told):
    assert not forget(address="nobody@example.org")
    assert Subscriber.objects.count() == 1


def test_what_nobody_confirmed_is_erased_after_seven_days(now):
    make_confirmation(at=now - timedelta(days=7, seconds=1))
    make_confirmation(at=now - timedelta(days=7))
    assert forget_unconfirmed() == 1
    assert Subscriber.objects.count() == Subscription.objects.count() == 1


def test_asking_again_keeps_it_for_another_seven_days(now):
    old = make_confirmation(email="ada@example.org", at=now - timedelta(days=8))
    ask_to_subscribe(address="ada@example.org", kind="everything", language="en")
    assert forget_unconfirmed() == 0
    assert Subscription.objects.get().pk == old.subscription_id


def test_a_confirmed_person_stays_however_old_the_request(now):
    person = make_subscriber(at=now - timedelta(days=400))
    active = make_subscription(subscriber=person, at=now - timedelta(days=400))
    make_confirmation(subscription=active, at=now - timedelta(days=400))
    assert forget_unconfirmed() == 0
    assert Subscription.objects.get().is_active
    assert not Confirmation.objects.exists()


def test_who_ended_everything_is_erased_after_28_days(now):
    for days in (27, 29):
        at = now - timedelta(days=days)
        person = make_subscriber(at=at)
        make_subscription(subscriber=person, state=SubscriptionState.ENDED, at=at)
    assert forget_unconfirmed() == 1
    assert Subscriber.objects.get().created_at == now - timedelta(days=27)
