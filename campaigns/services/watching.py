"""Alarms: see what is not as usual under a petition, tell staff once, let a person settle it.

The bounds are for a petition site of middle size, on the side of too many alarms rather than none:
an alarm changes nothing that a signer could see, beyond a proof of work.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from campaigns import unusual
from campaigns.models import ALARM_MOVES, Alarm, AlarmKind, AlarmStatus, Petition
from campaigns.unusual import Finding
from core.countries import country_name
from core.locks import lock
from core.states import move

from .alarm_mail import tell_staff
from .holding import hold_implausible
from .switching import ask_for_proof

LOCK = "campaigns.watching"
# What one source does is answered at once by a proof of work. A jump may be an evening's news, and
# more from a country than is plausible is held by itself: there a person decides.
ASKS_PROOF = frozenset(AlarmKind.values) - {AlarmKind.JUMP, AlarmKind.POPULATION}


def watch_signatures(*, at: datetime | None = None) -> list[Alarm]:
    """Look for bursts, and for more from a country than is plausible. Every 15 seconds.

    What is beyond plausible and not confirmed yet is held. Returns the alarms that are new.
    """
    at = at or timezone.now()
    held = hold_implausible(at=at)
    return _raise_all([*unusual.bursts(at=at), *unusual.implausible(at=at, held=held)], at)


def watch_hours(*, at: datetime | None = None) -> list[Alarm]:
    """Look at the hour that has ended: one network's share of the day, jumps. Every hour."""
    at = at or timezone.now()
    return _raise_all([*unusual.network_shares(at=at), *unusual.jumps(at=at)], at)


@transaction.atomic
def acknowledge_alarm(*, alarm: Alarm, actor: Any, at: datetime | None = None) -> Alarm:
    """Say that somebody looks into it. Raises MoveRefused if somebody does, or it is closed."""
    at = at or timezone.now()
    move(alarm, to=AlarmStatus.ACKNOWLEDGED, moves=ALARM_MOVES, seen_by=actor, seen_at=at)
    record(verb="alarm.acknowledged", target=alarm, actor=actor, at=at)
    return alarm


@transaction.atomic
def close_alarm(
    *, alarm: Alarm, actor: Any, end: str, note: str = "", at: datetime | None = None
) -> Alarm:
    """Close it, saying what it was. Raises MoveRefused if it is closed.

    For six hours nothing is raised about the same. A country that was found genuine, or whose bound
    is too narrow, is left alone under this petition from now on.
    """
    at = at or timezone.now()
    also = {"closed_by": actor, "closed_at": at, "end": end, "note": note}
    move(alarm, to=AlarmStatus.CLOSED, moves=ALARM_MOVES, **also)
    record(verb="alarm.closed", target=alarm, actor=actor, details={"end": end}, at=at)
    return alarm


def subject_words(alarm: Alarm) -> str:
    """Return what an alarm is about: a country's name, or the short name of a group."""
    if alarm.kind == AlarmKind.POPULATION:
        return country_name(alarm.subject)
    return _("group %(name)s") % {"name": alarm.subject} if alarm.subject else ""


@transaction.atomic
def _raise_all(findings: Iterable[Finding], at: datetime) -> list[Alarm]:
    """Make an alarm of each finding about which there is none. One watcher at a time."""
    lock(LOCK)
    quiet = {
        (alarm.petition_id, alarm.kind, alarm.subject): alarm
        for alarm in Alarm.objects.quiet(at=at)
    }
    new = []
    for finding in findings:
        known = quiet.get(finding.about)
        if known is None:
            new.append(_raise(finding, at))
        elif known.status != AlarmStatus.CLOSED:
            _keep_up(known, finding)
    if new:
        tell_staff(new, at=at)
    return new


def _raise(finding: Finding, at: datetime) -> Alarm:
    petition = Petition.objects.select_related("campaign").get(pk=finding.petition_id)
    asks = finding.kind in ASKS_PROOF and ask_for_proof(
        petition=petition, reason=f"alarm: {finding.kind}", at=at
    )
    alarm = Alarm.objects.create(
        petition=petition,
        kind=finding.kind,
        subject=finding.subject,
        raised_at=at,
        hour=finding.hour,
        seen=finding.seen,
        bound=finding.bound,
        held=finding.held,
        asked_proof=asks,
    )
    details = {"kind": alarm.kind, "counted": alarm.seen, "bound": alarm.bound, "proof": asks}
    record(verb="alarm.raised", target=alarm, details=details, at=at)
    return alarm


def _keep_up(alarm: Alarm, finding: Finding) -> None:
    """Let an open alarm say the most that was counted, and how many are held by now."""
    if finding.seen > alarm.seen or finding.held:
        alarm.seen = max(alarm.seen, finding.seen)
        alarm.held += finding.held
        alarm.save(update_fields=["seen", "held"])
