"""A process that takes note of being told to end, and waits longer each time."""

import os
import signal
import threading
import time

from core.stopping import Patience, Stopping


def test_being_told_to_end_is_noted_and_the_old_handlers_come_back() -> None:
    before = signal.getsignal(signal.SIGTERM)

    with Stopping() as stopping:
        assert not stopping.is_asked
        os.kill(os.getpid(), signal.SIGTERM)
        assert stopping.is_asked

    assert signal.getsignal(signal.SIGTERM) is before


def test_a_nap_ends_when_the_process_is_told_to_end() -> None:
    with Stopping() as stopping:
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGTERM)).start()
        begun = time.monotonic()
        stopping.nap(30)

    assert time.monotonic() - begun < 5


def test_patience_doubles_to_half_a_minute_and_is_renewed() -> None:
    patience = Patience()

    assert [patience.spent() for _time in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    patience.renew()
    assert patience.spent() == 1
