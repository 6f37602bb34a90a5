"""Tell a worker that there is mail. If nobody can be told, the schedule finds it all the same."""

from .models import Stream


def wake(stream: Stream) -> None:
    """Filled in with the worker."""
