"""A list of 1,000,000 signatures: how long it takes to write, and in how much memory.

`COUNT=20000 make bench ONLY=export` takes fewer. Everybody agreed to be named, which is the worst
case: whoever did not is not even unsealed. The volumes to print are another step and not in it.
"""

import os
from collections.abc import Iterator

from bench.ground import Ground
from bench.report import Row

COUNT = int(os.environ.get("COUNT", "1_000_000"))
SLOWER = 2  # times a bare loop that reads the same rows and opens the same seals
MEGABYTES = 200


def rows(ground: Ground) -> Iterator[Row]:
    petition = ground.run("exporter", "fill", COUNT)["petition"]
    ground.settle()
    bare = ground.run("exporter", "bare", petition)
    found = ground.run("exporter", "export", petition)
    ground.run("exporter", "drop", petition)
    if not found["signatures"] == bare["signatures"] >= COUNT:
        raise RuntimeError(f"{COUNT} signatures, {bare}, {found}.")
    yield Row(
        name=f"export of {COUNT:,} signatures, rows a second, beside a bare unsealing loop",
        value=found["signatures"] / found["seconds"],
        unit="rows/s",
        floor=bare["signatures"] / bare["seconds"],
        goal=1 / SLOWER,
    )
    yield Row(
        name="its peak memory, beside what it may take",
        value=found["megabytes"],
        unit="MB",
        floor=MEGABYTES,
        goal=1,
        less_is_better=True,
    )
