"""Processes of their own: a pause outlives them; broker, relay or database are away."""

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.db import connection

from outbox.models import Message, State
from outbox.services import pause, resume
from tests.factories.outbox import make_letter, make_message

from . import processes
from .conftest import NOTICE, Relay
from .test_faults import nobody_told

pytestmark = pytest.mark.django_db(transaction=True)

NOBODY_THERE = "1"  # a port at which nobody listens
PATIENCE = 40  # seconds that a process may take on a machine that has other work

Started = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(relay: Relay) -> Iterator[Started]:
    """Start a command of manage.py as a process of its own, with the relay of the test."""
    started = []

    def run(*arguments: str, **environment: str) -> subprocess.Popen[str]:
        relay_of = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(relay.port)}
        process = processes.start("manage.py", *arguments, **{**relay_of, **environment})
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        with process:
            pass


def said(process: subprocess.Popen[str]) -> str:
    """Wait for its end, and return what it wrote."""
    words, _errors = process.communicate(timeout=PATIENCE)
    return words


def wait_for(what: Callable[[], object]) -> None:
    ends = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < ends, "It did not happen."
        time.sleep(0.05)


def test_a_paused_stream_stays_paused_over_restarts(relay: Relay, start: Started) -> None:
    with nobody_told():
        message, letter = make_message(template=NOTICE), make_letter()
    pause(stream="transactional", reason="Wrong link.", actor=None)

    for _restart in range(2):
        process = start("mailpump", "--once")
        assert "transactional 0" in said(process)
        assert process.returncode == 0
    assert relay.message_ids == [letter.message_id]

    with nobody_told():
        resume(stream="transactional", actor=None)
    assert "Sent: transactional 1, bulk 0, letter 0." in said(start("mailpump"))
    assert relay.message_ids == [letter.message_id, message.message_id]


def test_all_is_done_without_a_broker_and_the_end_is_clean(relay: Relay, start: Started) -> None:
    with nobody_told():
        messages = [make_message(template=NOTICE) for _number in range(5)]
    worker = start("work", REDIS_URL=f"redis://127.0.0.1:{NOBODY_THERE}/0")

    wait_for(lambda: len(relay.received) == 5)
    with nobody_told():
        messages.append(make_message(template=NOTICE))
    wait_for(lambda: len(relay.received) == 6)
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=PATIENCE) == 0
    assert relay.message_ids == [message.message_id for message in messages]
    wait_for(lambda: Message.objects.filter(state=State.SENT).count() == 6)


def test_a_worker_whose_connections_are_cut_goes_on(relay: Relay, start: Started) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (before,) = cursor.fetchone()
    with nobody_told():
        make_message(template=NOTICE)
    pump = start("mailpump", "--forever")
    wait_for(lambda: len(relay.received) == 1)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_start > %s",
            [before],
        )
        (cut,) = cursor.fetchone()
    with nobody_told():
        make_message(template=NOTICE)
    wait_for(lambda: len(relay.received) == 2)
    pump.send_signal(signal.SIGTERM)

    assert cut >= 1
    assert "transactional 2" in said(pump)
    assert pump.returncode == 0


def test_a_database_that_is_away_is_told_by_the_status(start: Started) -> None:
    pump = start("mailpump", DATABASE_URL=f"postgres://nobody@127.0.0.1:{NOBODY_THERE}/none")

    assert "Sent: transactional 0" in said(pump)
    assert pump.returncode == 3


def test_work_that_finds_no_database_asks_again_and_waits(start: Started) -> None:
    asked: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=_shut, args=(door, asked), daemon=True).start()
        port = door.getsockname()[1]
        worker = start("work", DATABASE_URL=f"postgres://nobody@127.0.0.1:{port}/none")

        wait_for(lambda: len(asked) > 3)
        assert worker.poll() is None
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=PATIENCE) == 0


def _shut(door: socket.socket, asked: list[object]) -> None:
    """Open to everybody who knocks, and shut at once."""
    with suppress(OSError):
        while True:
            caller, address = door.accept()
            asked.append(address)
            caller.close()


def test_a_relay_that_is_away_is_told_by_the_status(start: Started) -> None:
    with nobody_told():
        make_message(template=NOTICE)

    pump = start("mailpump", SMTP_PORT=NOBODY_THERE)

    assert "transactional 0" in said(pump)
    assert pump.returncode == 4
    assert Message.objects.get().state == State.QUEUED
