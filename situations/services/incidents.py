"""Deeds on an incident: report, change, check, merge."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from core.rules import RuleRefused
from core.states import move
from situations.models import (
    INCIDENT_MOVES,
    CustodyEvent,
    Incident,
    IncidentActor,
    IncidentFigure,
    IncidentStatus,
    Item,
    Situation,
)
from situations.models.evidence_choices import Credibility, CustodyDeed
from situations.models.incident import FINDINGS, NEVER_SHOWN
from situations.permissions.evidence import REPORTED_INCIDENT, has_reported

from .publication import take_back_incident, update_standing

TWO_SOURCES = 2


@transaction.atomic
def report_incident(
    *,
    situation: Situation,
    actor: User,
    figures: Iterable[dict[str, Any]] = (),
    actors: Iterable[dict[str, Any]] = (),
    at: datetime | None = None,
    **fields: Any,
) -> Incident:
    """Enter an incident. It is reported, not verified, and nobody outside sees it.

    Raises RuleRefused for a day that has not come, ValidationError for a figure out of range. (D6)
    """
    at = at or timezone.now()
    incident = Incident(situation=situation, reported_by=actor, reported_at=at, **fields)
    _save(incident, at)
    _write_rows(incident, figures, actors)
    record(verb="incident.reported", target=incident, actor=actor, at=at)
    return incident


@transaction.atomic
def write_incident(
    *,
    incident: Incident,
    actor: User,
    figures: Iterable[dict[str, Any]] | None = None,
    actors: Iterable[dict[str, Any]] | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Incident:
    """Change what is known of an incident. Whoever does had a hand in it and cannot verify it. (D5)

    What was found of the older text does not hold for the new one: a finding goes back to being
    checked. The public copy stays as it was approved until it is approved anew. Raises RuleRefused
    for a merged one, and as `report_incident`.
    """
    at = at or timezone.now()
    _refuse_merged(incident)
    if incident.status in FINDINGS:
        _move(incident, to=IncidentStatus.CHECKING, checked_by=None, checked_at=None, finding="")
    for field, value in fields.items():
        setattr(incident, field, value)
    incident.edited_at = at
    _save(incident, at)
    if actor.pk != incident.reported_by_id:
        incident.writers.add(actor)
    if figures is not None and actors is not None:
        incident.figures.all().delete()
        incident.actors.all().delete()
        _write_rows(incident, figures, actors)
    update_standing(incident=incident)
    record(verb="incident.written", target=incident, actor=actor, at=at)
    return incident


@transaction.atomic
def check_incident(
    *, incident: Incident, actor: User, to: str, finding: str = "", at: datetime | None = None
) -> Incident:
    """Take up the check of an incident, or say what it found and why.

    Never by whoever reported it or wrote in it (D5); corroborated takes two sources that do not
    rest on one another. What is refuted leaves the public pages with the same deed; verifying puts
    nothing there. Raises RuleRefused, also for a finding without its reason.
    """
    at = at or timezone.now()
    if has_reported(actor, incident):
        raise RuleRefused(REPORTED_INCIDENT.reason, code="own_work")
    if to == IncidentStatus.CHECKING:
        _move(incident, to=to, checked_by=None, checked_at=None, finding="")
    else:
        _refuse_without_grounds(incident, to, finding)
        if to in NEVER_SHOWN and incident.is_published:
            take_back_incident(incident=incident, actor=actor, at=at)
        _move(incident, to=to, checked_by=actor, checked_at=at, finding=finding.strip())
    update_standing(incident=incident)
    record(
        verb="incident.checked", target=incident, actor=actor, details={"status": str(to)}, at=at
    )
    return incident


@transaction.atomic
def merge_incident(
    *, incident: Incident, into: Incident, actor: User, at: datetime | None = None
) -> Incident:
    """Say that `incident` is the same event as `into`, which gets its evidence and testimony.

    It stays in the list as merged, so that a later import does not bring it back. Raises
    RuleRefused unless both are of one situation, and different, and `into` is not merged itself.
    """
    at = at or timezone.now()
    if into.pk == incident.pk or into.situation_id != incident.situation_id:
        raise RuleRefused(_("Choose another incident of the same situation."), code="into")
    if into.status in NEVER_SHOWN:
        raise RuleRefused(_("That one was refuted or merged itself."), code="into")
    if incident.is_published:
        take_back_incident(incident=incident, actor=actor, at=at)
    _move_evidence(incident, into, actor, at)
    _move(incident, to=IncidentStatus.MERGED, duplicate_of=into)
    update_standing(incident=into)
    record(
        verb="incident.merged", target=incident, actor=actor, details={"into": str(into.pk)}, at=at
    )
    return incident


def independent_sources(incident: Incident) -> int:
    """Return how many sources speak of it that do not rest on one another."""
    kept = incident.items.kept().select_related("source")
    return len({item.source.root_id for item in kept})


def _refuse_without_grounds(incident: Incident, to: str, finding: str) -> None:
    if not finding.strip():
        raise RuleRefused(_("Say what you found, and how."), code="finding")
    if to in (IncidentStatus.CORROBORATED, IncidentStatus.VERIFIED) and (
        independent_sources(incident) < TWO_SOURCES
    ):
        raise RuleRefused(
            _("This takes evidence of two sources that do not rest on one another."), code="to"
        )


def _refuse_merged(incident: Incident) -> None:
    if incident.status == IncidentStatus.MERGED:
        raise RuleRefused(_("This one was merged. Change the other."), code="merged")


def _move(incident: Incident, *, to: str, **also: Any) -> None:
    move(incident, to=to, moves=INCIDENT_MOVES, **also)


def _save(incident: Incident, at: datetime) -> None:
    if incident.started_on > at.astimezone(UTC).date():
        raise RuleRefused(_("This day has not come yet."), code="started_on")
    incident.full_clean()
    incident.save()


def _write_rows(
    incident: Incident, figures: Iterable[dict[str, Any]], actors: Iterable[dict[str, Any]]
) -> None:
    rows: list[IncidentFigure | IncidentActor] = [
        IncidentFigure(incident=incident, **figure) for figure in figures
    ]
    rows += [IncidentActor(incident=incident, **each) for each in actors]
    for row in rows:
        row.full_clean()
        row.save()


def _move_evidence(incident: Incident, into: Incident, actor: User, at: datetime) -> None:
    """Bring items and testimony over.

    What was confirmed by companions is graded down first: they leave one by one, and PostgreSQL
    looks at each that is left behind.
    """
    items = list(Item.objects.select_for_update().filter(incident=incident))
    confirmed = [item.pk for item in items if item.credibility == Credibility.CONFIRMED]
    Item.objects.filter(pk__in=confirmed).update(credibility=Credibility.PROBABLE)
    Item.objects.filter(pk__in=[item.pk for item in items]).update(incident=into)
    incident.testimonies.update(incident=into)
    CustodyEvent.objects.bulk_create(
        CustodyEvent(item=item, deed=CustodyDeed.MOVED, actor=actor, at=at) for item in items
    )
