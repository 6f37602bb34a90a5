"""Wake-ups of the schedule: any of them may be lost, late or doubled without harm."""

import logging

from celery import shared_task

from . import services

logger = logging.getLogger(__name__)


@shared_task
def send_confirmations() -> None:
    """Send the mails that ask to confirm a subscription, and the links that were asked for."""
    services.send_confirmations()
    services.send_links()


@shared_task
def fan_out() -> None:
    """Pass on what has become public."""
    services.fan_out()


@shared_task
def send_digests() -> None:
    """Make the digests whose hour has come."""
    services.send_digests()


@shared_task
def follow_reports() -> None:
    """End what people follow whose mail came back for good."""
    services.follow_reports()


@shared_task
def watch() -> None:
    """Say it loudly when an event has reached nobody. Numbers alone: a log names no one."""
    if unheard := services.unheard_events():
        logger.error("Nobody was reached by these events: %s", ", ".join(map(str, unheard)))


@shared_task
def forget_unconfirmed() -> None:
    """Erase the addresses that are not needed any more."""
    services.forget_unconfirmed()
