"""Whether a connection that waited in the pool is still there, without asking the server each time.

A server that ends says so, and closes. Both make the socket readable, while nothing is asked.
"""

import select
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool


def check_connection(connection: Connection[Any]) -> None:
    """Raise psycopg.OperationalError for a connection that has ended; ask it only if it has spoken.

    Given to the pool, which then gives out another. To ask each time took a fifth of the time of
    the shortest answers.
    """
    heard = select.poll()
    heard.register(connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
    if heard.poll(0):
        ConnectionPool.check_connection(connection)
