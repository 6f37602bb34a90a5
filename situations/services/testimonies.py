"""Deeds on testimony and on the consent to it. (D12)"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from core.rules import RuleRefused
from core.states import move
from core.text import clean_line, clean_text
from situations.models import (
    CONSENT_MOVES,
    Consent,
    ConsentStatus,
    Situation,
    Testimony,
)
from situations.permissions.evidence import TOOK_TESTIMONY

WORDS = ("pseudonym", "account", "excerpt")


@transaction.atomic
def record_testimony(
    *, situation: Situation, actor: User, at: datetime | None = None, **fields: Any
) -> Testimony:
    """Keep what a witness told. Nothing of it is quoted before a consent and an approval.

    Raises RuleRefused for a day that has not come, or an incident of another situation.
    """
    at = at or timezone.now()
    testimony = Testimony(situation=situation, taken_by=actor, added_at=at, **_cleaned(fields))
    _save(testimony, at)
    record(verb="testimony.recorded", target=testimony, actor=actor, at=at)
    return testimony


@transaction.atomic
def write_testimony(
    *, testimony: Testimony, actor: User, at: datetime | None = None, **fields: Any
) -> Testimony:
    """Change a testimony. Its approval ends with it: nobody approved the new words."""
    at = at or timezone.now()
    for field, value in _cleaned(fields).items():
        setattr(testimony, field, value)
    testimony.approved_by = testimony.approved_at = None
    _save(testimony, at)
    record(verb="testimony.written", target=testimony, actor=actor, at=at)
    return testimony


@transaction.atomic
def approve_testimony(
    *, testimony: Testimony, actor: User, at: datetime | None = None
) -> Testimony:
    """Approve the excerpt and the pseudonym for quotation, within what consent allows.

    Raises RuleRefused if the approver took it (D5), or if no words were chosen.
    """
    at = at or timezone.now()
    if testimony.taken_by_id == actor.pk:
        raise RuleRefused(TOOK_TESTIMONY.reason, code="own_work")
    if not testimony.excerpt:
        raise RuleRefused(_("Choose the words that may be quoted first."), code="excerpt")
    testimony.approved_by, testimony.approved_at = actor, at
    testimony.save(update_fields=["approved_by", "approved_at"])
    record(verb="testimony.approved", target=testimony, actor=actor, at=at)
    return testimony


@transaction.atomic
def record_consent(
    *, testimony: Testimony, actor: User, at: datetime | None = None, **fields: Any
) -> Consent:
    """Record what the witness agrees to from now on, in the place of what was agreed before.

    A new use takes a new consent, and so does a narrower one: the old row stays and says that it
    was narrowed or renewed. Raises RuleRefused for a day that has not come, or without any use.
    """
    at = at or timezone.now()
    if fields["given_on"] > at.date():
        raise RuleRefused(_("This day has not come yet."), code="given_on")
    if not fields["uses"]:
        raise RuleRefused(
            _("Tick at least one use. If there is none left, withdraw the consent."), code="uses"
        )
    before = Consent.objects.select_for_update().filter(
        testimony=testimony, status=ConsentStatus.ACTIVE
    )
    for old in before:
        is_narrower = set(fields["uses"]) < set(old.uses)
        to = ConsentStatus.NARROWED if is_narrower else ConsentStatus.RENEWED
        move(old, to=to, moves=CONSENT_MOVES, ended_at=at)
    consent = Consent(testimony=testimony, recorded_by=actor, recorded_at=at, **fields)
    consent.full_clean()
    consent.save()
    uses = sorted(str(use) for use in consent.uses)
    record(verb="consent.recorded", target=testimony, actor=actor, details={"uses": uses}, at=at)
    return consent


@transaction.atomic
def withdraw_consent(*, testimony: Testimony, actor: User, at: datetime | None = None) -> Testimony:
    """Take back all that the witness agreed to. It is off every outlet with the next request.

    No reason is asked for: nobody owes one. Raises RuleRefused if no consent is in force.
    """
    at = at or timezone.now()
    consent = Consent.objects.filter(testimony=testimony, status=ConsentStatus.ACTIVE).first()
    if consent is None:
        raise RuleRefused(_("No consent is in force."), code="consent")
    move(consent, to=ConsentStatus.WITHDRAWN, moves=CONSENT_MOVES, ended_at=at)
    record(verb="consent.withdrawn", target=testimony, actor=actor, at=at)
    return testimony


def expire_consents(*, at: datetime | None = None) -> int:
    """Call expired what is past its last day; it ceased to count on that day. Returns how many."""
    at = at or timezone.now()
    overdue = list(Consent.objects.overdue(at=at).select_related("testimony")[:500])
    for consent in overdue:
        with transaction.atomic():
            move(consent, to=ConsentStatus.EXPIRED, moves=CONSENT_MOVES, ended_at=at)
            record(verb="consent.expired", target=consent.testimony, at=at)
    return len(overdue)


def _save(testimony: Testimony, at: datetime) -> None:
    if testimony.taken_on > at.date():
        raise RuleRefused(_("This day has not come yet."), code="taken_on")
    incident = testimony.incident
    if incident and incident.situation_id != testimony.situation_id:
        raise RuleRefused(_("Choose an incident of the same situation."), code="incident")
    testimony.full_clean()
    testimony.save()


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    """Take out marks that turn text around: what is quoted must read as it was approved."""
    cleaned = {name: clean_text(fields[name]) for name in WORDS if name in fields}
    if "pseudonym" in cleaned:
        cleaned["pseudonym"] = clean_line(cleaned["pseudonym"])
    return fields | cleaned
