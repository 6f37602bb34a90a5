"""One event for 100,000 people: how long until each has a mail in the queue, in how much memory."""

from collections.abc import Iterator

from bench.ground import Ground, together
from bench.report import Row

MANY = 100_000
FEW = 10_000
SECONDS = 60
SHIPPED = 2  # processes of the worker in docker-compose.yml
GROWTH = 1.2  # memory with many, of memory with few: flat


def rows(ground: Ground) -> Iterator[Row]:
    few = _fan_out(ground, FEW, processes=1)
    for processes in (1, SHIPPED):
        many = _fan_out(ground, MANY, processes=processes)
        by = "1 process" if processes == 1 else f"{processes} processes, as shipped"
        yield Row(
            name=f"fan-out of one event to {MANY:,} people, {by}",
            value=many["seconds"],
            unit="s",
            floor=SECONDS,
            goal=1,
            less_is_better=True,
        )
        yield Row(
            name=f"its peak memory, beside {FEW:,} people",
            value=many["megabytes"],
            unit="MB",
            floor=few["megabytes"],
            goal=GROWTH,
            less_is_better=True,
        )


def _fan_out(ground: Ground, people: int, *, processes: int) -> dict[str, float]:
    ground.clean()
    ground.run("crowd", "gather", people)
    ground.settle()
    with ground.programs("teller", number=processes) as tellers:
        together(tellers[:1], "publish")
        found = together(tellers, "tell", people)
    told = ground.ask("SELECT count(*), count(DISTINCT subscriber_id) FROM alerts_item")
    queued = ground.ask("SELECT count(*), count(DISTINCT dedup_key) FROM outbox_message")
    if told != [(people, people)] or queued != told:
        raise RuntimeError(f"{people} people, {told} in the ledger, {queued} mails.")
    ended = max(facts["ended"] for facts in found)
    return {
        "seconds": ended - min(facts["began"] for facts in found),
        "megabytes": max(facts["megabytes"] for facts in found),
    }
