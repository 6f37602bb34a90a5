"""An organisation applies, is vetted or refused, is suspended and reinstated."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import (
    ORGANISATION_MOVES,
    Membership,
    Organisation,
    OrganisationStatus,
    Role,
    User,
)
from audit.services import record
from core.rules import RuleRefused
from core.states import move

from .mail import tell_owners

SLUG_LENGTH = 60
# Last parts of addresses that are pages of their own.
RESERVED = {"apply"}


@transaction.atomic
def apply_organisation(
    *, applicant: User, details: dict[str, Any], at: datetime | None = None
) -> Organisation:
    """Take in an application. Who applies becomes the owner; nothing works before vetting.

    `details` holds name, country, website, mission and contact_email. Raises RuleRefused with code
    "name" if an organisation of that name exists.
    """
    at = at or timezone.now()
    name = details["name"]
    if Organisation.objects.named(name).exists():
        raise RuleRefused(
            _("An organisation of this name is here already. Ask its owner to invite you."),
            code="name",
        )
    organisation = Organisation.objects.create(slug=_free_slug(name), applied_at=at, **details)
    Membership.objects.create(
        user=applicant, organisation=organisation, role=Role.OWNER, joined_at=at
    )
    record(verb="organisation.applied", target=organisation, actor=applicant, at=at)
    tell_owners(organisation, deed="applied", at=at)
    return organisation


def vet_organisation(
    *, organisation: Organisation, actor: User, reason: str = "", at: datetime | None = None
) -> Organisation:
    """Accept an application: from now on the organisation has a page and may act.

    A refused one may be vetted later. Raises RuleRefused from any other state.
    """
    _refuse_unless(organisation, OrganisationStatus.APPLIED, OrganisationStatus.REFUSED)
    return _decide("vetted", organisation=organisation, actor=actor, reason=reason, at=at)


def refuse_organisation(
    *, organisation: Organisation, actor: User, reason: str, at: datetime | None = None
) -> Organisation:
    """Refuse an application, with the reason that its owners get by email.

    Raises RuleRefused with code "reason" without one, MoveRefused unless it has applied.
    """
    _require_reason(reason)
    return _decide("refused", organisation=organisation, actor=actor, reason=reason, at=at)


def suspend_organisation(
    *, organisation: Organisation, actor: User, reason: str, at: datetime | None = None
) -> Organisation:
    """Take its powers from a vetted organisation at once. What it published stays, with its date.

    Raises RuleRefused with code "reason" without one, MoveRefused unless it is vetted.
    """
    _require_reason(reason)
    return _decide("suspended", organisation=organisation, actor=actor, reason=reason, at=at)


def reinstate_organisation(
    *, organisation: Organisation, actor: User, reason: str = "", at: datetime | None = None
) -> Organisation:
    """Give a suspended organisation its powers back. Raises RuleRefused from any other state."""
    _refuse_unless(organisation, OrganisationStatus.SUSPENDED)
    return _decide("reinstated", organisation=organisation, actor=actor, reason=reason, at=at)


@transaction.atomic
def _decide(
    deed: str, *, organisation: Organisation, actor: User, reason: str, at: datetime | None
) -> Organisation:
    at = at or timezone.now()
    to = OrganisationStatus.VETTED if deed == "reinstated" else OrganisationStatus(deed)
    move(
        organisation, to=to, moves=ORGANISATION_MOVES, decided_at=at, decision_reason=reason.strip()
    )
    record(verb=f"organisation.{deed}", target=organisation, actor=actor, at=at)
    tell_owners(organisation, deed=deed, at=at)
    return organisation


@transaction.atomic
def correct_organisation(
    *, organisation: Organisation, actor: User, changed: Collection[str], at: datetime | None = None
) -> Organisation:
    """Save what an owner or staff changed of an organisation's details, and record which."""
    if changed:
        organisation.save(update_fields=list(changed))
        record(
            verb="organisation.corrected",
            target=organisation,
            actor=actor,
            details={"fields": sorted(changed)},
            at=at,
        )
    return organisation


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleRefused(_("Give the reason: the organisation reads it."), code="reason")


def _refuse_unless(organisation: Organisation, *states: OrganisationStatus) -> None:
    if organisation.status not in states:
        raise RuleRefused(
            _("This organisation is %(status)s, so that cannot be done.")
            % {"status": organisation.get_status_display()}
        )


def _free_slug(name: str) -> str:
    """Return an address that no organisation has, also for a name in another script."""
    stem = slugify(name)[:SLUG_LENGTH].strip("-") or "organisation"
    taken = Organisation.objects.slugs_like(stem) | RESERVED
    number = 1
    slug = stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
