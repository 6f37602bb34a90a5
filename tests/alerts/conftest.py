"""Time, and the workers, for the tests of alerts."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from alerts import tasks
from outbox.models import Stream
from outbox.tasks import pump


@pytest.fixture
def now():
    """A quiet Tuesday morning, at which the clock stands still."""
    moment = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        yield moment


@pytest.fixture
def earlier(now):
    return now - timedelta(days=3)


@pytest.fixture
def workers_run(mailoutbox):
    """Call it to let all workers do what is due. Returns the mails that left by now."""

    def run():
        tasks.send_confirmations()
        tasks.fan_out()
        tasks.send_digests()
        for stream in (Stream.TRANSACTIONAL, Stream.BULK):
            pump(stream=stream.value)
        return mailoutbox

    return run
