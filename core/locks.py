"""One worker at a time for what must not be done twice at once."""

from django.db import connection


def lock(name: str, *, wait: bool = True) -> bool:
    """Take PostgreSQL's advisory lock of this name until the transaction ends.

    Returns whether it was to be had; with `wait`, always True. Must run in a transaction.
    """
    function = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])
        (taken,) = cursor.fetchone()
    return wait or bool(taken)
