"""The side of the warning desk: acknowledge, look into, answer, and come to a reasoned end. (D9)

Whoever sent the warning reads every reason and every answer; a note stays at the desk.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from audit.services import record
from core.rules import RuleRefused
from core.states import move
from situations.models import (
    WARNING_MOVES,
    DeclineCode,
    EarlyWarning,
    Side,
    Situation,
    WarningMessage,
    WarningStatus,
)

from .clocks import UNHURRIED, acknowledge_due, question_due, restart, triage_due
from .duty import officers_of
from .situations import propose_situation
from .warning_mail import tell_desk


@transaction.atomic
def acknowledge_warning(
    *, warning: EarlyWarning, actor: User, at: datetime | None = None
) -> EarlyWarning:
    """Say that somebody has read it. Whoever does owns it from now on; the next clock starts."""
    at = at or timezone.now()
    move(
        warning,
        to=WarningStatus.ACKNOWLEDGED,
        moves=WARNING_MOVES,
        owner=actor,
        acknowledged_at=warning.acknowledged_at or at,
        due_at=triage_due(at),
        **UNHURRIED,
    )
    record(verb="warning.acknowledged", target=warning, actor=actor, at=at)
    return warning


@transaction.atomic
def begin_triage(*, warning: EarlyWarning, actor: User, at: datetime | None = None) -> EarlyWarning:
    """Begin to look into it, or take it up again without an answer to a question."""
    at = at or timezone.now()
    if warning.status == WarningStatus.RECEIVED:
        acknowledge_warning(warning=warning, actor=actor, at=at)
    clock: dict[str, Any] = {"owner": actor}
    if warning.status == WarningStatus.NEEDS_INFORMATION:
        clock |= {"due_at": triage_due(at), "reason": "", **UNHURRIED}
    move(warning, to=WarningStatus.IN_TRIAGE, moves=WARNING_MOVES, **clock)
    record(verb="warning.triage_begun", target=warning, actor=actor, at=at)
    return warning


@transaction.atomic
def answer_warning(
    *, warning: EarlyWarning, actor: User, text: str, at: datetime | None = None
) -> WarningMessage:
    """Write to whoever sent it. An answer to a new warning acknowledges it."""
    at = at or timezone.now()
    _require(text, _("Write the answer."), code="text")
    if warning.status == WarningStatus.RECEIVED:
        acknowledge_warning(warning=warning, actor=actor, at=at)
    message = _say(warning, actor=actor, text=text, at=at)
    record(verb="warning.answered", target=warning, actor=actor, at=at)
    return message


@transaction.atomic
def note_on_warning(
    *, warning: EarlyWarning, actor: User, text: str, at: datetime | None = None
) -> WarningMessage:
    """Keep a note at the desk. Whoever sent the warning does not see it."""
    at = at or timezone.now()
    _require(text, _("Write the note."), code="text")
    note = WarningMessage.objects.create(
        warning=warning, side=Side.NOTE, author=actor, text=text.strip(), sent_at=at
    )
    record(verb="warning.noted", target=warning, actor=actor, at=at)
    return note


@transaction.atomic
def ask_sender(
    *, warning: EarlyWarning, actor: User, reason: str, at: datetime | None = None
) -> EarlyWarning:
    """Ask whoever sent it for what is missing; `reason` is the question.

    The clock goes on: a question that nobody answers ends in a decision all the same.
    """
    at = at or timezone.now()
    _require(reason, _("Write the question."), code="reason")
    move(
        warning,
        to=WarningStatus.NEEDS_INFORMATION,
        moves=WARNING_MOVES,
        reason=reason.strip(),
        due_at=question_due(at),
        **UNHURRIED,
    )
    _say(warning, actor=actor, text=reason, at=at)
    record(verb="warning.asked", target=warning, actor=actor, at=at)
    return warning


@transaction.atomic
def link_warning(
    *,
    warning: EarlyWarning,
    actor: User,
    situation: Situation,
    reason: str,
    at: datetime | None = None,
) -> EarlyWarning:
    """End it by adding it to a situation that is followed already. (D9)"""
    return _end(
        warning, to=WarningStatus.LINKED, actor=actor, reason=reason, at=at, situation=situation
    )


@transaction.atomic
def open_situation(
    *,
    warning: EarlyWarning,
    actor: User,
    name: str,
    reason: str,
    at: datetime | None = None,
) -> EarlyWarning:
    """End it by proposing a situation, which the organisation assesses from here. (D9, D1)

    Nobody outside the organisation sees the situation before it is decided. Raises RuleRefused for
    a warning without a territory, or that no organisation has: there is nobody to assess it.
    """
    at = at or timezone.now()
    if warning.organisation is None:
        raise RuleRefused(_("Hand it over to an organisation first."), code="organisation")
    if warning.territory is None:
        raise RuleRefused(
            _("The warning names no country. Propose the situation, then add the warning to it."),
            code="territory",
        )
    _require_reason(reason)
    situation = propose_situation(
        organisation=warning.organisation,
        actor=actor,
        territories=[warning.territory],
        name=name,
        area=warning.place,
        at=at,
    )
    return _end(
        warning,
        to=WarningStatus.OPENED_SITUATION,
        actor=actor,
        reason=reason,
        at=at,
        situation=situation,
    )


@transaction.atomic
def decline_warning(
    *,
    warning: EarlyWarning,
    actor: User,
    code: DeclineCode | str,
    reason: str,
    at: datetime | None = None,
) -> EarlyWarning:
    """End it without taking it further, with a code and with the reason in words. (D9)"""
    return _end(
        warning,
        to=WarningStatus.DECLINED,
        actor=actor,
        reason=reason,
        at=at,
        decline_code=DeclineCode(code),
    )


@transaction.atomic
def close_warning(
    *, warning: EarlyWarning, actor: User, reason: str, at: datetime | None = None
) -> EarlyWarning:
    """Close what has come to its end, or a question that stayed without an answer. (D9)"""
    return _end(warning, to=WarningStatus.CLOSED, actor=actor, reason=reason, at=at)


@transaction.atomic
def reopen_warning(
    *, warning: EarlyWarning, actor: User, reason: str, at: datetime | None = None
) -> EarlyWarning:
    """Begin anew with one that ended: it has a clock again. The reason stays at the desk."""
    at = at or timezone.now()
    _require_reason(reason)
    restart(warning, at=at)
    note_on_warning(warning=warning, actor=actor, text=reason, at=at)
    record(verb="warning.reopened", target=warning, actor=actor, details={"by": "desk"}, at=at)
    return warning


@transaction.atomic
def take_over_warning(
    *, warning: EarlyWarning, actor: User, at: datetime | None = None
) -> EarlyWarning:
    """Become the owner of a warning. Its clock goes on as it was."""
    _put(warning, owner=actor)
    record(verb="warning.taken_over", target=warning, actor=actor, at=at)
    return warning


@transaction.atomic
def hand_over_warning(
    *,
    warning: EarlyWarning,
    actor: User,
    organisation: Organisation,
    reason: str,
    at: datetime | None = None,
) -> EarlyWarning:
    """Give a warning to another organisation that is on duty, with a note for it.

    Raises RuleRefused if whoever sent it chose one that can still act: they trusted that one with
    it, and no other. Also for an end that was reached, and for one that nobody is on duty at.
    """
    at = at or timezone.now()
    _require_reason(reason)
    officers = officers_of(organisation)
    _refuse_hand_over(warning, organisation, officers)
    is_new = warning.status == WarningStatus.RECEIVED
    _put(
        warning,
        organisation=organisation,
        owner=officers[0],
        due_at=acknowledge_due(at) if is_new else triage_due(at),
        **UNHURRIED,
    )
    note_on_warning(warning=warning, actor=actor, text=reason, at=at)
    details = {"organisation": organisation.pk}
    record(verb="warning.handed_over", target=warning, actor=actor, details=details, at=at)
    tell_desk(
        officers[:1],
        deed="handed_over",
        organisation=organisation,
        link=warning.get_absolute_url(),
        key=f"handed_over:{warning.pk}:{at.timestamp()}",
    )
    return warning


def _refuse_hand_over(
    warning: EarlyWarning, organisation: Organisation, officers: list[User]
) -> None:
    chosen = None if warning.is_for_anyone else warning.organisation
    if chosen and chosen.is_vetted and officers_of(chosen):
        raise RuleRefused(
            _("Whoever sent it chose this organisation, and trusted no other with it."),
            code="chosen",
        )
    if warning.has_ended or not officers or organisation == warning.organisation:
        raise RuleRefused(_("It cannot be handed over to this organisation."), code="organisation")


def _end(
    warning: EarlyWarning,
    *,
    to: WarningStatus,
    actor: User,
    reason: str,
    at: datetime | None,
    **also: Any,
) -> EarlyWarning:
    at = at or timezone.now()
    _require_reason(reason)
    move(
        warning,
        to=to,
        moves=WARNING_MOVES,
        reason=reason.strip(),
        due_at=None,
        ended_at=at,
        decided_at=warning.decided_at or at,
        **also,
        **UNHURRIED,
    )
    _say(warning, actor=actor, text=reason, at=at)
    record(verb=f"warning.{to.value}", target=warning, actor=actor, at=at)
    return warning


def _say(warning: EarlyWarning, *, actor: User, text: str, at: datetime) -> WarningMessage:
    """Write to whoever sent the warning; a worker tells them if they left an address."""
    EarlyWarning.objects.filter(pk=warning.pk, contact_sealed__isnull=False).update(news_at=at)
    return WarningMessage.objects.create(
        warning=warning, side=Side.DESK, author=actor, text=text.strip(), sent_at=at
    )


def _put(warning: EarlyWarning, **columns: Any) -> None:
    """Change columns that are no state, in the table and in memory."""
    EarlyWarning.objects.filter(pk=warning.pk).update(**columns)
    for name, value in columns.items():
        setattr(warning, name, value)


def _require(text: str, message: Any, *, code: str) -> None:
    if not text.strip():
        raise RuleRefused(message, code=code)


def _require_reason(reason: str) -> None:
    _require(reason, _("Give the reason: a warning never ends without one."), code="reason")
