"""A Popolo file of a megabyte: how long its import takes, in how much memory, with what asked."""

from collections.abc import Iterator

from bench.ground import Ground
from bench.report import Row

MEMBERS = 2_000  # of whom the file holds a megabyte
SLOWER = 3  # times a bare loop of the same inserts, which compares nothing and tells nothing
HEAVIER = 2  # times its memory
QUERIES = 0.2  # for each member: what is there is asked by the hundred


def rows(ground: Ground) -> Iterator[Row]:
    _forget(ground)
    bare = ground.run("directory", "bare", MEMBERS)
    _forget(ground)
    found = ground.run("directory", "take_in", MEMBERS)
    if found["new"] != MEMBERS or found["unchanged"] != MEMBERS:
        raise RuntimeError(f"{MEMBERS} members, {found}.")
    _forget(ground)
    size = f"{found['bytes'] / 1e6:.1f} MB"
    yield Row(
        name=f"Popolo import of {size}, members a second, beside a bare loop of inserts",
        value=MEMBERS / found["seconds"],
        unit="rows/s",
        floor=MEMBERS / bare["seconds"],
        goal=1 / SLOWER,
    )
    yield Row(
        name="its peak memory, beside the bare loop's",
        value=found["megabytes"],
        unit="MB",
        floor=bare["megabytes"],
        goal=HEAVIER,
        less_is_better=True,
    )
    yield Row(
        name="its questions to the database, beside its members",
        value=found["queries"],
        unit="queries",
        floor=MEMBERS,
        goal=QUERIES,
        less_is_better=True,
    )


def _forget(ground: Ground) -> None:
    """Take out of the directory what an earlier step has put there."""
    ground.ask(
        "DELETE FROM officials_tenure USING officials_post p, officials_institution i"
        " WHERE officials_tenure.post_id = p.id AND p.institution_id = i.id"
        " AND i.name IN ('Bare assembly', 'Assembly of the valley')"
    )
    ground.ask(
        "DELETE FROM officials_post USING officials_institution i"
        " WHERE institution_id = i.id AND i.name IN ('Bare assembly', 'Assembly of the valley')"
    )
    ground.ask("DELETE FROM officials_person WHERE name LIKE 'Ada Member of the district%'")
    ground.ask(
        "DELETE FROM officials_institution"
        " WHERE name IN ('Bare assembly', 'Assembly of the valley')"
    )
    ground.settle()
