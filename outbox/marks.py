"""The mark of a sent message, under way while the next one is being addressed.

A mark is a commit, and waiting for each would halve what a worker sends. So it is handed to
PostgreSQL when the relay has said yes, and its answer is awaited before the final dot of the next
message. At any moment at most one mail is out that is not marked: a worker that is killed doubles
one at most. Nothing else may use the connection between `begin` and `wait`.
"""

import logging
from datetime import datetime
from itertools import count

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn

from .models import Message

# The row is marked only by the worker that holds it: the token is the fence.
_SENT = b"""
UPDATE outbox_message SET state = 'sent', lease_token = NULL, smtp_code = $1, sent_at = $2,
    failure = '', status_code = '', last_error = ''
WHERE id = $3 AND lease_token = $4 AND state IN ('queued', 'sending')
"""

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

    def begin(self, message: Message, *, code: int, at: datetime | None = None) -> None:
        """Begin to mark the message as sent, and return at once. Raises DatabaseError."""
        self.wait()
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
        if not marked:
            logger.warning("Message %s was sent and is no longer held here.", message.public_id)

    def close(self) -> None:
        """Wait, and leave the connection as it was. Raises DatabaseError."""
        self.wait()
        if self._statement:
            with self._database.cursor() as cursor:
                cursor.execute(f"DEALLOCATE {self._statement.decode()}")
            self._statement = b""

    def _prepared(self) -> PGconn:
        """The connection, with the statement planned once rather than for each message."""
        self._database.ensure_connection()
        pgconn: PGconn = self._database.connection.pgconn
        if not self._statement:
            name = f"outbox_sent_{next(_numbers)}".encode()
            result = pgconn.prepare(name, _SENT)
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
