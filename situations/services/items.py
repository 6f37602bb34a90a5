"""Deeds on sources and on items of evidence: add, grade, set aside."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from audit.services import record
from core.rules import RuleRefused
from situations.models import Incident, Item, Source
from situations.models.evidence_choices import Credibility, CustodyDeed
from situations.models.item import note_custody

from .incidents import TWO_SOURCES, independent_sources
from .publication import update_standing

NEEDS_TWO = _(
    "“Confirmed by other sources” takes evidence of two sources that do not rest on one another."
)


@transaction.atomic
def add_source(
    *, organisation: Organisation, actor: User, at: datetime | None = None, **fields: Any
) -> Source:
    """Add a source. Without a grade its reliability is F: it cannot be judged."""
    source = Source(organisation=organisation, **fields)
    _save_source(source)
    record(verb="source.added", target=source, actor=actor, at=at)
    return source


@transaction.atomic
def write_source(
    *, source: Source, actor: User, at: datetime | None = None, **fields: Any
) -> Source:
    """Change a source. Public copies that rest on it tell its new grade at once.

    Raises RuleRefused if it would rest on a source that rests on others, or if an item that was
    confirmed by two sources would be left with one.
    """
    before = source.takes_from_id
    for field, value in fields.items():
        setattr(source, field, value)
    _save_source(source, was_root=before is None)
    for incident in Incident.objects.filter(items__source=source).distinct():
        update_standing(incident=incident)
    record(verb="source.written", target=source, actor=actor, at=at)
    return source


@transaction.atomic
def add_item(
    *,
    incident: Incident,
    source: Source,
    actor: User,
    at: datetime | None = None,
    **fields: Any,
) -> Item:
    """Add what a source says of an incident. It is graded apart; until then its 6 stands.

    Raises RuleRefused for a source of another organisation, or a day that has not come.
    """
    at = at or timezone.now()
    if source.organisation_id != incident.situation.organisation_id:
        raise RuleRefused(_("Choose one of the organisation’s own sources."), code="source")
    captured = fields.get("captured_on")
    if captured and captured > at.date():
        raise RuleRefused(_("This day has not come yet."), code="captured_on")
    item = Item(incident=incident, source=source, added_by=actor, added_at=at, **fields)
    item.full_clean()
    item.save()
    note_custody(item=item, deed=CustodyDeed.RECEIVED, actor=actor, at=at)
    update_standing(incident=incident)
    record(verb="item.added", target=item, actor=actor, at=at)
    return item


@transaction.atomic
def grade_item(*, item: Item, actor: User, credibility: int, at: datetime | None = None) -> Item:
    """Judge how credible an item is, apart from how reliable its source is. (Admiralty code)

    Raises RuleRefused for a 1 unless two sources that do not rest on one another speak of it.
    """
    at = at or timezone.now()
    item = Item.objects.select_for_update(of=("self",)).whole().get(pk=item.pk)
    if credibility == Credibility.CONFIRMED and independent_sources(item.incident) < TWO_SOURCES:
        raise RuleRefused(NEEDS_TWO, code="credibility")
    item.credibility = credibility
    item.save(update_fields=["credibility"])
    note_custody(item=item, deed=CustodyDeed.GRADED, actor=actor, at=at, note=item.grade)
    update_standing(incident=item.incident)
    record(
        verb="item.graded", target=item, actor=actor, details={"credibility": credibility}, at=at
    )
    return item


@transaction.atomic
def set_item_aside(*, item: Item, actor: User, reason: str, at: datetime | None = None) -> Item:
    """Let an item count for nothing from now on. It stays, with its file, its log and the reason.

    What it alone confirmed is graded down from 1 to 2; a public copy of its file is gone at the
    next request. Raises RuleRefused without a reason.
    """
    at = at or timezone.now()
    if not reason.strip():
        raise RuleRefused(_("Say why."), code="reason")
    others = item.incident.items.kept().exclude(pk=item.pk).select_related("source")
    if len({other.source.root_id for other in others}) < TWO_SOURCES:
        confirmed = item.incident.items.kept().filter(credibility=Credibility.CONFIRMED)
        for other in confirmed.select_for_update():
            grade_item(item=other, actor=actor, credibility=Credibility.PROBABLE, at=at)
    item.refresh_from_db()
    item.set_aside_at = at
    item.save(update_fields=["set_aside_at"])
    note_custody(item=item, deed=CustodyDeed.SET_ASIDE, actor=actor, at=at, note=reason[:200])
    update_standing(incident=item.incident)
    record(verb="item.set_aside", target=item, actor=actor, at=at)
    return item


def _save_source(source: Source, *, was_root: bool = True) -> None:
    root = source.takes_from
    if root and (root.takes_from_id or root.organisation_id != source.organisation_id):
        raise RuleRefused(
            _("Choose the first source, the one that speaks for itself."), code="takes_from"
        )
    if root and source.pk and source.takers.exists():
        raise RuleRefused(_("Other sources rest on this one."), code="takes_from")
    source.full_clean()
    confirmed = Incident.objects.filter(items__credibility=1, items__set_aside_at=None)
    touched = list(confirmed.filter(pk__in=source.items.values("incident"))) if source.pk else []
    with transaction.atomic():
        if root and was_root:
            _refuse_lone_confirmed(source, touched)
        source.save()


def _refuse_lone_confirmed(source: Source, touched: list[Incident]) -> None:
    for incident in touched:
        kept = incident.items.kept().select_related("source")
        roots = {
            source.takes_from_id if item.source_id == source.pk else item.source.root_id
            for item in kept
        }
        if len(roots) < TWO_SOURCES:
            raise RuleRefused(NEEDS_TWO, code="takes_from")
