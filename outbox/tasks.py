"""Wake-ups. Each looks in the database for what is to be done, and may be lost or doubled."""

from celery import shared_task

from . import delivery, leases, retention


@shared_task
def pump(stream: str) -> None:
    """Send what is due in the stream for a while; then let another go on."""
    if delivery.pump(stream=stream):
        pump.apply_async(kwargs={"stream": stream}, expires=60)


@shared_task
def park() -> None:
    """Bring to their end the messages that no sending will."""
    leases.park()


@shared_task
def purge() -> None:
    """Empty the envelopes that are no longer needed."""
    retention.purge()
