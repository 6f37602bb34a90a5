"""The public register follows decided assessments, and nothing else. (D1, D4)"""

from datetime import datetime
from typing import Any

from accounts.models import User
from audit.services import record
from core.states import move
from situations.models import SITUATION_MOVES, Assessment, Situation, SituationStatus

from .numbering import free_slug, next_reference


def put_in_register(
    *, situation: Situation, assessment: Assessment, actor: User, at: datetime
) -> None:
    """Let the register follow `assessment`, unless a later one stands. The caller's transaction.

    `situation` is locked by the caller. The first decision gives number and address, whichever way
    it went. What changed is said in one public event: registered, not registered, another level,
    or assessed anew.
    """
    before = situation.current_assessment
    if before and (before.as_of, before.version) > (assessment.as_of, assessment.version):
        _record("situation.history_added", situation, assessment, actor, at)
        return
    previous = before.level if before else ""
    columns: dict[str, Any] = {"current_assessment": assessment, "updated_at": at}
    if not before:
        columns["reference"] = next_reference(model=Situation, series="R2P", width=4)
        columns["slug"] = free_slug(
            model=Situation, text=situation.name, otherwise=columns["reference"]
        )
    status = SituationStatus(assessment.outcome)
    if situation.status == status:
        Situation.objects.filter(pk=situation.pk).update(**columns)
        situation.refresh_from_db()
        changed = "reassessed" if assessment.level == previous else "level_changed"
    else:
        move(situation, to=status, moves=SITUATION_MOVES, **columns)
        changed = status.value
    _record(f"situation.{changed}", situation, assessment, actor, at, previous=previous)


def _record(
    verb: str,
    situation: Situation,
    assessment: Assessment,
    actor: User,
    at: datetime,
    previous: str = "",
) -> None:
    record(
        verb=verb,
        target=situation,
        actor=actor,
        public=True,
        details={
            "level": assessment.level,
            "previous": previous,
            "assessment": assessment.pk,
            "as_of": assessment.as_of.isoformat(),
        },
        at=at,
    )
