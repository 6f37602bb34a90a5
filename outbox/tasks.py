"""Wake-ups. Each looks in the database for what is to be done, and may be lost or doubled."""

from celery import shared_task

from . import delivery, mailbox, retention, settling
from .services.reading import read_incoming as read_what_waits


@shared_task
def pump(stream: str) -> None:
    """Send what is due in the stream for a while; then let another go on."""
    if delivery.pump(stream=stream):
        pump.apply_async(kwargs={"stream": stream}, expires=60)


@shared_task
def park() -> None:
    """Bring to their end the messages that no sending will."""
    settling.park()


@shared_task
def fetch_mailbox() -> None:
    """Keep what came back to the mailbox, if there is one."""
    mailbox.fetch()


@shared_task
def read_incoming() -> None:
    """Read what came back, and do what follows from it."""
    read_what_waits()


@shared_task
def purge() -> None:
    """Forget what is no longer needed."""
    retention.purge()
    retention.purge_reports()
    retention.purge_bulk()
