"""Work that the schedule wakes."""

from celery import shared_task

from . import services


@shared_task
def expire_uploads() -> None:
    """Drop files of officials that were looked at and not applied within the hour."""
    services.expire_uploads()
