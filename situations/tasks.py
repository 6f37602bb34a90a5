"""Wake-ups. Each looks in the database for what is to be done, and may be lost or doubled."""

from celery import shared_task

from .services import (
    brief_files,
    escalation,
    imports,
    kept_texts,
    originals,
    publishing,
    testimonies,
    warnings,
)


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


@shared_task
def publish_briefs() -> None:
    """Publish the briefs whose hour has come, and announce those whose embargo is over."""
    publishing.publish_due()
    publishing.announce_released()


@shared_task
def make_brief_files() -> None:
    """Make the PDFs of published briefs, anew where a testimony was withdrawn."""
    brief_files.make_files()


@shared_task
def forget_typed_texts() -> None:
    """Forget what was typed in an editor and never saved."""
    kept_texts.forget_kept_texts()


@shared_task
def advance_imports() -> None:
    """Go on with the files that are being looked through or taken in."""
    imports.advance_imports()


@shared_task
def expire_consents() -> None:
    """Call expired the consents whose last day is over."""
    testimonies.expire_consents()


@shared_task
def check_originals() -> None:
    """Look whether original files are still what they were when they came in."""
    originals.check_originals()
