"""A fingerprint of every table: equal before and after means that nothing was written."""

from psycopg import sql

from tests.journey.stage import Stage

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
FINGERPRINT = (
    "SELECT count(*), coalesce(md5(string_agg(md5(row::text), '' ORDER BY md5(row::text))), '')"
    " FROM {} AS row"
)

Fingerprints = dict[str, tuple[int, str]]


def fingerprints(stage: Stage) -> Fingerprints:
    """Count and digest of all rows, table by table."""
    found = {}
    for (name,) in stage.ask_database(TABLES):
        question = sql.SQL(FINGERPRINT).format(sql.Identifier(name))
        (found[name],) = stage.ask_database(question)
    return found


def quiet(stage: Stage, *, attempts: int = 60) -> Fingerprints:
    """Wait until the workers write nothing any more, and return what is there then."""
    page = stage.people["visitor"].page
    before = fingerprints(stage)
    for _attempt in range(attempts):
        page.wait_for_timeout(3_000)
        after = fingerprints(stage)
        if after == before:
            return after
        before = after
    changing = differing(before, fingerprints(stage))
    message = f"the workers never came to rest: {changing}"
    raise AssertionError(message)


def differing(before: Fingerprints, after: Fingerprints) -> list[str]:
    return sorted(name for name in before | after if before.get(name) != after.get(name))
