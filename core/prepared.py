"""Statements that each connection plans once, for the few that a rush of visitors asks.

PostgreSQL takes longer to plan a statement that writes three tables than to carry it out. Prepared,
it is planned at its first uses on a connection, and from then on only carried out. Values travel
apart from the statement; so where PostgreSQL could not tell the type of one, the statement says it.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from psycopg import Cursor


class PreparingCursor(Cursor[Any]):
    """A cursor whose statements are prepared at their first use."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> "PreparingCursor":
        return super().execute(query, params, **{"prepare": True, **more})


def ask_prepared(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Carry out a statement that returns rows, and return them. Raises Django's database errors.

    Like any other it takes part in a transaction; outside of one it is its own.
    """
    connection.ensure_connection()
    raw: Any = PreparingCursor(connection.connection)  # to be wrapped, by which errors are Django's
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrap(raw) as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
