"""Deeds on a force worksheet: begin, write, hand in, return, approve twice, withdraw. (D8)"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from core.rules import RuleRefused, Text
from core.states import move
from situations.models import (
    WORKSHEET_MOVES,
    CriterionAnswer,
    ForceWorksheet,
    RungConsidered,
    Situation,
    WorksheetStatus,
)
from situations.models.worksheet import APPROVALS_NEEDED, Criterion
from situations.permissions import WROTE_WORKSHEET, has_written

REPLACED = _("Replaced by a later worksheet.")


@transaction.atomic
def begin_worksheet(
    *, situation: Situation, actor: User, at: datetime | None = None
) -> ForceWorksheet:
    """Begin a worksheet on what stands in the register. (D8; para 57)

    Raises RuleRefused if it is not registered, or if a worksheet on it is open already.
    """
    at = at or timezone.now()
    situation = Situation.objects.select_for_update(of=("self",)).get(pk=situation.pk)
    assessment = situation.current_assessment
    if not situation.is_registered or assessment is None:
        raise RuleRefused(
            _("Force is thought about only for what stands in the register as R2P."),
            code="situation",
        )
    if situation.force_worksheets.open().exists():
        raise RuleRefused(_("A worksheet on this situation is open. Finish it first."), code="open")
    worksheet = ForceWorksheet.objects.create(
        situation=situation,
        assessment=assessment,
        author=actor,
        as_of=at.astimezone(UTC).date(),
        created_at=at,
    )
    record(verb="worksheet.drafted", target=worksheet, actor=actor, at=at)
    return worksheet


@transaction.atomic
def write_worksheet(
    *,
    worksheet: ForceWorksheet,
    actor: User,
    answers: Mapping[str, tuple[str, str]],
    rungs: Mapping[int, str],
    at: datetime | None = None,
    **columns: Any,
) -> ForceWorksheet:
    """Save a draft: `answers` are (answer, sources) by criterion, `rungs` words by lower rung.

    Whoever saves is one of its writers and cannot approve it (D5). Nothing must be complete before
    it is handed in. Raises RuleRefused once it is, and for a day that has not come.
    """
    at = at or timezone.now()
    _take_up(worksheet, actor)
    for field, value in columns.items():
        setattr(worksheet, field, value)
    if worksheet.as_of > at.astimezone(UTC).date():
        raise RuleRefused(_("This day has not come yet."), code="as_of")
    worksheet.save(update_fields=list(columns) or None)
    worksheet.answers.all().delete()
    worksheet.rungs.all().delete()
    CriterionAnswer.objects.bulk_create(
        CriterionAnswer(worksheet=worksheet, criterion=each, answer=answer, sources=sources)
        for each, (answer, sources) in answers.items()
        if answer.strip() or sources.strip()
    )
    RungConsidered.objects.bulk_create(
        RungConsidered(worksheet=worksheet, rung=rung, considered=words)
        for rung, words in rungs.items()
        if words.strip()
    )
    record(verb="worksheet.written", target=worksheet, actor=actor, at=at)
    return worksheet


@transaction.atomic
def submit_worksheet(
    *, worksheet: ForceWorksheet, actor: User, at: datetime | None = None
) -> ForceWorksheet:
    """Hand in for two approvals. Raises RuleRefused with a message for each missing part."""
    if missing := worksheet_shortcomings(worksheet):
        raise RuleRefused(also=missing)
    if worksheet.status == WorksheetStatus.RETURNED:
        move(worksheet, to=WorksheetStatus.DRAFT, moves=WORKSHEET_MOVES)
    move(
        worksheet,
        to=WorksheetStatus.REVIEW,
        moves=WORKSHEET_MOVES,
        submitted_at=at or timezone.now(),
        returned_reason="",
    )
    record(verb="worksheet.submitted", target=worksheet, actor=actor, at=at)
    return worksheet


@transaction.atomic
def return_worksheet(
    *, worksheet: ForceWorksheet, actor: User, reason: str, at: datetime | None = None
) -> ForceWorksheet:
    """Give it back to its writers. An approval given before is void: it was of other words."""
    _refuse_own_work(worksheet, actor)
    if not reason.strip():
        raise RuleRefused(_("Say what should be looked at again."), code="reason")
    move(
        worksheet,
        to=WorksheetStatus.RETURNED,
        moves=WORKSHEET_MOVES,
        returned_reason=reason.strip(),
    )
    worksheet.approvals.all().delete()
    record(verb="worksheet.returned", target=worksheet, actor=actor, at=at)
    return worksheet


@transaction.atomic
def approve_worksheet(
    *, worksheet: ForceWorksheet, actor: User, at: datetime | None = None
) -> ForceWorksheet:
    """Approve what others wrote. The second approval makes it public, and it never changes again.

    An approved worksheet before it is withdrawn. Raises RuleRefused if the approver had a hand in
    it (D5), approved it already, or if it is not waiting or not complete. (D8; para 57)
    """
    at = at or timezone.now()
    worksheet = ForceWorksheet.objects.select_for_update(of=("self",)).get(pk=worksheet.pk)
    _refuse_own_work(worksheet, actor)
    if worksheet.status != WorksheetStatus.REVIEW:
        raise RuleRefused(_("This worksheet does not wait for an approval."), code="status")
    if missing := worksheet_shortcomings(worksheet):
        raise RuleRefused(also=missing)
    _approval, is_new = worksheet.approvals.get_or_create(approver=actor, defaults={"at": at})
    if not is_new:
        raise RuleRefused(
            _("You approved it already. A second person must as well."), code="own_work"
        )
    if worksheet.approvals.count() < APPROVALS_NEEDED:
        record(verb="worksheet.approved_once", target=worksheet, actor=actor, at=at)
        return worksheet
    return _make_public(worksheet, actor, at)


@transaction.atomic
def withdraw_worksheet(
    *, worksheet: ForceWorksheet, actor: User, reason: str, at: datetime | None = None
) -> ForceWorksheet:
    """Withdraw an approved worksheet: it stays readable, and nothing can rest on it any more.

    Raises RuleRefused with code "reason" without one.
    """
    at = at or timezone.now()
    if not reason.strip():
        raise RuleRefused(_("Say why it is withdrawn."), code="reason")
    move(
        worksheet,
        to=WorksheetStatus.WITHDRAWN,
        moves=WORKSHEET_MOVES,
        withdrawn_at=at,
        withdrawn_reason=reason.strip(),
    )
    worksheet.situation.touch(at=at)
    record(verb="worksheet.withdrawn", target=worksheet, actor=actor, public=True, at=at)
    return worksheet


def worksheet_shortcomings(worksheet: ForceWorksheet) -> list[tuple[str, Text]]:
    """Return what a worksheet lacks before it can be handed in, as (field, message). (D8)"""
    found: list[tuple[str, Text]] = [
        (field, message)
        for field, message in (
            ("authority", _("Say where the Security Council stands.")),
            ("authority_note", _("Say what the Council did, or why it was not asked.")),
            ("authority_sources", _("Name the sources on the Council’s authority.")),
            ("finding", _("Say what you conclude.")),
            ("finding_reason", _("Give the reasons for what you conclude.")),
        )
        if not getattr(worksheet, field).strip()
    ]
    for criterion, answer, sources in worksheet.questions:
        name = {"name": Criterion(criterion).label}
        if not answer.strip():
            found.append((f"{criterion}_answer", _("No answer yet on: %(name)s.") % name))
        if not sources.strip():
            found.append((f"{criterion}_sources", _("No source yet on: %(name)s.") % name))
    if not worksheet.rungs.all():
        found.append(
            ("rung_0", _("Say what was considered on at least one rung below force (para 55)."))
        )
    return found


def _make_public(worksheet: ForceWorksheet, actor: User, at: datetime) -> ForceWorksheet:
    situation = Situation.objects.select_for_update(of=("self",)).get(pk=worksheet.situation_id)
    before = situation.force_worksheets.approved().first()
    if before:
        withdraw_worksheet(worksheet=before, actor=actor, reason=str(REPLACED), at=at)
    last = situation.force_worksheets.aggregate(last=Max("number"))["last"] or 0
    move(
        worksheet,
        to=WorksheetStatus.APPROVED,
        moves=WORKSHEET_MOVES,
        number=last + 1,
        approved_at=at,
    )
    situation.touch(at=at)
    record(verb="worksheet.approved", target=worksheet, actor=actor, public=True, at=at)
    return worksheet


def _take_up(worksheet: ForceWorksheet, actor: User) -> None:
    """Make the draft writable for `actor`, alone until the transaction ends."""
    current = ForceWorksheet.objects.select_for_update().get(pk=worksheet.pk).status
    if worksheet.status == WorksheetStatus.RETURNED:
        move(worksheet, to=WorksheetStatus.DRAFT, moves=WORKSHEET_MOVES)
    elif {worksheet.status, current} != {WorksheetStatus.DRAFT}:
        raise RuleRefused(
            _("This worksheet was handed in and cannot be changed now."), code="handed_in"
        )
    if actor.pk != worksheet.author_id:
        worksheet.writers.add(actor)


def _refuse_own_work(worksheet: ForceWorksheet, actor: User) -> None:
    if has_written(actor, worksheet):
        raise RuleRefused(WROTE_WORKSHEET.reason, code="own_work")
