"""A wake-up that may be lost or doubled."""

from celery import shared_task

from . import ledger


@shared_task
def keep_ledger() -> None:
    """Add to the ledger of erasures what could not be written before; drop what is too old."""
    ledger.complete()
    ledger.drop_old()
