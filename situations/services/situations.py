"""Deeds on a situation that do not judge it: propose, describe, name a lead."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from audit.services import record
from core.rules import RuleRefused
from core.text import clean_line
from situations.models import Situation, Territory


@transaction.atomic
def propose_situation(
    *,
    organisation: Organisation,
    actor: User,
    territories: Iterable[Territory],
    at: datetime | None = None,
    **described: Any,
) -> Situation:
    """Propose a situation for the register; `described` is name, area and lead.

    Nobody outside the organisation sees it before it is decided. Raises RuleRefused (D16) if the
    lead is not one of the organisation's members.
    """
    at = at or timezone.now()
    situation = Situation(organisation=organisation, proposed_at=at, updated_at=at)
    _describe(situation, territories, described)
    record(verb="situation.proposed", target=situation, actor=actor, at=at)
    return situation


@transaction.atomic
def update_situation(
    *,
    situation: Situation,
    actor: User,
    territories: Iterable[Territory],
    at: datetime | None = None,
    **described: Any,
) -> Situation:
    """Change name, territories, area or lead. The address and the assessments stay as they are."""
    at = at or timezone.now()
    situation.updated_at = at
    _describe(situation, territories, described)
    record(
        verb="situation.updated",
        target=situation,
        actor=actor,
        details={"fields": sorted({*described, "territories"})},
        at=at,
    )
    return situation


def _describe(
    situation: Situation, territories: Iterable[Territory], described: dict[str, Any]
) -> None:
    lead = described.get("lead")
    if lead and not situation.organisation.memberships.filter(user=lead).exists():
        raise RuleRefused(_("The lead must belong to the organisation."), code="lead")
    chosen = list(territories)
    if not chosen:
        raise RuleRefused(_("Name at least one territory."), code="territories")
    for field in ("name", "area"):
        if field in described:
            described[field] = clean_line(described[field])
    for field, value in described.items():
        setattr(situation, field, value)
    situation.save()
    situation.territories.set(chosen)
