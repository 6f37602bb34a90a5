"""Work that the schedule wakes."""

from celery import shared_task

from . import services


@shared_task
def expire_uploads() -> None:
    """Drop files of officials that were looked at and not applied within the hour."""
    services.expire_uploads()


@shared_task
def sort_proposals() -> None:
    """Lay corrections that readers propose before staff, and set aside what is too much."""
    services.sort_proposals()
