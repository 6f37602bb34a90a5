"""A worker at another moment: takes up the warnings that are overdue then, and tells who is next.

    python -m tests.journey.overdue 2026-11-23T15:00:00+00:00

The site that runs beside it stays in the present, as with tests.journey.moved.
"""

import sys
from datetime import datetime

import django
import time_machine

django.setup()

from outbox.models import Stream  # noqa: E402 - Django has to be set up before
from outbox.tasks import pump  # noqa: E402 - likewise
from situations import tasks  # noqa: E402 - likewise


def main(moment: datetime) -> None:
    with time_machine.travel(moment, tick=True):
        tasks.escalate_warnings()
        pump(stream=Stream.TRANSACTIONAL.value)


if __name__ == "__main__":
    main(datetime.fromisoformat(sys.argv[1]))
