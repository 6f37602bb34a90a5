"""Workers and scheduler in one process, without a broker."""

import logging
import os
import signal
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from core.stopping import Stopping
from outbox import wakeup
from outbox.models import State, Stream
from r2p_site import rota
from r2p_site.celery import SCHEDULE, app
from r2p_site.rota import Rota
from tests.factories.outbox import make_letter

on_the_database = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    wakeup._is_quiet.clear()
    for name in [name for name in app.tasks if name.startswith("tests.")]:
        app.tasks.unregister(name)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three tasks of which the middle one fails, and the order in which they were done."""
    order: list[str] = []

    @app.task(name="tests.first")
    def first() -> None:
        order.append("first")

    @app.task(name="tests.broken")
    def broken() -> None:
        order.append("broken")
        raise ValueError("ana@example.org is in no list")

    @app.task(name="tests.last")
    def last() -> None:
        order.append("last")

    names = ("first", "broken", "last")
    monkeypatch.setattr(rota, "SCHEDULE", {name: (f"tests.{name}", 60, {}) for name in names})
    return order


def test_every_entry_of_the_schedule_is_a_task_that_can_be_run_here() -> None:
    Rota(Stopping())

    assert {task for task, _seconds, _arguments in SCHEDULE.values()} <= set(app.tasks)


@on_the_database
def test_it_does_all_that_the_schedule_says_and_sends_the_mail(mailoutbox: list[Any]) -> None:
    letter = make_letter()

    call_command("work", "--once")

    letter.refresh_from_db()
    assert letter.state == State.SENT
    assert len(mailoutbox) == 1


def test_a_task_that_fails_does_not_stop_the_others(
    done: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(CommandError, match="Failed: broken"):
        call_command("work", "--once")

    assert done == ["first", "broken", "last"]
    assert "broken failed: ValueError in test_rota.py" in caplog.text
    assert "ana@example.org" not in caplog.text


def test_each_comes_again_after_its_interval_and_the_longest_due_first(
    monkeypatch: pytest.MonkeyPatch, done: list[str]
) -> None:
    now = [1000.0]
    monkeypatch.setattr("r2p_site.rota.time.monotonic", lambda: now[0])
    schedule = {"first": ("tests.first", 10, {}), "last": ("tests.last", 25, {})}
    rounds = Rota(Stopping(), schedule=schedule)

    for seconds in (0, 0, 10, 10, 10, 10):
        now[0] += seconds
        rounds.next()

    assert done == ["first", "last", "first", "first", "last", "first"]


def test_being_told_to_end_it_ends_after_the_task_at_hand(
    monkeypatch: pytest.MonkeyPatch, done: list[str]
) -> None:
    @app.task(name="tests.told")
    def told() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        done.append("told, and finished")

    names = ("first", "told", "last")
    monkeypatch.setattr(rota, "SCHEDULE", {name: (f"tests.{name}", 60, {}) for name in names})

    call_command("work")

    assert done == ["first", "told, and finished"]


def test_a_database_that_is_away_is_waited_for_and_the_task_done_then(
    monkeypatch: pytest.MonkeyPatch, done: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    attempts = iter([True, True])
    answers = iter([False, False, False, True])
    naps: list[float] = []

    @app.task(name="tests.needs")
    def needs() -> None:
        if next(attempts, False):
            raise OperationalError("the connection is lost")
        done.append("needs")

    stopping = Stopping()
    monkeypatch.setattr(stopping, "nap", naps.append)
    monkeypatch.setattr("r2p_site.rota._answers", lambda: next(answers, True))
    rounds = Rota(stopping, schedule={"needs": ("tests.needs", 60, {})})

    for _turn in range(3):
        rounds.next()

    assert naps == [1, 2, 4]
    assert "The database is back." in caplog.text
    assert done == ["needs"]  # once it failed while the database answered: its own fault
    assert not rounds.failed


def test_nobody_is_rung_for_in_this_process() -> None:
    Rota(Stopping())
    rung: list[str] = []
    bell = wakeup._bell(Stream.LETTER)
    bell.ring = lambda: rung.append("rung")  # type: ignore[method-assign]  # because it is a spy
    app.conf.task_always_eager = False
    try:
        wakeup.wake("letter")
        wakeup._is_quiet.clear()
        wakeup.wake("letter")
    finally:
        app.conf.task_always_eager = True
        del bell.ring

    assert rung == ["rung"]


@on_the_database
def test_without_the_private_key_it_says_what_is_missing(settings: Any) -> None:
    settings.SEALING_PRIVATE_KEY = ""

    with pytest.raises(CommandError, match="SEALING_PRIVATE_KEY"):
        call_command("work", "--once", stderr=StringIO())
