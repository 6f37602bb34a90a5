"""100,000 confirmed letters to 15 offices: what leaves now, and what leaves together."""

from collections.abc import Iterator

from bench.ground import Ground
from bench.report import Row

MANY, FEW = 100_000, 1_000
MEASURED = 5_000
# A second: three times the highest rate that a national petition site has reported, so that whoever
# measures letters catches up with what came in while nobody did.
ARRIVING = 3 * 33
OFFICES = 15
QUERIES = 60  # for each office, at most: however many letters wait
GROWTH = 1.2  # memory with many, of memory with few: flat


def rows(ground: Ground) -> Iterator[Row]:
    few = _plan(ground, FEW)
    many = _plan(ground, MANY)
    yield Row(
        name=f"dispatch of {MANY:,} letters to {OFFICES} offices planned, letters a second, beside"
        " a bare loop of updates",
        value=MANY / many["seconds"],
        unit="letters/s",
        floor=many["bare"],
        goal=1,
    )
    yield Row(
        name=f"its queries, beside {QUERIES} for each office",
        value=many["queries"],
        unit="queries",
        floor=QUERIES * OFFICES,
        goal=1,
        less_is_better=True,
    )
    yield Row(
        name=f"its peak memory, beside {FEW:,} letters",
        value=many["megabytes"],
        unit="MB",
        floor=few["megabytes"],
        goal=GROWTH,
        less_is_better=True,
    )
    found = ground.run("postman", "measure", MEASURED)
    yield Row(
        name="originality of letters of 100 words measured, beside three times what ever came in",
        value=MEASURED / found["seconds"],
        unit="letters/s",
        floor=ARRIVING,
        goal=1,
    )


def _plan(ground: Ground, letters: int) -> dict[str, float]:
    ground.clean()
    ground.run("postman", "write", letters)
    ground.settle()
    with ground.programs("postman") as [postman]:
        postman.begin("plan", letters)
        found = postman.found()
    bare = ground.run("postman", "bare", min(letters, 10_000))
    return found | {"bare": bare["a_second"]}
