"""What every test may rely on."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations


@pytest.fixture(autouse=True)
def _clean_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(scope="session")
def _ledgers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("erasures")


@pytest.fixture(autouse=True)
def _own_ledger(settings: Any, _ledgers: Path) -> None:
    """Each test has a ledger of erasures of its own, as it has tables of its own."""
    settings.ERASURES_DIR = _ledgers / uuid.uuid4().hex


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """At the end, end the connections that a thread of some test left open.

    Otherwise PostgreSQL refuses to drop the database, and a run in which all passed ends in error.
    """
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
