"""What a State put its name to: recorded, withdrawn, or struck out as mistaken; never deleted."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from core.rules import RuleRefused
from situations.models import Instrument, StateCommitment, Territory


@transaction.atomic
def record_commitment(
    *,
    territory: Territory,
    instrument: Instrument,
    actor: User | None,
    at: datetime | None = None,
    **dated: Any,
) -> StateCommitment:
    """Record that a State put its name to something; `dated` is since, precision, source, note.

    Raises RuleRefused for a text that States do not put their names to and for a day to come, and
    ValidationError if the State stands by it already.
    """
    at = at or timezone.now()
    if not instrument.is_joined:
        raise RuleRefused(_("States do not put their names to this text."), code="instrument")
    _refuse_to_come(dated["since"], at, "since")
    commitment = StateCommitment(
        territory=territory, instrument=instrument, recorded_at=at, **dated
    )
    commitment.full_clean()
    commitment.save()
    record(
        verb="commitment.recorded",
        target=commitment,
        actor=actor,
        details={"state": territory.code, "instrument": instrument.slug},
        at=at,
    )
    return commitment


@transaction.atomic
def withdraw_commitment(
    *,
    commitment: StateCommitment,
    actor: User | None,
    until: date,
    source: str,
    at: datetime | None = None,
) -> StateCommitment:
    """Record that the State no longer stands by it. That it once did stays on record. (para 44)

    Raises RuleRefused without a source, and for a day before the beginning or to come.
    """
    at = at or timezone.now()
    if commitment.until:
        raise RuleRefused(_("It was withdrawn already."), code="until")
    if until < commitment.since:
        raise RuleRefused(_("A withdrawal comes after the beginning."), code="until")
    _refuse_to_come(until, at, "until")
    if not source.strip():
        raise RuleRefused(_("Name the source."), code="until_source")
    commitment.until, commitment.until_source = until, source.strip()
    commitment.save(update_fields=["until", "until_source"])
    record(verb="commitment.withdrawn", target=commitment, actor=actor, at=at)
    return commitment


@transaction.atomic
def strike_commitment(
    *, commitment: StateCommitment, actor: User | None, reason: str, at: datetime | None = None
) -> StateCommitment:
    """Strike out a mistaken entry: it is shown no more, and stays in the table with the reason."""
    if not reason.strip():
        raise RuleRefused(_("Say what is mistaken in it."), code="reason")
    commitment.struck_at, commitment.struck_reason = at or timezone.now(), reason.strip()
    commitment.save(update_fields=["struck_at", "struck_reason"])
    record(verb="commitment.struck", target=commitment, actor=actor, at=at)
    return commitment


def _refuse_to_come(day: date, at: datetime, field: str) -> None:
    if day > at.astimezone(UTC).date():
        raise RuleRefused(_("This day has not come yet."), code=field)
