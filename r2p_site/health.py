"""Can this process do its work? Asked by the proxy and by compose: it says yes or no, no more."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

_migrated: set[bool] = set()


def ready() -> bool:
    """Return whether the database answers and every migration is applied.

    The broker is not asked: signing, reading and subscribing go on without it, and the mail waits
    in the database. Nothing is written.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return _is_migrated()
    except DatabaseError:
        return False


def _is_migrated() -> bool:
    """Look once for each process: a migration does not come undone under a running one."""
    if not _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.add(True)
    return True
