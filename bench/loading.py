"""Ten minutes of a record day: people read, sign and confirm while workers judge, send and count.

Web server, worker, scheduler, database, mail sink and the visitors share the same two cores.
"""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench.ground import Ground, Measured
from bench.report import Row
from bench.signing import COUNTED_BEFORE, OPEN_PETITION

MINUTES = float(os.environ.get("MINUTES") or 10)
SIGNATURES = 35  # a second
PAGES = 300  # a second
CONFIRMED_AFTER = 20  # seconds
COUNTED_WITHIN = 60  # seconds after the last confirmation; a count comes every ten
PAGE_SECONDS, SIGN_SECONDS = 0.5, 1.0  # nineteen of twenty are answered sooner
MARK = 7
COUNT = "SELECT signature_total FROM campaigns_petition WHERE id = {petition}"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What became of one kind of request."""

    asked: int
    answered: int
    seconds: float
    median: float
    p95: float
    slowest: float

    @classmethod
    def of(cls, visitor: Measured, expected: str) -> "Heard":
        found = visitor.found()
        return cls(
            asked=found["errors"] + sum(found["statuses"].values()),
            answered=found["statuses"].get(expected, 0),
            seconds=found["ended"] - found["began"],
            median=found["median"],
            p95=found["p95"],
            slowest=found["slowest"],
        )


def rows(ground: Ground) -> Iterator[Row]:
    heard, counted = _load(ground)
    for name, rate, limit in (
        ("page", PAGES, PAGE_SECONDS),
        ("sign", SIGNATURES, SIGN_SECONDS),
        ("look", SIGNATURES, SIGN_SECONDS),
        ("confirm", SIGNATURES, SIGN_SECONDS),
    ):
        one = heard[name]
        answered = one.answered / one.seconds
        failed = one.asked - one.answered
        said = f"load, {name}"
        print(f"{said}: median {one.median:.3f} s, slowest {one.slowest:.3f} s", file=sys.stderr)
        yield Row(name=said, value=answered, unit="requests/s", floor=rate, goal=0.99)
        yield _at_most(f"{said}: 19 of 20 answered within", one.p95, "s", limit, goal=1)
        yield _at_most(f"{said}: errors", failed, "requests", one.asked, goal=0)
    confirmed = heard["confirm"].answered
    wrong = abs(confirmed - counted)
    yield _at_most("load: count wrong by", wrong, "signatures", confirmed, goal=0)


def _load(ground: Ground) -> tuple[dict[str, Heard], int]:
    """Return what was heard, and the count in the end."""
    [(petition, slug)] = ground.ask(OPEN_PETITION)
    ground.ask("TRUNCATE campaigns_signature, campaigns_tally CASCADE")
    ground.ask(COUNTED_BEFORE.format(petition=petition, number=0))
    number = round(MINUTES * 60 * SIGNATURES)
    file = ground.run("linker", "links", petition, number, MARK)["file"]
    server = ground.web("bench.settings")
    ground.start_workers()
    with ground.programs("visitor", number=4) as [reader, signer, looker, confirmer]:
        pages = round(MINUTES * 60 * PAGES)
        reader.begin("pages", server.port, f"/campaigns/{slug}/", pages, PAGES, "-")
        path = f"/campaigns/{slug}/sign/"
        signer.begin("signatures", server.port, path, number, SIGNATURES, MARK)
        time.sleep(CONFIRMED_AFTER)
        looker.begin("looks", server.port, file, number, SIGNATURES, "-")
        confirmer.begin("links", server.port, file, number, SIGNATURES, "-")
        heard = {
            "page": Heard.of(reader, "200"),
            "sign": Heard.of(signer, "303"),
            "look": Heard.of(looker, "200"),
            "confirm": Heard.of(confirmer, "200"),
        }
    return heard, _counted(ground, petition, heard["confirm"].answered)


def _counted(ground: Ground, petition: int, expected: int) -> int:
    """Return what the page says in the end: the total, once it is right or time is over."""
    ends = time.monotonic() + COUNTED_WITHIN
    while True:
        [(total,)] = ground.ask(COUNT.format(petition=petition))
        if total == expected or time.monotonic() > ends:
            return int(total)
        time.sleep(1)


def _at_most(name: str, value: float, unit: str, floor: float, *, goal: float) -> Row:
    return Row(name=name, value=value, unit=unit, floor=floor, goal=goal, less_is_better=True)
