"""A worker at another moment: runs the clocks of answers as they stand then.

    python -m tests.journey.clocks 2026-11-25T15:00:00+00:00

The site that runs beside it stays in the present, as with tests.journey.moved.
"""

import sys
from datetime import datetime

import django
import time_machine

django.setup()

from campaigns import tasks  # noqa: E402 - Django has to be set up before


def main(moment: datetime) -> None:
    with time_machine.travel(moment, tick=True):
        tasks.run_clocks()


if __name__ == "__main__":
    main(datetime.fromisoformat(sys.argv[1]))
