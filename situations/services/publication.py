"""Approving an incident for the public, apart from verifying it; and taking it back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from core.rules import RuleRefused
from core.text import clean_line, clean_text
from situations.models import Incident, Item, PublishedIncident
from situations.models.incident import NEVER_SHOWN
from situations.permissions.evidence import NOT_TO_BE_SHOWN, REPORTED_INCIDENT, has_reported
from situations.projection import Shown, projected

NOT_GRADED = "F6"


@transaction.atomic
def publish_incident(
    *,
    incident: Incident,
    actor: User,
    title: str,
    summary: str = "",
    shown: Shown,
    at: datetime | None = None,
) -> PublishedIncident:
    """Make the public copy of an incident, as fine as is approved here and no finer.

    Approved anew, the copy keeps its public number. Raises RuleRefused if the approver reported it
    or wrote in it (D5), if it was refuted or merged, or without a title.
    """
    at = at or timezone.now()
    if has_reported(actor, incident):
        raise RuleRefused(REPORTED_INCIDENT.reason, code="own_work")
    if incident.status in NEVER_SHOWN:
        raise RuleRefused(NOT_TO_BE_SHOWN.reason, code="status")
    if not clean_line(title):
        raise RuleRefused(_("Say in a line what happened."), code="title")
    words = {"title": clean_line(title), "summary": clean_text(summary)}
    approval = {"approved_by": actor, "approved_at": at}
    copy, _is_new = PublishedIncident.objects.update_or_create(
        incident=incident,
        defaults=projected(incident, shown) | standing(incident) | words | approval,
    )
    record(
        verb="incident.published",
        target=incident,
        actor=actor,
        details={"date": str(shown.date), "place": str(shown.place), "actors": shown.actors},
        at=at,
    )
    incident.situation.touch(at=max(at, incident.situation.updated_at))
    return copy


@transaction.atomic
def take_back_incident(*, incident: Incident, actor: User, at: datetime | None = None) -> None:
    """Take an incident off every page, map and file with the next request."""
    PublishedIncident.objects.filter(incident=incident).delete()
    incident.refresh_from_db()
    record(verb="incident.unpublished", target=incident, actor=actor, at=at or timezone.now())


def update_standing(*, incident: Incident) -> None:
    """Tell the public copy, if there is one, how far the check has come and how good the sources.

    Neither says where, when or who; those stay as they were approved.
    """
    PublishedIncident.objects.filter(incident=incident).update(**standing(incident))


def standing(incident: Incident) -> dict[str, object]:
    """Return status, best grade and the sources that may be named."""
    items = incident.items.kept().best_first().select_related("source")
    return standing_by(incident, list(items))


def standing_by(incident: Incident, items: list[Item]) -> dict[str, object]:
    """As `standing`, by the items that count, the best first."""
    named = (item.source.name for item in items if item.source.is_public)
    return {
        "status": incident.status,
        "grade": items[0].grade if items else NOT_GRADED,
        "sources": list(dict.fromkeys(named)),
        "source_count": len({item.source_id for item in items}),
    }
