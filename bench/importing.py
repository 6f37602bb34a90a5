"""A file of 300,000 incidents: how long it takes, and in how much memory."""

from collections.abc import Iterator

from bench.ground import Ground
from bench.report import Row

MANY = 300_000
FEW = 3_000
SLOWER = 3  # times a bare loop of the same inserts, which compares nothing and tells nothing
GROWTH = 1.2  # memory with many, of memory with few: flat


def rows(ground: Ground) -> Iterator[Row]:
    few = _import(ground, FEW)
    many = _import(ground, MANY)
    run = ground.run("importer", "hand_in", MANY // 10)["run"]
    bare = ground.run("importer", "bare", run)["seconds"]
    ground.run("importer", "drop", run)
    yield Row(
        name=f"import of {MANY:,} incidents, rows a second, beside a bare loop of inserts",
        value=MANY / many["seconds"],
        unit="rows/s",
        floor=MANY // 10 / bare,
        goal=1 / SLOWER,
    )
    yield Row(
        name=f"its peak memory, beside {FEW:,} incidents",
        value=many["megabytes"],
        unit="MB",
        floor=few["megabytes"],
        goal=GROWTH,
        less_is_better=True,
    )


def _import(ground: Ground, number: int) -> dict[str, float]:
    ground.clean()
    run = ground.run("importer", "hand_in", number)["run"]
    ground.settle()
    found = ground.run("importer", "take_in", run)
    stored = ground.ask("SELECT count(*) FROM situations_incident WHERE dataset = 'ucdp_ged'")
    if stored != [(number,)] or found.get("new") != number:
        raise RuntimeError(f"{number} rows, {stored} incidents, {found}.")
    return found
