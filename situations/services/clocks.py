"""The clocks of the warning desk, as the settings promise them. (D9)"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from core.states import move
from situations.models import WARNING_MOVES, EarlyWarning, WarningStatus

# A clock that begins anew has reached nobody yet.
UNHURRIED: dict[str, Any] = {"reached": "", "escalated_at": None}


def acknowledge_due(at: datetime) -> datetime:
    """Return until when a warning that came at `at` is to be acknowledged."""
    return at + timedelta(hours=settings.WARNING_ACKNOWLEDGE_HOURS)


def triage_due(at: datetime) -> datetime:
    """Return until when a warning acknowledged at `at` is to come to a reasoned end."""
    return at + timedelta(hours=settings.WARNING_TRIAGE_HOURS)


def question_due(at: datetime) -> datetime:
    """Return until when a question may stay open before the desk decides without the answer."""
    return at + timedelta(days=settings.WARNING_QUESTION_DAYS)


def promise() -> dict[str, int]:
    """Return what is promised in public, in hours and days."""
    return {
        "acknowledge": settings.WARNING_ACKNOWLEDGE_HOURS,
        "triage": settings.WARNING_TRIAGE_HOURS,
        "escalate": settings.WARNING_ESCALATE_HOURS,
        "question": settings.WARNING_QUESTION_DAYS,
    }


def restart(warning: EarlyWarning, *, at: datetime) -> None:
    """Let a warning that ended begin anew. Raises MoveRefused for one that has not ended."""
    move(
        warning,
        to=WarningStatus.RECEIVED,
        moves=WARNING_MOVES,
        due_at=acknowledge_due(at),
        ended_at=None,
        reason="",
        decline_code="",
        situation=None,
        **UNHURRIED,
    )
