"""What every test may rely on."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection


@pytest.fixture(autouse=True)
def _clean_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _emptying_passes_the_append_only_triggers(django_db_setup: None) -> None:
    """Tests that commit empty their tables with TRUNCATE, which the audit trail refuses.

    The session's replication role switches triggers off for that one deed, as a restore would.
    """
    flush = connection.ops.execute_sql_flush

    def execute_sql_flush(sql_list: list[str]) -> None:
        begin, end = (
            "SET session_replication_role = replica",
            "SET session_replication_role = origin",
        )
        flush([begin, *sql_list, end])

    connection.ops.execute_sql_flush = execute_sql_flush
