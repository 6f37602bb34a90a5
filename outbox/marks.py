"""The mark of a sent message, under way while the next one is being addressed.

A mark is a commit, and waiting for each would halve what a worker sends. So it is handed to
PostgreSQL when the relay has said yes, and its answer is awaited before the text of the next
message leaves. At any moment at most one mail is out that is not marked: a worker that is killed
doubles one at most. Nothing else may use the connection between `begin` and `wait`.

A mark is written into the lease. From time to time, and when the batch is over, all that were made
are settled: written into the messages in one statement.
"""

import logging
import time
from datetime import datetime
from itertools import count

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn

from .models import Message
from .settling import settle

# Only the worker that holds the lease marks it: the token is the fence.
_TAKEN = b"""
UPDATE outbox_lease SET smtp_code = $1, taken_at = $2 WHERE message_id = $3 AND token = $4
"""

# Until it is settled a message looks as if it waited; with a slow relay a batch can take minutes.
SETTLE_AFTER = 2.0  # seconds

logger = logging.getLogger(__name__)


_numbers = count(1)


class Marks:
    """At most one mark under way, over the connection of this thread. To be closed."""

    def __init__(self) -> None:
        # Looked up once: the usual proxy looks for the thread's connection at each word.
        self._database = connections[DEFAULT_DB_ALIAS]
        self._message: Message | None = None
        self._pgconn: PGconn | None = None
        self._statement = b""
        self._taken: list[int] = []
        self._settled_at = time.monotonic()

    def begin(self, message: Message, *, code: int, at: datetime | None = None) -> None:
        """Begin to mark the message as taken, and return at once. Raises DatabaseError."""
        self.wait()
        if time.monotonic() - self._settled_at > SETTLE_AFTER:
            self.settle()
        values = (code, (at or timezone.now()).isoformat(), message.pk, message.lease_token)
        with self._database.wrap_database_errors:
            pgconn = self._prepared()
            pgconn.send_query_prepared(self._statement, [str(value).encode() for value in values])
            pgconn.flush()
        self._message, self._pgconn = message, pgconn

    def wait(self) -> None:
        """Return when the mark is committed, if there is one. Raises DatabaseError if it is not."""
        message, pgconn = self._message, self._pgconn
        self._message = self._pgconn = None
        if message is None or pgconn is None:
            return
        with self._database.wrap_database_errors:
            marked = _rows(pgconn)
        if marked:
            self._taken.append(message.pk)
        else:
            logger.warning("Message %s was sent and is no longer held here.", message.public_id)

    def settle(self) -> None:
        """Wait, and write all that is marked into the messages. Raises DatabaseError."""
        self.wait()
        taken, self._taken = self._taken, []
        settle(taken)
        self._forget_plan()
        self._settled_at = time.monotonic()

    def close(self) -> None:
        """Settle, and leave the connection as it was. Raises DatabaseError."""
        self.settle()

    def _forget_plan(self) -> None:
        """Let the next mark be planned anew: the table of leases grows and shrinks by the minute.

        A plan that was made while it was empty reads all of it for each mark ever after.
        """
        if self._statement:
            with self._database.cursor() as cursor:
                cursor.execute(f"DEALLOCATE {self._statement.decode()}")
            self._statement = b""

    def _prepared(self) -> PGconn:
        """The connection, with the statement planned once for many messages."""
        self._database.ensure_connection()
        pgconn: PGconn = self._database.connection.pgconn
        if not self._statement:
            name = f"outbox_taken_{next(_numbers)}".encode()
            result = pgconn.prepare(name, _TAKEN)
            if result.status != ExecStatus.COMMAND_OK:
                raise error_from_result(result)
            self._statement = name
        return pgconn


def _rows(pgconn: PGconn) -> int:
    """Read the answer to the end, and return how many rows the statement changed."""
    rows = 0
    error = None
    while result := pgconn.get_result():
        if result.status == ExecStatus.COMMAND_OK:
            rows = result.command_tuples or 0
        else:
            error = error_from_result(result)
    if error:
        raise error
    return rows
