"""Logins: staff end and restore them; a person is forgotten."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, User
from audit.services import record
from core.rules import RuleRefused
from core.sealed import email_key

from .members import INVITATION_SCOPE


@transaction.atomic
def deactivate_person(*, person: User, actor: User, at: datetime | None = None) -> User:
    """Lock a login and end all its sessions at once. What the person wrote stays.

    Raises RuleRefused for the actor's own login: nobody locks themselves out by a slip.
    """
    if person.pk == actor.pk:
        raise RuleRefused(_("You cannot deactivate your own login."))
    person.is_active = False
    person.save(update_fields=["is_active"])
    person.end_sessions()
    record(verb="user.deactivated", target=person, actor=actor, at=at)
    return person


@transaction.atomic
def reactivate_person(*, person: User, actor: User, at: datetime | None = None) -> User:
    """Let a person log in again, with the same password and second factor."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(verb="user.reactivated", target=person, actor=actor, at=at)
    return person


@transaction.atomic
def forget(*, address: str) -> dict[str, Any]:
    """Delete the invitations sent to an address. Returns how many there were.

    A login is not deleted by this: its owner ends it with staff, since work hangs on it.
    """
    key = email_key(address, scope=INVITATION_SCOPE)
    count, _by_model = Invitation.objects.filter(email_key=key).delete()
    return {"invitations": count}
