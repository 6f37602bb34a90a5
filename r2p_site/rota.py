"""Do in one process what workers and scheduler do: each entry of the schedule in its turn.

For a small installation without a broker, and for a day on which the broker is down. Nothing here
is remembered: every task looks in the database for what is to be done, so it harms nobody if
workers run as well, or if two of these do.
"""

import heapq
import logging
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import Error, InterfaceError, OperationalError, close_old_connections, connection

from core.stopping import Patience, Stopping
from outbox import delivery
from outbox.wakeup import be_quiet

from .celery import SCHEDULE, app

PUMP = "outbox.tasks.pump"
# A long queue of bulk mail is sent in slices, so that a confirmation need not wait for its end.
SLICE = 5.0

logger = logging.getLogger(__name__)

Schedule = Mapping[str, tuple[str, float, Mapping[str, Any]]]


@dataclass(order=True)
class Turn:
    """When an entry of the schedule is due next. Those that have been due longest come first."""

    due: float
    place: int  # in the schedule, for those that are due alike
    name: str = field(compare=False)
    task: str = field(compare=False)
    seconds: float = field(compare=False)
    arguments: Mapping[str, Any] = field(compare=False)


class Rota:
    """The schedule, run through in this process."""

    def __init__(self, stopping: Stopping, *, schedule: Schedule | None = None):
        app.autodiscover_tasks(force=True)
        be_quiet()
        self._stopping = stopping
        now = time.monotonic()
        self._turns = [
            Turn(now, place, name, *entry)
            for place, (name, entry) in enumerate((schedule or SCHEDULE).items())
        ]
        heapq.heapify(self._turns)
        self.failed: set[str] = set()

    def go_on(self) -> None:
        """Do what is due until told to end."""
        while not self._stopping.is_asked:
            self._stopping.nap(self._turns[0].due - time.monotonic())
            if not self._stopping.is_asked:
                self.next()

    def once(self) -> None:
        """Do everything once, in its turn."""
        for _turn in range(len(self._turns)):
            if not self._stopping.is_asked:
                self.next()

    def next(self) -> None:
        """Do what has been due longest, and put it back for its next time."""
        turn = heapq.heappop(self._turns)
        begun = time.monotonic()
        has_more = self._do(turn)
        turn.due = time.monotonic() if has_more else begun + turn.seconds
        heapq.heappush(self._turns, turn)

    def _do(self, turn: Turn) -> bool:
        """Run one task. Its failure is its own; a database that is away is everybody's."""
        try:
            has_more = self._run(turn)
        except delivery.CannotSend:
            raise
        except (OperationalError, InterfaceError) as error:
            if _answers():
                self._note_failure(turn, error)
            else:
                self._wait_for_database()
                return True
        except Exception as error:  # noqa: BLE001 - the others go on whatever it is
            self._note_failure(turn, error)
        else:
            self.failed.discard(turn.name)
            return has_more
        finally:
            close_old_connections()
        return False

    def _run(self, turn: Turn) -> bool:
        if turn.task != PUMP:
            app.tasks[turn.task](**turn.arguments)
            return False
        return delivery.pump(
            **turn.arguments, seconds=SLICE, should_stop=lambda: self._stopping.is_asked
        )

    def _note_failure(self, turn: Turn, error: Exception) -> None:
        """Say which task, what and where: never the words, which can hold people's data."""
        self.failed.add(turn.name)
        place = traceback.extract_tb(error.__traceback__)[-1]
        kind, module = type(error).__name__, Path(place.filename).name
        logger.error("%s failed: %s in %s:%s", turn.name, kind, module, place.lineno)

    def _wait_for_database(self) -> None:
        patience = Patience()
        logger.error("The database is away. Waiting for it.")
        while not self._stopping.is_asked:
            self._stopping.nap(patience.spent())
            if _answers():
                logger.info("The database is back.")
                return


def _answers() -> bool:
    """Whether the database answers at this moment, over a connection of its own."""
    close_old_connections()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True
