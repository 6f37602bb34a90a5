"""Wake-ups of the schedule: any of them may be lost, late or doubled without harm."""

from celery import shared_task

from . import services


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
def forget_unconfirmed() -> None:
    """Erase the addresses that are not needed any more."""
    services.forget_unconfirmed()
