"""A question that takes too long is given up, and the rest of the page is shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

SECONDS = 3.0

_SET = "SELECT set_config('statement_timeout', %s, true)"


@dataclass(frozen=True)
class Answered[T]:
    """The answer; or none, because PostgreSQL was told not to look any longer."""

    value: T | None

    @property
    def is_late(self) -> bool:
        return self.value is None


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Bound each statement inside. What went before, and what comes after, keeps its own bound."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        (before,) = cursor.fetchone()
        cursor.execute(_SET, [f"{int(seconds * 1000)}ms"])
        yield
        cursor.execute(_SET, [before])


def in_time[T](question: Callable[[], T], *, seconds: float | None = None) -> Answered[T]:
    """Ask, and return the answer, or none if it takes longer than that (three seconds).

    Other errors of the database are raised: they are no matter of patience.
    """
    try:
        with at_most(seconds or SECONDS):
            return Answered(question())
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            return Answered(None)
        raise
