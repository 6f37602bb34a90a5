"""Write the facts of a letter action, have them approved, and hold the letters they overtake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import (
    TEXT_MOVES,
    Campaign,
    CampaignStatus,
    CaseFact,
    CaseFacts,
    Hold,
    Letter,
    LetterAction,
    TextStatus,
)
from campaigns.permissions import WROTE_TEXT
from core.rules import RuleRefused, Text
from core.states import move

from .campaign import take_up
from .held import hold


@dataclass(frozen=True, kw_only=True)
class FactRow:
    """One fact as it was typed."""

    text: str
    source: str
    as_of: date
    source_url: str = ""


@transaction.atomic
def begin_facts(
    *, letter_action: LetterAction, actor: User, at: datetime | None = None
) -> CaseFacts:
    """Begin the next version with a copy of what is public, or take up the one that is written."""
    at = at or timezone.now()
    campaign = letter_action.campaign
    if campaign.status == CampaignStatus.DRAFT:
        take_up(campaign, actor, part="facts of letters", at=at)
    before = letter_action.case_facts.public().newest_first().first()
    facts, is_new = CaseFacts.objects.being_written().get_or_create(
        letter_action=letter_action,
        defaults={"expires_on": before.expires_on if before else at.date(), "begun_at": at},
    )
    facts.writers.add(actor)
    if is_new and before:
        _write_rows(facts, [_typed(row) for row in before.rows.all()])
    return facts


@transaction.atomic
def write_facts(
    *,
    facts: CaseFacts,
    actor: User,
    rows: Sequence[FactRow],
    expires_on: date,
    reason: str = "",
    at: datetime | None = None,
) -> CaseFacts:
    """Write facts anew. Whoever does cannot approve them. Raises RuleRefused once handed in."""
    locked = CaseFacts.objects.select_for_update().get(pk=facts.pk)
    if locked.status != TextStatus.DRAFT:
        raise RuleRefused(_("These facts were handed in and cannot be changed now."), code="status")
    locked.expires_on, locked.reason = expires_on, reason.strip()
    locked.save(update_fields=["expires_on", "reason"])
    locked.writers.add(actor)
    _write_rows(locked, rows)
    record(verb="facts.written", target=locked, actor=actor, at=at)
    return locked


@transaction.atomic
def submit_facts(*, facts: CaseFacts, actor: User, at: datetime | None = None) -> CaseFacts:
    """Hand facts in for a second person. Raises RuleRefused with all that blocks them."""
    at = at or timezone.now()
    _refuse_unfit(facts, at.date())
    move(facts, to=TextStatus.REVIEW, moves=TEXT_MOVES, return_reason="")
    record(verb="facts.submitted", target=facts, actor=actor, at=at)
    return facts


@transaction.atomic
def return_facts(
    *, facts: CaseFacts, actor: User, reason: str, at: datetime | None = None
) -> CaseFacts:
    """Give facts back to their writers. Raises RuleRefused with code "reason" without one."""
    if not reason.strip():
        raise RuleRefused(_("Say what should be looked at again."), code="reason")
    move(facts, to=TextStatus.DRAFT, moves=TEXT_MOVES, return_reason=reason.strip())
    record(verb="facts.returned", target=facts, actor=actor, at=at)
    return facts


@transaction.atomic
def approve_facts(*, facts: CaseFacts, actor: User, at: datetime | None = None) -> CaseFacts:
    """Make facts public, as the next version; others wrote them (D5). They never change again.

    Letters that were confirmed on the version before are held, and their authors asked. Raises
    RuleRefused if the approver wrote in them, or something blocks them.
    """
    at = at or timezone.now()
    LetterAction.objects.select_for_update().get(pk=facts.letter_action_id)
    if facts.writers.filter(pk=actor.pk).exists():
        raise RuleRefused(WROTE_TEXT.reason, code="own_work")
    _refuse_unfit(facts, at.date())
    _publish(facts, approver=actor, at=at)
    hold_overtaken(facts=facts, at=at)
    return facts


def publish_first_facts(campaign: Campaign, *, at: datetime) -> None:
    """Make public the facts that a campaign is launched with: its approval is theirs."""
    written = CaseFacts.objects.being_written().filter(letter_action__campaign=campaign)
    for facts in written.filter(rows__isnull=False).distinct():
        if campaign.approver and facts.is_good(at.date()):
            _publish(facts, approver=campaign.approver, at=at)


def _publish(facts: CaseFacts, *, approver: User, at: datetime) -> None:
    action = facts.letter_action
    last = action.case_facts.aggregate(last=Max("version"))["last"] or 0
    move(
        facts,
        to=TextStatus.PUBLIC,
        moves=TEXT_MOVES,
        version=last + 1,
        approver=approver,
        public_at=at,
    )
    details = {"version": facts.version}
    record(verb="facts.published", target=facts, actor=approver, details=details, at=at)


def hold_overtaken(*, facts: CaseFacts, at: datetime) -> int:
    """Hold what was confirmed on other facts, and have those asked again who wait. How many."""
    own = Letter.objects.filter(letter_action=facts.letter_action_id)
    held = hold(own.confirmed_waiting().on_other_facts(facts), Hold.FACTS_CHANGED, at)
    asked = own.held_since(at, Hold.FACTS_EXPIRED, Hold.FACTS_CHANGED).on_other_facts(facts)
    asked.update(hold=Hold.FACTS_CHANGED, held_at=at, asked_at=None)
    return held


def _write_rows(facts: CaseFacts, rows: Sequence[FactRow]) -> None:
    facts.rows.all().delete()
    CaseFact.objects.bulk_create(
        CaseFact(
            case_facts=facts,
            place=place,
            text=row.text,
            source=row.source,
            source_url=row.source_url,
            as_of=row.as_of,
        )
        for place, row in enumerate(rows)
    )


def _typed(row: CaseFact) -> FactRow:
    return FactRow(text=row.text, source=row.source, as_of=row.as_of, source_url=row.source_url)


def _refuse_unfit(facts: CaseFacts, on: date) -> None:
    found: list[tuple[str, Text]] = []
    if not facts.rows.exists():
        found.append(("rows", _("Write at least one fact, with its source and its day.")))
    if not facts.is_good(on):
        found.append(("expires_on", _("The last day has passed.")))
    if facts.letter_action.case_facts.public().exists() and not facts.reason.strip():
        found.append(("reason", _("Say what has changed: those whose letters wait are told.")))
    if found:
        raise RuleRefused(also=found)
