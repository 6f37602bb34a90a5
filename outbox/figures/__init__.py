"""How the outbox is doing, in numbers: for the operator's page and for the health address.

Every question here is bounded: it reads a partial index, or stops counting at a round number, and
`in_time` gives up on what takes too long. On the night when it matters, the queue is long.
"""

from .alarms import Alarm, alarms
from .bounds import Answered, in_time
from .failures import Failures, failures
from .incoming import came_in
from .queue import MOST, StreamFigures, oldest_waits, queue_figures
from .throughput import Sent, sent_by_hour, sent_by_minute
from .waiting import Ending, Standing, ending, since_last_sent, standing

__all__ = [
    "MOST",
    "Alarm",
    "Answered",
    "Ending",
    "Failures",
    "Sent",
    "Standing",
    "StreamFigures",
    "alarms",
    "came_in",
    "ending",
    "failures",
    "in_time",
    "oldest_waits",
    "queue_figures",
    "sent_by_hour",
    "sent_by_minute",
    "since_last_sent",
    "standing",
]
