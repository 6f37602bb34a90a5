"""Logins: staff end and restore them; a person is forgotten."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import INVITATION_SCOPE, Invitation, User
from audit.services import Erased, note_erasures, record
from core.rules import RuleRefused
from core.sealed import email_key

INVITATION = "invitation"
RIGHTS = {"is_staff", "is_superuser", "groups"}


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
def correct_person(
    *, person: User, actor: User, changed: Collection[str], at: datetime | None = None
) -> User:
    """Save what staff changed of a login, and record which fields; rights end open sessions."""
    plain = [name for name in changed if name != "groups"]
    if plain:
        person.save(update_fields=plain)
    if RIGHTS & set(changed):
        person.end_sessions()
    if changed:
        record(
            verb="user.corrected",
            target=person,
            actor=actor,
            details={"fields": sorted(changed)},
            at=at,
        )
    return person


@transaction.atomic
def forget(*, address: str) -> dict[str, Any]:
    """Delete the invitations sent to an address. Returns how many there were.

    A login is not deleted by this: its owner ends it with staff, since work hangs on it.
    """
    key = email_key(address, scope=INVITATION_SCOPE)
    count, _by_model = Invitation.objects.filter(email_key=key).delete()
    note_erasures(traces=[Erased(kind=INVITATION, key=key)] if count else [])
    return {"invitations": count}


def erase_again(*, trace: Erased, at: datetime) -> int:
    """Delete invitations that a restored backup brought back. Returns how many."""
    count, _by_model = Invitation.objects.filter(email_key=trace.key).delete()
    return count


@transaction.atomic
def note_second_factor(
    *, person: User, actor: User | None, is_set: bool, at: datetime | None = None
) -> None:
    """Record that a second factor was set up or removed, and end every session opened before."""
    person.end_sessions()
    verb = "user.second_factor_set" if is_set else "user.second_factor_removed"
    record(verb=verb, target=person, actor=actor, at=at)


@transaction.atomic
def remove_second_factor(*, person: User, actor: User | None, at: datetime | None = None) -> User:
    """Take a lost authenticator app and the recovery codes off a login, by staff or the operator.

    The person logs in with the password alone and sets up another, before they may decide anything.
    Raises RuleRefused for the actor's own login: that goes by the account's own pages, with a code.
    """
    if actor is not None and person.pk == actor.pk:
        raise RuleRefused(_("Remove your own second factor in your account."))
    Authenticator.objects.filter(user=person).delete()
    note_second_factor(person=person, actor=actor, is_set=False, at=at)
    return person
