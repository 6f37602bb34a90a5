"""What a killed process, a late commit and two workers at once must not do to the alerts."""

import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from alerts.models import FanOut, Item, ItemState
from alerts.services import change_subscription, end_subscriptions, fan_out, send_digests
from alerts.services.clocks import set_clocks
from audit.models import Event
from outbox.models import Message, State
from tests.factories.alerts import make_news, make_subscriber, make_subscription
from tests.factories.briefs import make_brief

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def dies_after(rows: int, *, table: str):
    """Make PostgreSQL break off the transaction that inserts one row more than that."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            CREATE SEQUENCE rows_so_far;
            CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('rows_so_far') > {rows} THEN RAISE EXCEPTION 'killed'; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER dies BEFORE INSERT ON {table}
                FOR EACH ROW EXECUTE FUNCTION break_off();
            """
        )
    try:
        with pytest.raises(DatabaseError, match="killed"):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DROP TRIGGER dies ON {table}; DROP FUNCTION break_off; DROP SEQUENCE rows_so_far"
            )


def in_a_thread(deed):
    """Run `deed` on a connection of its own; close it afterwards."""

    def run():
        try:
            deed()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.fixture
def followers(earlier):
    return [
        make_subscription(subscriber=make_subscriber(at=earlier), at=earlier) for _each in range(10)
    ]


def everybody_has_one(followers) -> bool:
    told = Item.objects.filter(state=ItemState.TOLD).values_list("subscriber", flat=True)
    return sorted(told) == sorted(each.subscriber_id for each in followers)


def test_killed_while_writing_the_ledger_it_goes_on_where_it_stopped(now, followers):
    make_news(at=now)
    with dies_after(5, table="alerts_item"):
        fan_out(ledger_batch=2)
    assert Item.objects.count() == 4, "the batch in hand is rolled back, those before are kept"
    assert FanOut.objects.get().told == 4
    assert fan_out(ledger_batch=2) == 10
    assert everybody_has_one(followers)
    assert FanOut.objects.get().told == Message.objects.count() == 10


def test_killed_while_making_mails_it_makes_each_once(now, followers):
    make_news(at=now)
    with dies_after(5, table="outbox_message"):
        fan_out(mail_batch=3)
    assert Message.objects.count() == 3
    assert fan_out(mail_batch=3) == 7
    assert everybody_has_one(followers)
    assert Message.objects.count() == 10


def test_an_event_that_is_committed_late_is_not_skipped(now, followers):
    """Numbers are given when a row is written; it can appear after one with a higher number."""
    first, second = make_brief(at=now), make_brief(at=now)
    written, may_commit = threading.Event(), threading.Event()

    @transaction.atomic
    def publish_slowly():
        make_news(target=first, at=now)
        written.set()
        assert may_commit.wait(10)

    slow = in_a_thread(publish_slowly)
    assert written.wait(10)
    make_news(target=second, at=now)
    assert fan_out() == 10
    may_commit.set()
    slow.join()
    late, early = Event.objects.order_by("pk").filter(verb="brief.published")
    assert (late.object_id, early.object_id) == (str(first.pk), str(second.pk))
    assert fan_out() == 10
    assert Item.objects.filter(event=late).count() == 10


def test_two_workers_at_once_tell_everybody_once(now, followers):
    make_news(at=now)
    make_news(at=now)
    start = threading.Barrier(3)

    def work():
        start.wait(10)
        fan_out(ledger_batch=1, mail_batch=1)

    workers = [in_a_thread(work) for _each in range(3)]
    for worker in workers:
        worker.join()
    fan_out()
    assert Item.objects.filter(state=ItemState.TOLD).count() == 20
    assert Message.objects.count() == 20
    assert sorted(FanOut.objects.values_list("told", flat=True)) == [10, 10]


def test_ending_waits_for_the_mail_that_is_being_made_and_withdraws_it(now, earlier):
    person = make_subscriber(at=earlier)
    subscription = make_subscription(subscriber=person, at=earlier)
    make_news(at=now)
    ended = threading.Event()

    def end():
        end_subscriptions(subscriber=person, only=[subscription.pk])
        ended.set()

    with transaction.atomic():
        assert fan_out() == 1
        Message.objects.update(available_at=now + timedelta(hours=1))
        ending = in_a_thread(end)
        assert not ended.wait(0.3), "it waits for the lock on the person"
    ending.join()
    assert Message.objects.get().state == State.CANCELLED


def give_everybody(cadence, followers):
    for subscription in followers:
        subscription.cadence = cadence
        subscription.save()
        set_clocks(subscriber=subscription.subscriber, at=subscription.asked_at)


def test_two_schedulers_at_once_make_one_digest_each(now, followers):
    """F12: and a third that comes late makes none."""
    give_everybody("daily", followers)
    make_news(at=now)
    fan_out()
    due = now + timedelta(days=1)
    start = threading.Barrier(3)

    def work():
        start.wait(10)
        send_digests(at=due, batch=2)

    workers = [in_a_thread(work) for _each in range(3)]
    for worker in workers:
        worker.join()
    assert send_digests(at=due) == 0
    assert everybody_has_one(followers)
    assert Message.objects.count() == 10


def test_killed_while_making_digests_it_makes_each_once(now, followers):
    """F12: what a killed process had in hand is as it was, and is made by the next."""
    give_everybody("weekly", followers)
    make_news(at=now)
    fan_out()
    due = now + timedelta(days=7)
    with dies_after(5, table="outbox_message"):
        send_digests(at=due, batch=3)
    assert Message.objects.count() == 3
    assert send_digests(at=due, batch=3) == 7
    assert everybody_has_one(followers)


def test_who_leaves_a_rhythm_while_the_ledger_is_written_still_gets_what_it_says(now, earlier):
    """The item was noted as daily by a statement that had not seen the change yet."""
    subscription = make_subscription(
        subscriber=make_subscriber(at=earlier), cadence="daily", at=earlier
    )
    make_news(at=now)
    changed, may_commit = threading.Event(), threading.Event()

    @transaction.atomic
    def change():
        change_subscription(
            subscriber=subscription.subscriber,
            subscription=subscription,
            cadence="at_once",
            kinds=["briefs"],
            at=now,
        )
        changed.set()
        assert may_commit.wait(10)

    changing = in_a_thread(change)
    assert changed.wait(10)
    noting = in_a_thread(fan_out)
    noting.join(0.3)
    assert noting.is_alive(), "the ledger waits for the lock on the person"
    may_commit.set()
    changing.join()
    noting.join()
    item = Item.objects.select_related("subscriber").get()
    assert (item.cadence, item.state) == ("daily", ItemState.PENDING)
    assert item.subscriber.next_daily_at is not None
    assert send_digests(at=now + timedelta(days=1)) == 1
