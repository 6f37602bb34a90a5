"""What every test may rely on."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db.backends.postgresql.operations import DatabaseOperations


@pytest.fixture(autouse=True)
def _clean_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _emptying_passes_the_append_only_triggers() -> Iterator[None]:
    """Tests that commit empty their tables with TRUNCATE, which the audit trail refuses.

    The session's replication role switches triggers off for that one deed, as a restore would.
    """
    flush = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self: DatabaseOperations, sql_list: list[str]) -> None:
        off = "SET session_replication_role = replica"
        on = "SET session_replication_role = origin"
        flush(self, [off, *sql_list, on])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", execute_sql_flush)
        yield
