"""Wake-ups. Each looks in the database for what is to be done, and may be lost or doubled."""

from celery import shared_task

from .services import escalation, warnings


@shared_task
def escalate_warnings() -> None:
    """Take overdue warnings one step up; give to somebody what nobody looks after."""
    escalation.give_to_somebody()
    escalation.escalate_overdue()


@shared_task
def tell_senders() -> None:
    """Tell those who sent a warning that there is an answer."""
    warnings.tell_senders()


@shared_task
def forget_contacts() -> None:
    """Erase addresses that are not needed any more."""
    warnings.forget_contacts()
