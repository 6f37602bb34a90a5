"""Alerts: an event for a hundred thousand, and two schedulers at the hour of the digest."""

import signal

from tests.faults.filling import queue, wake
from tests.faults.following import daily_items, make_event, make_followers, run_task
from tests.faults.ground import Ground
from tests.faults.on_people import queued
from tests.faults.reckoning import Result, reckon
from tests.faults.senders import children_of, send

FOLLOWERS = 100_000
KILLED_AT = 35_000  # the ledger is written in steps of 5,000: within the next, up to 40,000
DIGESTS = 300


def fan_out(ground: Ground) -> Result:
    """kill -9 of the fan-out between 35,000 and 40,000 of 100,000, and again among the mails."""
    make_followers(FOLLOWERS)
    event = make_event()
    worker = ground.senders.worker("worker", relay=ground.relay, concurrency=4)
    ground.senders.wait_for_worker("worker")
    run_task("alerts.tasks.fan_out")
    ground.wait(lambda: items(ground, event) >= KILLED_AT, seconds=60)
    kills = sum(send(pid, signal.SIGKILL) for pid in children_of(worker.pid))
    killed_at = items(ground, event)
    ground.wait(lambda: _is_noted(ground, event), seconds=60)
    ground.wait(lambda: messages(ground) > 1000, seconds=60)
    kills += sum(send(pid, signal.SIGKILL) for pid in children_of(worker.pid))
    ground.senders.kill("worker")
    result = Result(messages=FOLLOWERS, kills=kills)
    written = items(ground, event)
    people = ground.postgres.ask_one(
        "SELECT count(DISTINCT subscriber_id) FROM alerts_item WHERE event_id = %s", event
    )
    result.lost = FOLLOWERS - people
    result.doubled = written - people
    told = ground.postgres.ask_one("SELECT told FROM alerts_fanout WHERE event_id = %s", event)
    result.expect(KILLED_AT <= killed_at < FOLLOWERS, f"killed at {killed_at} of {FOLLOWERS}")
    result.expect(told == FOLLOWERS, f"it counted {told}")
    in_mails, mails = ground.postgres.ask_one(
        "SELECT ROW(count(*), count(DISTINCT message_id)) FROM alerts_item"
        " WHERE message_id IS NOT NULL"
    )
    made = messages(ground)
    result.expect(
        int(in_mails) == int(mails) == made, f"{in_mails} told in {mails} mails of {made}"
    )
    return result


def two_schedulers(ground: Ground) -> Result:
    """Two schedulers, and at the hour of the digest both ring at once: everybody gets one mail."""
    daily_items(DIGESTS, events=2)
    ground.senders.worker("worker", relay=ground.relay, concurrency=4)
    for name in ("scheduler", "second"):
        ground.senders.scheduler(name)
    ids = queue(1000, quietly=True)
    ground.senders.wait_for_worker("worker")
    run_task("alerts.tasks.send_digests", times=4)
    wake(times=4)
    ground.wait(lambda: messages(ground) >= len(ids) + DIGESTS, seconds=30)
    run_task("alerts.tasks.send_digests", times=2)
    ground.wait_until_sent(seconds=30)
    every = queued(ground)
    result = reckon(ground, every)
    result.lost += max(0, len(ids) + DIGESTS - len(every))
    result.doubled += max(0, len(every) - len(ids) - DIGESTS)
    left = ground.postgres.ask_one("SELECT count(*) FROM alerts_item WHERE state <> 'told'")
    result.expect(not left, f"{left} items are in no digest")
    return result


def _is_noted(ground: Ground, event: int) -> bool:
    """Whether everybody is in the ledger. What a scheduler does meanwhile is done here."""
    run_task("alerts.tasks.fan_out")
    ground.stack.pause(seconds=0.5)
    question = "SELECT finished_at IS NOT NULL FROM alerts_fanout WHERE event_id = %s"
    return bool(ground.postgres.ask_one(question, event))


def items(ground: Ground, event: int) -> int:
    question = "SELECT count(*) FROM alerts_item WHERE event_id = %s"
    return int(ground.postgres.ask_one(question, event))


def messages(ground: Ground) -> int:
    return int(ground.postgres.ask_one("SELECT count(*) FROM outbox_message"))


FAULTS = {"two_schedulers": two_schedulers, "fan_out": fan_out}
