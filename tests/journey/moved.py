"""A worker at another moment: makes the digests that are due then, and sends them by real SMTP.

    python -m tests.journey.moved 2026-11-23T05:00:00+00:00

The site that runs beside it stays in the present. What is made here is due in its future, so only
this process sends it.
"""

import sys
from datetime import datetime

import django
import time_machine

django.setup()

from alerts import tasks  # noqa: E402 - Django has to be set up before
from outbox.models import Stream  # noqa: E402 - likewise
from outbox.tasks import pump  # noqa: E402 - likewise


def main(moment: datetime) -> None:
    with time_machine.travel(moment, tick=True):
        tasks.send_digests()
        pump(stream=Stream.BULK.value)


if __name__ == "__main__":
    main(datetime.fromisoformat(sys.argv[1]))
