"""Services that fall, forget and freeze."""

from tests.faults.filling import queue, wake
from tests.faults.ground import Ground
from tests.faults.reckoning import Result, reckon

CHILDREN = 4


def flushall(ground: Ground) -> Result:
    """The broker forgets everything with 10,000 waiting; only the schedule is left to tell."""
    ground.senders.end_all()
    ids = queue(10_000)
    ground.wait(ground.valkey.waiting, seconds=5)
    ground.stack.pause(seconds=1)  # whoever rang for the last of them has been heard by now
    waited = ground.valkey.waiting()
    ground.valkey.flush()
    forgotten = ground.valkey.waiting()
    ground.senders.worker("worker", relay=ground.relay, concurrency=CHILDREN)
    ground.senders.scheduler()
    ground.senders.wait_for_worker("worker")
    for threshold in (2000, 5000):
        ground.wait(lambda least=threshold: ground.relay.count() > least, seconds=30)
        ground.valkey.flush()
    ground.wait_until_sent(seconds=120)
    result = reckon(ground, ids, kills=3)
    result.expect(waited and not forgotten, "there was nothing to forget")
    return result


def postgres(ground: Ground) -> Result:
    """Two immediate restarts of PostgreSQL in the middle of sending."""
    ground.senders.scheduler()
    ground.senders.worker("worker", relay=ground.relay, concurrency=CHILDREN)
    ids = queue(4000, quietly=True)
    ground.senders.wait_for_worker("worker")
    for threshold in (300, 1500):
        wake(times=CHILDREN)
        ground.wait(lambda least=threshold: ground.relay.count() > least, seconds=30)
        ground.postgres.crash()
        ground.postgres.start()
    ground.wait_until_sent()
    return reckon(ground, ids, kills=2, may_double=2 * CHILDREN)


def paused(ground: Ground) -> Result:
    """Staff pause a stream in the middle of sending, and let it go on later."""
    ground.senders.scheduler()
    ground.senders.worker("worker", relay=ground.relay, concurrency=CHILDREN)
    ids = queue(3000, quietly=True)
    ground.senders.wait_for_worker("worker")
    wake(times=2)
    ground.wait(lambda: ground.relay.count() > 500, seconds=30)
    ground.postgres.ask(
        "INSERT INTO outbox_pause (stream, reason, paused_at) VALUES ('bulk', 'tried', now())"
    )
    ground.wait(lambda: not _in_hand(ground), seconds=20)
    when_paused = ground.relay.count()
    urgent = queue(50, stream="transactional")
    ground.wait(lambda: ground.relay.count() >= when_paused + 50, seconds=20)
    wake(times=2)
    ground.stack.pause(seconds=1)
    sent_meanwhile = ground.relay.count() - when_paused
    ground.postgres.ask("DELETE FROM outbox_pause")
    wake(times=2)
    ground.wait_until_sent()
    result = reckon(ground, ids + urgent)
    result.expect(when_paused < len(ids), "all was sent before the pause")
    result.expect(sent_meanwhile == 50, f"{sent_meanwhile} were sent while 50 might be")
    return result


def _in_hand(ground: Ground) -> int:
    question = "SELECT count(*) FROM outbox_lease"
    return int(ground.postgres.ask_one(question))


FAULTS = {"flushall": flushall, "paused": paused, "postgres": postgres}
