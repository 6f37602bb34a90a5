"""Outbox, durable: messages a second, beside as many processes that send pre-built bytes."""

from collections.abc import Iterator
from statistics import median

from bench.ground import Ground, run_together
from bench.report import Row

MESSAGES = 4000
RUNS = 3
WORKERS = (1, 2, 4)
GOAL = 0.5  # of the floor, for each worker


def rows(ground: Ground) -> Iterator[Row]:
    measured: dict[tuple[str, int], list[float]] = {}
    for _run in range(RUNS):
        for workers in WORKERS:
            ground.run("filler", MESSAGES)
            ground.settle()
            measured.setdefault(("floor", workers), []).append(_floor(ground, workers))
            measured.setdefault(("ours", workers), []).append(_ours(ground, workers))
    for workers in WORKERS:
        yield Row(
            name=f"outbox, durable, {workers} worker{'s' if workers > 1 else ''}",
            value=median(measured["ours", workers]),
            unit="messages/s",
            floor=median(measured["floor", workers]),
            goal=GOAL,
        )


def _floor(ground: Ground, workers: int) -> float:
    each = MESSAGES // workers
    return _rate(run_together([ground.start("sender", "floor", each) for _ in range(workers)]))


def _ours(ground: Ground, workers: int) -> float:
    rate = _rate(run_together([ground.start("sender", "ours") for _ in range(workers)]))
    left = ground.ask("SELECT count(*) FROM outbox_message WHERE state <> 'sent'")
    if left != [(0,)]:
        raise RuntimeError(f"{left[0][0]} messages were not sent.")
    return rate


def _rate(found: list[dict[str, float]]) -> float:
    began = min(facts["began"] for facts in found)
    ended = max(facts["ended"] for facts in found)
    return MESSAGES / (ended - began)
