"""Contacts change by adding and retiring, so that it can be told where a letter of a past day went.

The audit trail names the office and never the address.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from audit.services import record
from officials.models import Contact, ContactStatus, Post

# What is true of the office and not of one address of it.
ABOUT_OFFICE = (
    "label",
    "language",
    "source_url",
    "cap_per_hour",
    "cap_per_day",
    "time_zone",
    "opens",
    "closes",
    "workdays",
    "prefers",
)
KEPT = ("kind", *ABOUT_OFFICE)


def add_contact(*, post: Post, actor: Any, at: datetime | None = None, **values: Any) -> Contact:
    """Add a way to reach an office; verified if `verified_on` says when, not verified otherwise.

    `values` are fields of the contact. Raises IntegrityError if the office has it already.
    """
    checked = values.get("verified_on")
    status = ContactStatus.VERIFIED if checked else ContactStatus.UNVERIFIED
    with transaction.atomic():
        contact = Contact.objects.create(
            post=post, status=status, added_at=at or timezone.now(), **values
        )
        note_correction(target=post, actor=actor, details={"contact": "added"}, at=at)
    return contact


def replace_contact(
    *, contact: Contact, value: str, actor: Any, at: datetime | None = None, **values: Any
) -> Contact:
    """Retire a contact and add another in its place, of the same kind, label and language.

    The new one counts as not verified unless `verified_on` says when it was. Raises MoveRefused if
    the old one is retired already.
    """
    at = at or timezone.now()
    same = {name: getattr(contact, name) for name in KEPT}
    with transaction.atomic():
        contact.retire(at=at)
        return add_contact(
            post=contact.post, actor=actor, at=at, **{**same, **values, "value": value}
        )


def retire_contact(*, contact: Contact, actor: Any, at: datetime | None = None) -> None:
    """Make a contact history. Raises MoveRefused if it is so already."""
    at = at or timezone.now()
    with transaction.atomic():
        contact.retire(at=at)
        note_correction(target=contact.post, actor=actor, details={"contact": "retired"}, at=at)


def verify_contact(
    *, contact: Contact, actor: Any, on: date | None = None, at: datetime | None = None
) -> None:
    """Note that somebody checked a contact on a day, today by default.

    Raises MoveRefused if it is retired.
    """
    at = at or timezone.now()
    with transaction.atomic():
        contact.verify(on=on or timezone.localdate(at))
        note_correction(target=contact.post, actor=actor, details={"contact": "verified"}, at=at)


def refuse_contact(*, contact: Contact, actor: Any, at: datetime | None = None) -> None:
    """Note that the office asked not to be written to here: nothing is sent there any more.

    Raises MoveRefused if it is retired.
    """
    with transaction.atomic():
        contact.refuse()
        note_correction(target=contact.post, actor=actor, details={"contact": "refused"}, at=at)


def fail_contact(*, contact: Contact, at: datetime | None = None) -> bool:
    """Note that letters come back from here: none is sent there until somebody found a better one.

    Returns whether that is new: what is failing, refused or retired already stays as it is.
    """
    with transaction.atomic():
        if not contact.fail():
            return False
        note_correction(target=contact.post, actor=None, details={"contact": "failing"}, at=at)
    return True


def note_correction(
    *, target: Model, actor: Any, details: Mapping[str, Any], at: datetime | None = None
) -> None:
    """Write into the audit trail that staff corrected the directory: which fields, not what."""
    record(verb="officials.corrected", target=target, actor=actor, details=details, at=at)
