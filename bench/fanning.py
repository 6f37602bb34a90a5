"""One event for 100,000 people: how long until each has a mail in the queue, in how much memory."""

from collections.abc import Iterator

from bench.ground import Ground
from bench.report import Row

MANY = 100_000
FEW = 10_000
SECONDS = 60
GROWTH = 1.2  # memory with many, of memory with few: flat


def rows(ground: Ground) -> Iterator[Row]:
    few = _fan_out(ground, FEW)
    many = _fan_out(ground, MANY)
    yield Row(
        name=f"fan-out of one event to {MANY:,} people",
        value=many["seconds"],
        unit="s",
        floor=SECONDS,
        goal=1,
        less_is_better=True,
    )
    yield Row(
        name=f"fan-out, peak memory, beside {FEW:,} people",
        value=many["megabytes"],
        unit="MB",
        floor=few["megabytes"],
        goal=GROWTH,
        less_is_better=True,
    )


def _fan_out(ground: Ground, people: int) -> dict[str, float]:
    ground.clean()
    ground.run("crowd", "gather", people)
    ground.settle()
    facts: dict[str, float] = ground.run("teller", "publish_and_tell")
    told = ground.ask("SELECT count(*), count(DISTINCT subscriber_id) FROM alerts_item")
    queued = ground.ask("SELECT count(*), count(DISTINCT dedup_key) FROM outbox_message")
    if told != [(people, people)] or queued != told:
        raise RuntimeError(f"{people} people, {told} in the ledger, {queued} mails.")
    return facts
