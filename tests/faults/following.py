"""Many who follow everything, and news for them."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from alerts.models import Cadence, Subscriber, Subscription
from alerts.services import fan_out
from r2p_site.celery import app
from tests.factories.alerts import make_news, make_subscriber, make_subscription

EARLIER = timedelta(days=3)


def make_followers(number: int, **more: Any) -> None:
    """So many people who confirmed days ago. One through the models, the others like that one."""
    at = timezone.now() - EARLIER
    person = make_subscriber(at=at)
    subscription = make_subscription(subscriber=person, at=at, **more)
    # Numbers are given in order and nobody else writes, so the n-th copy is n behind the first.
    _copies(Subscriber, person.pk, number - 1, email_key="sha256(number::text::bytea)")
    _copies(Subscription, subscription.pk, number - 1, subscriber_id="one.subscriber_id + number")


def make_event() -> int:
    """Something became public just now. Returns the number of the event."""
    return int(make_news(at=timezone.now()).pk)


def daily_items(people: int, *, events: int) -> None:
    """So many whose daily digest is due, each with so many events in it."""
    make_followers(people, cadence=Cadence.DAILY)
    for _each in range(events):
        make_event()
    fan_out()
    Subscriber.objects.update(next_daily_at=timezone.now() - timedelta(minutes=1))


def run_task(name: str, *, times: int = 1) -> None:
    """What a scheduler does."""
    for _each in range(times):
        app.send_task(name)


def _copies(model: Any, pk: int, number: int, **own: str) -> None:
    """Insert copies of a row with SQL, since a hundred thousand of them are wanted in seconds.

    `own` gives an expression for columns that differ, in which `number` counts from 1.
    """
    table = model._meta.db_table
    names = [column.column for column in model._meta.concrete_fields if column.column != "id"]
    values = ", ".join(own.get(name, f"one.{name}") for name in names)
    columns = ", ".join(names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values}"  # noqa: S608 - our own names
            f" FROM {table} one, generate_series(1, %s) AS number WHERE one.id = %s"
            f" ORDER BY number",
            [number, pk],
        )
