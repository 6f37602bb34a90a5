"""Can this process do its work, and how long has mail waited? Asked by proxy and monitoring.

It says yes or no, and per stream a number of seconds and whether staff have paused it: nothing of
anybody, and nothing of what went wrong.
"""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from outbox.figures import in_time, oldest_waits
from outbox.models import Pause, Stream

from .forgetting import is_replayed

# The figure is worth having, and not worth waiting for.
SECONDS = 0.5

_migrated: set[bool] = set()
_replayed: set[bool] = set()


@dataclass(frozen=True)
class Health:
    """Whether the process is ready, and what it says about it."""

    is_ready: bool
    body: dict[str, Any]


def health() -> Health:
    """Whether the database answers, every migration is applied and no erasure is undone.

    And the age of what is due.

    The broker is not asked: signing, reading and subscribing go on without it, and the mail waits
    in the database. Nothing is written.
    """
    try:
        if not _answers() or not _is_migrated() or not _nobody_is_back():
            return Health(False, {"ready": False})
        return Health(True, {"ready": True, "streams": _streams()})
    except DatabaseError:
        return Health(False, {"ready": False})


def _streams() -> dict[str, dict[str, Any]]:
    """For each stream the age in seconds of the oldest due message, and whether it is paused.

    None for the age if PostgreSQL could not say in half a second.
    """
    waits = in_time(oldest_waits, seconds=SECONDS).value or {}
    paused = set(Pause.objects.values_list("stream", flat=True))
    return {
        stream.value: {
            "oldest_due_seconds": int(waits[stream].total_seconds()) if stream in waits else None,
            "paused": stream.value in paused,
        }
        for stream in Stream
    }


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _is_migrated() -> bool:
    """Look once for each process: a migration does not come undone under a running one."""
    if not _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.add(True)
    return True


def _nobody_is_back() -> bool:
    """Look once for each process whether a restored backup holds somebody who was erased since.

    A process that runs while its database is restored is started anew with it (docs/operations.md).
    """
    if not _replayed:
        if not is_replayed():
            return False
        _replayed.add(True)
    return True
