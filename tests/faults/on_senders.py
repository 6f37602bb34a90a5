"""Workers that are killed, stopped and told to end."""

import random
import signal
import time
from collections.abc import Callable
from itertools import cycle

from tests.faults.filling import queue, queue_letters, wake
from tests.faults.ground import LEASE_SECONDS, Ground
from tests.faults.reckoning import Result, reckon
from tests.faults.senders import children_of, send

TICK = 0.4
CHILDREN = 4
LATE = "late-30-"  # the relay answers after 30 ms: there the harm is most likely to strike
VERY_LATE = "late-400-"  # there it strikes all but surely


def children(ground: Ground) -> Result:
    """kill -9 of a worker's child every 0.4 s while 8,000 mails are queued and sent."""
    ground.senders.scheduler()
    worker = ground.senders.worker("worker", relay=ground.relay, concurrency=2 * CHILDREN)
    ground.senders.wait_for_worker("worker")
    ids, kills = feed(ground, 8000, harm=lambda: kill_a_child(worker.pid), longer=20)
    ground.wait_until_sent()
    return reckon(ground, ids, kills=kills, may_double=kills)


def tree(ground: Ground) -> Result:
    """kill -9 of a worker with all its children, twice, and a new one in its place."""
    ground.senders.scheduler()
    ground.senders.worker("worker", relay=ground.relay, concurrency=CHILDREN)
    ids = queue(4000, quietly=True)
    for threshold in (300, 1500):
        ground.senders.wait_for_worker("worker")
        wake(times=CHILDREN)
        ground.wait(lambda least=threshold: ground.relay.count() > least, seconds=30)
        ground.senders.kill("worker")
        ground.senders.worker("worker", relay=ground.relay, concurrency=CHILDREN)
    ground.wait_until_sent()
    return reckon(ground, ids, kills=2, may_double=2 * CHILDREN)


def stopped(ground: Ground) -> Result:
    """SIGSTOP past the lease and SIGCONT, of two who wait for the relay's last answer."""
    ground.senders.scheduler()
    worker = ground.senders.worker("worker", relay=ground.relay, concurrency=CHILDREN)
    ground.senders.wait_for_worker("worker")
    ids = queue(96, stream="transactional", local=VERY_LATE, quietly=True)
    wake("transactional", times=CHILDREN)
    ground.wait(lambda: ground.relay.count() > 20, seconds=20)
    victims = [pid for pid in children_of(worker.pid) if send(pid, signal.SIGSTOP)][:2]
    for pid in set(children_of(worker.pid)) - set(victims):
        send(pid, signal.SIGCONT)
    ground.stack.pause(seconds=LEASE_SECONDS + 1)
    ground.wait_until_sent(seconds=30)
    before = ends(ground)
    for pid in victims:
        send(pid, signal.SIGCONT)
    ground.stack.pause(seconds=1.5)
    ground.wait_until_sent(seconds=30)
    after = ends(ground)
    result = reckon(ground, ids, kills=len(victims), may_double=len(victims))
    changed = sum(after[key] != value for key, value in before.items())
    result.expect(not changed, f"{changed} rows changed by a mark that came too late")
    return result


def sigterm(ground: Ground) -> Result:
    """SIGTERM to a worker or a pump every two seconds, and a new one in its place."""
    ground.senders.scheduler()
    start: dict[str, Callable[[], object]] = {
        "first": lambda: ground.senders.worker("first", relay=ground.relay, concurrency=2),
        "pump": lambda: ground.senders.pump("pump", "--forever", relay=ground.relay),
        "second": lambda: ground.senders.worker("second", relay=ground.relay, concurrency=2),
    }
    for begin in start.values():
        begin()
    ground.senders.wait_for_worker("first", "second")
    turns, ticks, ending = cycle(start), cycle(range(5)), []

    def roll() -> int:
        if next(ticks) != 4:
            return 0
        name = next(turns)
        ending.append(ground.senders.terminate(name))
        start[name]()
        return 1

    ids, ends_asked = feed(ground, 5000, harm=roll)
    ground.wait_until_sent()
    gone = ground.wait(lambda: all(one.poll() is not None for one in ending), seconds=60)
    result = reckon(ground, ids, kills=ends_asked)
    result.expect(gone, "a sender did not end within 60 s of SIGTERM")
    result.expect(
        all(one.poll() in (0, -signal.SIGTERM) for one in ending),
        f"ended with {[one.poll() for one in ending]}",
    )
    return result


def letters_killed(ground: Ground) -> Result:
    """kill -9 of the senders of letters: none goes twice, and none ends without a word."""
    worker = ground.senders.worker("worker", relay=ground.relay, concurrency=CHILDREN)
    ground.senders.wait_for_worker("worker")
    ids = queue_letters(300, local=LATE, quietly=True)
    kills = 0
    for _turn in range(25):
        wake("letter", times=CHILDREN)
        ground.stack.pause(seconds=TICK)
        kills += kill_a_child(worker.pid)
    ground.senders.kill("worker")
    ground.stack.pause(seconds=LEASE_SECONDS)
    ground.senders.pump_once("--stream", "letter", relay=ground.relay)
    result = reckon(ground, ids, kills=kills + 1, may_be_uncertain=kills + CHILDREN)
    result.expect(kills > 3, "too few kills to tell")
    return result


def poison(ground: Ground) -> Result:
    """A mail that kills whoever makes it: parked after its attempts, the others sent."""
    ground.senders.scheduler()
    ground.senders.worker("worker", relay=ground.relay, concurrency=2, harm="poison")
    first = queue(50, stream="transactional", quietly=True)
    queue(1, stream="transactional", local="poison", quietly=True)
    ids = first + queue(250, stream="transactional", quietly=True)
    ground.postgres.ask("UPDATE outbox_message SET max_attempts = 3")
    ground.senders.wait_for_worker("worker")
    deadline = time.monotonic() + 60
    while ground.unsent() and time.monotonic() < deadline:
        wake("transactional")
        ground.stack.pause(seconds=0.5)
    kills = ground.senders.log("worker").count("signal 9 (SIGKILL)")
    [(state, failure, attempts)] = ground.postgres.ask(
        "SELECT state, failure, attempts FROM outbox_message WHERE NOT message_id = ANY(%s)", ids
    )
    result = reckon(ground, ids, kills=attempts, may_double=attempts)
    result.messages += 1
    result.expect(state == "failed", f"the poison is {state} after {attempts} attempts")
    result.expect(failure == "vanished", f"its failure is {failure!r}")
    result.expect(kills, "nobody died of it")
    return result


def feed(
    ground: Ground, total: int, *, harm: Callable[[], int], longer: int = 0
) -> tuple[list[str], int]:
    """Queue portions of 200 and do harm, in turn; then harm for so many turns `longer` at most.

    Each portion rings for a worker, as people who sign do. Returns the Message-IDs and the sum of
    what `harm` returned.
    """
    ids: list[str] = []
    done = 0
    while len(ids) < total or (longer and ground.unsent() > total // 20):
        began = time.monotonic()
        if len(ids) < total:
            ids += queue(200, stream="transactional")
        else:
            longer -= 1
            wake("transactional")
        ground.stack.pause(seconds=max(0.01, TICK - (time.monotonic() - began)))
        done += harm()
    return ids, done


def kill_a_child(pid: int) -> int:
    """kill -9 one of its children. Returns how many were killed: 1, or 0 if there are none."""
    victims = children_of(pid)
    return int(bool(victims) and send(random.choice(victims), signal.SIGKILL))


def ends(ground: Ground) -> dict[str, tuple[object, ...]]:
    """What the rows say that have come to their end."""
    rows = ground.postgres.ask(
        "SELECT message_id, state, attempts, available_at, sent_at, last_error"
        " FROM outbox_message WHERE state <> 'queued'"
    )
    return {row[0]: row[1:] for row in rows}


SERVED = {"stopped": stopped, "tree": tree}
FAULTS = {
    "letters_killed": letters_killed,
    "children": children,
    "sigterm": sigterm,
    "poison": poison,
}
