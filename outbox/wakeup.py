"""Tell a worker that there is mail. If nobody can be told, the schedule finds it all the same.

Whoever signs or subscribes never waits for the broker: a thread rings for them. It rings at most
every PAUSE, and once more after the last, so a rush of sign-ups becomes a few wake-ups. A broker
that is down is left alone for QUIET; the messages stand in PostgreSQL meanwhile.
"""

import logging
import threading
import time
from functools import cache, partial

from celery.exceptions import CeleryError
from django.db import transaction
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from .models import Stream
from .tasks import pump

PAUSE = 0.05  # seconds
QUIET = 5.0
WORTH = 30  # a wake-up older than this says nothing that the schedule has not said since

logger = logging.getLogger(__name__)

_is_quiet = threading.Event()


class Bell:
    """Rings for one stream, from a daemon thread that starts at the first ring of a process."""

    def __init__(self, stream: Stream):
        self._stream = stream
        self._rung = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def ring(self) -> None:
        """Ask for a wake-up, and return at once."""
        self._rung.set()
        # Not alive either in a process that was forked after its parent had rung.
        if self._thread is None or not self._thread.is_alive():
            with self._starting:
                self._start()

    def _start(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            name = f"bell-{self._stream}"
            self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
            self._thread.start()

    def _serve(self) -> None:
        while True:
            self._rung.wait()
            self._rung.clear()
            time.sleep(PAUSE if publish(self._stream) else QUIET)


def wake(stream: Stream | str) -> None:
    """Wake a worker of the stream. Never raises for a broker that is down, never waits for one."""
    stream = Stream(stream)
    if _is_quiet.is_set():
        return
    if pump.app.conf.task_always_eager:  # tasks run in place: there is nobody to wake
        pump.apply_async(kwargs={"stream": stream.value})
    else:
        _bell(stream).ring()


def be_quiet() -> None:
    """Ring no more in this process: it looks for mail itself, and asks for no broker."""
    _is_quiet.set()


def wake_on_commit(stream: Stream | str) -> None:
    """Wake a worker when the caller's transaction is there for it to see."""
    transaction.on_commit(partial(wake, stream), robust=True)


def publish(stream: Stream) -> bool:
    """Put one wake-up in the broker's queue. False, and a line in the log, if it is out of reach.

    Nothing is retried here: the next ring comes with the next mail or with the schedule.
    """
    try:
        pump.app.send_task(pump.name, kwargs={"stream": stream.value}, retry=False, expires=WORTH)
    except (CeleryError, KombuError, RedisError, OSError) as error:
        logger.warning("No worker could be told of mail: %s", type(error).__name__)
        return False
    return True


@cache
def _bell(stream: Stream) -> Bell:
    return Bell(stream)
