"""Answers kept in memory for a moment: made once, never for too long, by one thread at a time."""

import threading

import pytest

from core.shelf import Shelf


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_what_is_kept_is_made_once_until_its_moment_is_over(clock):
    shelf, calls = Shelf(), []
    for later, expected in ((0, 1), (0.9, 1), (0.2, 2)):
        clock.now += later
        shelf.take("a", lambda: calls.append(1), seconds=1, clock=clock)
        assert len(calls) == expected


def test_each_key_has_its_own(clock):
    shelf = Shelf()
    assert shelf.take("a", lambda: 1, seconds=1, clock=clock) == 1
    assert shelf.take("b", lambda: 2, seconds=1, clock=clock) == 2
    assert shelf.take("a", lambda: 3, seconds=1, clock=clock) == 1


def test_with_no_seconds_nothing_is_kept(clock):
    shelf = Shelf()
    assert shelf.take("a", lambda: 1, seconds=0, clock=clock) == 1
    assert shelf.take("a", lambda: 2, seconds=0, clock=clock) == 2


def test_what_goes_wrong_goes_through_and_is_not_kept(clock):
    shelf = Shelf()
    with pytest.raises(ZeroDivisionError):
        shelf.take("a", lambda: 1 // 0, seconds=1, clock=clock)
    assert shelf.take("a", lambda: 2, seconds=1, clock=clock) == 2


def test_it_holds_no_more_than_so_many(clock):
    shelf = Shelf(most=2)
    for key in "abc":
        shelf.take(key, lambda: 1, seconds=1, clock=clock)
    assert shelf.take("a", lambda: 2, seconds=1, clock=clock) == 2
    assert shelf.take("c", lambda: 2, seconds=1, clock=clock) == 1


def test_while_one_thread_makes_it_anew_the_others_get_the_old_one(clock):
    shelf = Shelf()
    shelf.take("a", lambda: "old", seconds=1, clock=clock)
    clock.now += 5
    begun, go_on = threading.Event(), threading.Event()

    def slowly():
        begun.set()
        assert go_on.wait(10)
        return "new"

    maker = threading.Thread(
        target=shelf.take, args=("a", slowly), kwargs={"seconds": 1, "clock": clock}
    )
    maker.start()
    assert begun.wait(10)
    assert shelf.take("a", lambda: "second", seconds=1, clock=clock) == "old"
    go_on.set()
    maker.join(10)
    assert shelf.take("a", lambda: "second", seconds=1, clock=clock) == "new"


def test_where_there_is_no_old_one_they_wait_and_it_is_made_once(clock):
    shelf, calls = Shelf(), []
    start = threading.Barrier(6)

    def ask():
        start.wait(10)
        shelf.take("a", lambda: calls.append(1) or "made", seconds=1, clock=clock)

    threads = [threading.Thread(target=ask) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert calls == [1]
