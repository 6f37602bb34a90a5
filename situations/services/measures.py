"""Deeds on the log of measures, and on the watch over sanctions. (D7; Evans 2007, paras 29, 61)"""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from core.rules import RuleRefused
from situations.models import Measure, SanctionsCheck, Situation, SituationStatus
from situations.models.choices import Rung
from situations.models.measure import Course

ARCHIVED = _("This situation is archived. Reopen it before you change what was done about it.")


@transaction.atomic
def record_measure(
    *, situation: Situation, actor: User, at: datetime | None = None, **entry: Any
) -> Measure:
    """Log what somebody did about the situation, on which rung and in which phase. (D7)

    It says what happened and asks for nothing, so every rung can be logged. Raises RuleRefused for
    days that cannot be, and for an archived situation.
    """
    at = at or timezone.now()
    _refuse_archived(situation)
    measure = Measure(situation=situation, added_at=at, **entry)
    _refuse_impossible_days(measure, at)
    measure.full_clean()
    measure.save()
    situation.touch(at=at)
    record(verb="measure.recorded", target=situation, actor=actor, details=_named(measure), at=at)
    return measure


@transaction.atomic
def update_measure(
    *, measure: Measure, actor: User, at: datetime | None = None, **entry: Any
) -> Measure:
    """Change an entry: it ended, it turned out in another way, or it was logged wrongly.

    Raises RuleRefused as `record_measure` does.
    """
    at = at or timezone.now()
    _refuse_archived(measure.situation)
    changed = sorted(field for field in entry if getattr(measure, field) != entry[field])
    for field, value in entry.items():
        setattr(measure, field, value)
    _refuse_impossible_days(measure, at)
    measure.full_clean()
    measure.save()
    measure.situation.touch(at=at)
    record(
        verb="measure.updated",
        target=measure.situation,
        actor=actor,
        details=_named(measure) | {"fields": changed},
        at=at,
    )
    return measure


@transaction.atomic
def remove_measure(*, measure: Measure, actor: User, at: datetime | None = None) -> None:
    """Take a wrong entry out. The audit trail keeps what it said."""
    situation, said = measure.situation, _named(measure)
    _refuse_archived(situation)
    measure.delete()
    situation.touch(at=at or timezone.now())
    record(verb="measure.removed", target=situation, actor=actor, details=said, at=at)


@transaction.atomic
def log_check(
    *, measure: Measure, actor: User, at: datetime | None = None, **entry: Any
) -> SanctionsCheck:
    """Log a look at sanctions: are they applied, do they have the effect meant? (para 61)

    Raises RuleRefused if the measure is not a sanction, or for a day before it began or to come.
    """
    at = at or timezone.now()
    _refuse_archived(measure.situation)
    if measure.rung != Rung.ECONOMIC:
        raise RuleRefused(_("Only sanctions are monitored like this."), code="measure")
    day: date = entry["checked_on"]
    if day > at.astimezone(UTC).date():
        raise RuleRefused(_("This day has not come yet."), code="checked_on")
    if measure.began_on and day < measure.began_on:
        raise RuleRefused(_("The sanctions had not begun by this day."), code="checked_on")
    check = SanctionsCheck.objects.create(measure=measure, added_at=at, **entry)
    measure.situation.touch(at=at)
    record(
        verb="measure.checked",
        target=measure.situation,
        actor=actor,
        details={"what": measure.what, "application": check.application, "day": day.isoformat()},
        at=at,
    )
    return check


def _refuse_archived(situation: Situation) -> None:
    if situation.status == SituationStatus.ARCHIVED:
        raise RuleRefused(ARCHIVED, code="archived")


def _refuse_impossible_days(measure: Measure, at: datetime) -> None:
    """What was done lies behind us; what was only proposed or decided may lie ahead."""
    today = at.astimezone(UTC).date()
    done = measure.course == Course.CARRIED_OUT
    if done and measure.began_on and measure.began_on > today:
        raise RuleRefused(_("This day has not come yet."), code="began_on")
    if measure.began_on and measure.ended_on and measure.ended_on < measure.began_on:
        raise RuleRefused(_("The last day cannot come before the first."), code="ended_on")


def _named(measure: Measure) -> dict[str, Any]:
    return {"rung": measure.rung, "phase": measure.phase, "what": measure.what, "who": measure.who}
