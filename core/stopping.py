"""A process that goes on until it is told to end, and waits for what is away."""

import signal
import time
from types import FrameType, TracebackType
from typing import Self

STEP = 0.2  # seconds; how soon a nap notices that the process is told to end


class Stopping:
    """Whether somebody has told this process to end: by SIGTERM or SIGINT, from `with` on.

    The handler only takes note, so whatever is at hand is finished first.
    """

    def __init__(self) -> None:
        self.is_asked = False
        self._before: dict[int, signal.Handlers | object] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGTERM, signal.SIGINT):
            self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # because it came from there

    def nap(self, seconds: float) -> None:
        """Sleep so long, or until told to end."""
        ends = time.monotonic() + seconds
        while not self.is_asked and (left := ends - time.monotonic()) > 0:
            time.sleep(min(STEP, left))

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked = True


class Patience:
    """How long to wait for what is away: twice as long each time, half a minute at most."""

    FIRST, LONGEST = 1.0, 30.0

    def __init__(self) -> None:
        self._next = self.FIRST

    def spent(self) -> float:
        """Return how many seconds to wait now; the next time it is more."""
        now, self._next = self._next, min(2 * self._next, self.LONGEST)
        return now

    def renew(self) -> None:
        """It is there again."""
        self._next = self.FIRST
