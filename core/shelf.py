"""Finished answers, kept in the memory of a process for a moment.

On its best day a petition's page is asked for hundreds of times a second and changes every ten.
Each process makes it once in a moment and hands the same bytes to everybody who asks meanwhile.
Nothing is shared between processes and nothing has to be told to forget: after the moment it is
made anew. So it works without a cache server, and what stands here is at most `seconds` old.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Shelf[Kept]:
    """Answers by key, the least asked for thrown out first.

    For what is the same for everybody, and holds nothing that may not lie in memory.
    """

    def __init__(self, *, most: int = 200):
        self.most = most
        self._kept: OrderedDict[Hashable, tuple[float, Kept]] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._guard = threading.Lock()

    def take(
        self,
        key: Hashable,
        make: Callable[[], Kept],
        *,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> Kept:
        """Return what is kept under `key` if it is younger than `seconds`, else make it.

        While one thread makes it anew, the others get the old one, or wait where there is none.
        What `make` raises goes through, and nothing is kept then. With `seconds` of 0 nothing is.
        """
        if not seconds:
            return make()
        found = self._kept.get(key)
        if found and clock() - found[0] < seconds:
            return found[1]
        with self._guard:
            making = self._making.setdefault(key, threading.Lock())
        if not making.acquire(blocking=found is None) and found:
            return found[1]
        try:
            newest = self._kept.get(key)
            if newest and clock() - newest[0] < seconds:
                return newest[1]
            return self._keep(key, make(), clock())
        finally:
            making.release()
            with self._guard:
                self._making.pop(key, None)

    def young(self, key: Hashable, seconds: float) -> Kept | None:
        """Return what is kept under `key` if it is younger than `seconds`."""
        found = self._kept.get(key)
        return found[1] if found and time.monotonic() - found[0] < seconds else None

    def renew(self, key: Hashable) -> None:
        """Let what is kept under `key` count as young again, while whoever asks makes it anew."""
        if found := self._kept.get(key):
            self._keep(key, found[1], time.monotonic())

    def drop(self, key: Hashable) -> None:
        """Forget what is kept under `key`."""
        with self._guard:
            self._kept.pop(key, None)

    def put(self, key: Hashable, made: Kept) -> None:
        """Keep what was made elsewhere just now."""
        self._keep(key, made, time.monotonic())

    def _keep(self, key: Hashable, made: Kept, at: float) -> Kept:
        with self._guard:
            self._kept[key] = (at, made)
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._guard:
            self._kept.clear()
