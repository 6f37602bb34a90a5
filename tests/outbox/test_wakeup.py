"""Telling a worker costs the person who signs nothing, whatever the broker does."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from redis import Redis

from outbox.models import Message

from . import processes

pytestmark = pytest.mark.django_db(transaction=True)

SIGN_UPS = 100
SIGN_UP = f"""
import time, django
django.setup()
from outbox.services import enqueue_letter
def sign_up(number):
    began = time.monotonic()
    enqueue_letter(to="a@example.org", subject="s", body="b", from_name="n", dedup_key=str(number))
    return time.monotonic() - began
sign_up(0)  # connects to the database
slowest = 0
for number in range(1, {SIGN_UPS}):
    slowest = max(slowest, sign_up(number))
    if slowest > 5:
        break
print(slowest, flush=True)
input()
"""


@pytest.fixture
def deaf_port() -> Iterator[int]:
    """A port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@contextmanager
def sign_ups(broker: str) -> Iterator[float]:
    """A process that took sign-ups and lives on; yields the seconds that the slowest took."""
    with processes.start("-c", SIGN_UP, REDIS_URL=broker) as process:
        yield float(process.stdout.readline())
        process.communicate("\n", timeout=60)


def test_a_broker_that_is_down_neither_fails_nor_slows_a_sign_up() -> None:
    with sign_ups("redis://127.0.0.1:9/0") as slowest:
        assert slowest < 2  # kombu by itself takes four and more
    assert Message.objects.count() == SIGN_UPS


def test_a_broker_that_hangs_neither_fails_nor_slows_a_sign_up(deaf_port: int) -> None:
    with sign_ups(f"redis://127.0.0.1:{deaf_port}/0") as slowest:
        assert slowest < 2  # kombu by itself takes four and more
    assert Message.objects.count() == SIGN_UPS


def test_a_rush_of_sign_ups_becomes_a_few_wake_ups() -> None:
    deadline = time.monotonic() + 30
    with Redis.from_url(settings.REDIS_URL) as broker, sign_ups(settings.REDIS_URL):
        while not broker.llen("queue:mail") and time.monotonic() < deadline:
            time.sleep(0.05)
        assert 1 <= broker.llen("queue:mail") < SIGN_UPS / 2
