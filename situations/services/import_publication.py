"""Approving all incidents of an import for the public at once, copied slice by slice."""

from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import User
from audit.services import record
from core.rules import RuleRefused
from core.states import move
from situations.models import (
    IMPORT_MOVES,
    ImportRun,
    ImportStatus,
    Incident,
    Item,
    PublishedIncident,
)
from situations.models.incident import NEVER_SHOWN
from situations.permissions.evidence import HANDED_IN_FILE
from situations.projection import Shown, neutral_title, projected

from .publication import standing_by


@transaction.atomic
def publish_import(
    *, run: ImportRun, actor: User, shown: Shown, at: datetime | None = None
) -> ImportRun:
    """Approve what an import brought, as fine as this and no finer; a worker makes the copies.

    Their public titles name the act and nobody. What is public already stays as it was approved.
    Raises RuleRefused if the approver handed in the file. (D5)
    """
    if run.started_by_id == actor.pk:
        raise RuleRefused(HANDED_IN_FILE.reason, code="own_work")
    move(
        run,
        to=ImportStatus.PUBLISHING,
        moves=IMPORT_MOVES,
        shown_date=shown.date,
        shown_place=shown.place,
        shows_actors=shown.actors,
        approved_by=actor,
        published_to=0,
        published=0,
    )
    said = {"date": str(shown.date), "place": str(shown.place), "actors": shown.actors}
    record(verb="import.published", target=run, actor=actor, details=said, at=at)
    return run


def publish_slice(*, run: ImportRun, rows: int, at: datetime | None = None) -> bool:
    """Copy the next incidents of an approved import. Returns whether there are more.

    Those that the approver reported or wrote in are left for somebody else. Must run in a
    transaction that holds the run.
    """
    at = at or timezone.now()
    theirs = Incident.objects.filter(import_run=run, pk__gt=run.published_to).order_by("pk")
    kept = Prefetch("items", Item.objects.kept().best_first().select_related("source"))
    found = list(theirs.prefetch_related("figures", "actors", kept)[:rows])
    fit = {
        incident.pk
        for incident in Incident.objects.filter(pk__in=[each.pk for each in found], published=None)
        .exclude(reported_by=run.approved_by_id)
        .exclude(writers=run.approved_by_id)
        .exclude(status__in=NEVER_SHOWN)
    }
    shown = Shown(run.shown_date, run.shown_place, run.shows_actors)
    PublishedIncident.objects.bulk_create(
        PublishedIncident(
            incident=incident,
            title=neutral_title(incident),
            approved_by=run.approved_by,
            approved_at=at,
            **(projected(incident, shown) | standing_by(incident, list(incident.items.all()))),
        )
        for incident in found
        if incident.pk in fit
    )
    if len(found) < rows:
        move(run, to=ImportStatus.PUBLISHED, moves=IMPORT_MOVES)
        run.situation.touch(at=at)
        return False
    run.published_to, run.published = found[-1].pk, run.published + len(found)
    run.save(update_fields=["published_to", "published"])
    return True
