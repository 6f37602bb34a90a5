"""Outbox, durable: messages a second, beside as many processes that send pre-built bytes."""

from collections.abc import Iterator
from statistics import median

from bench.ground import Ground, Measured, together
from bench.report import Row

MESSAGES = 3000
RUNS = 3
WORKERS = (1, 2, 4)
GOAL = 0.5  # of the floor, for each worker


def rows(ground: Ground) -> Iterator[Row]:
    measured: dict[tuple[str, int], list[float]] = {}
    with ground.programs("filler") as [filler], ground.programs("sender", number=4) as senders:
        for _run in range(RUNS):
            for workers in WORKERS:
                together([filler], "fill", MESSAGES)
                ground.settle()
                chosen = senders[:workers]
                measured.setdefault(("floor", workers), []).append(_floor(chosen))
                measured.setdefault(("ours", workers), []).append(_ours(ground, chosen))
    for workers in WORKERS:
        yield Row(
            name=f"outbox, durable, {workers} worker{'s' if workers > 1 else ''}",
            value=median(measured["ours", workers]),
            unit="messages/s",
            floor=median(measured["floor", workers]),
            goal=GOAL,
        )


def _floor(senders: list[Measured]) -> float:
    return _rate(together(senders, "floor", MESSAGES // len(senders)))


def _ours(ground: Ground, senders: list[Measured]) -> float:
    rate = _rate(together(senders, "ours"))
    left = ground.ask("SELECT count(*) FROM outbox_message WHERE state <> 'sent'")
    if left != [(0,)]:
        raise RuntimeError(f"{left[0][0]} messages were not sent.")
    return rate


def _rate(found: list[dict[str, float]]) -> float:
    began = min(facts["began"] for facts in found)
    ended = max(facts["ended"] for facts in found)
    return MESSAGES / (ended - began)
