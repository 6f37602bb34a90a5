"""Deeds on files of evidence: keep, open, look whether whole, show a cleaned copy, hide it."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from core.rules import RuleRefused
from core.text import clean_line
from situations.models import Item, Original
from situations.models.evidence_choices import CustodyDeed
from situations.models.item import note_custody
from situations.originals import store
from situations.originals.cleaning import cleaned
from situations.originals.kinds import IMAGES, media_type_of
from situations.permissions.evidence import REPORTED_INCIDENT, has_reported

AT_ONCE = 50


@transaction.atomic
def keep_original(*, item: Item, file: Any, actor: User, at: datetime | None = None) -> Original:
    """Keep a file as it came in, under its SHA-256; of a picture make a cleaned copy beside it.

    Raises RuleRefused with the code "file" for one too large, of a kind that is not kept, of two
    kinds at once, damaged, or with too many pixels; nothing of it stays then.
    """
    at = at or timezone.now()
    kept = store.take_in(file, most=settings.EVIDENCE_MAX_BYTES)
    try:
        media_type = media_type_of(kept.path)
        copy = cleaned(kept.path, media_type) if media_type in IMAGES else b""
    except RuleRefused:
        kept.path.unlink()
        raise
    store.keep_original(kept)
    original = Original.objects.create(
        item=item,
        sha256=kept.sha256,
        size=kept.size,
        media_type=media_type,
        file_name=clean_line(Path(str(getattr(file, "name", ""))).name)[:200],
        received_at=at,
        checked_at=at,
        cleaned_sha256=store.keep_copy(copy) if copy else "",
    )
    log = partial(note_custody, item=item, actor=actor, at=at)
    log(deed=CustodyDeed.RECEIVED, sha256=original.sha256)
    if copy:
        log(deed=CustodyDeed.CLEANED, sha256=original.cleaned_sha256)
    return original


@transaction.atomic
def open_original(*, original: Original, actor: User, at: datetime | None = None) -> Path:
    """Return where an original lies, for a person who may see it. Each opening is logged."""
    at = at or timezone.now()
    path = store.original_path(original.sha256)
    note_custody(item=original.item, deed=CustodyDeed.OPENED, actor=actor, at=at)
    record(verb="original.opened", target=original.item, actor=actor, at=at)
    return path


@transaction.atomic
def check_original(*, original: Original, actor: Any = None, at: datetime | None = None) -> bool:
    """Compare the bytes on disk with what came in, and log what was found."""
    at = at or timezone.now()
    found = store.sha256_of(store.original_path(original.sha256))
    is_whole = found == original.sha256
    deed = CustodyDeed.WHOLE if is_whole else CustodyDeed.BROKEN
    note_custody(item=original.item, deed=deed, actor=actor, at=at, sha256=found)
    if is_whole:
        original.checked_at = at
        original.save(update_fields=["checked_at"])
    return is_whole


def check_originals(*, most: int = AT_ONCE, at: datetime | None = None) -> int:
    """Check those that were not looked at for longest. Returns how many are not as they came in."""
    rows = Original.objects.least_recently_checked().select_related("item")[:most]
    return sum(not check_original(original=each, at=at) for each in rows)


@transaction.atomic
def show_copy(
    *, original: Original, actor: User, description: str, at: datetime | None = None
) -> Original:
    """Approve the cleaned copy of a picture for the public; the original never goes there.

    Raises RuleRefused if the approver reported the incident or added the item (D5), without a copy,
    without words for those who do not see it, or while the incident itself is not public.
    """
    at = at or timezone.now()
    incident = original.item.incident
    if has_reported(actor, incident) or original.item.added_by_id == actor.pk:
        raise RuleRefused(REPORTED_INCIDENT.reason, code="own_work")
    if not original.has_copy:
        raise RuleRefused(_("Only pictures have a copy that can be shown."), code="copy")
    if not incident.is_published:
        raise RuleRefused(_("Approve the incident for the public first."), code="incident")
    if not clean_line(description):
        raise RuleRefused(_("Say what the picture shows, in words."), code="description")
    original.description = clean_line(description)
    original.shown_by, original.shown_at = actor, at
    original.save(update_fields=["description", "shown_by", "shown_at"])
    note_custody(item=original.item, deed=CustodyDeed.SHOWN, actor=actor, at=at)
    record(verb="original.shown", target=original.item, actor=actor, at=at)
    return original


@transaction.atomic
def hide_copy(*, original: Original, actor: User, at: datetime | None = None) -> Original:
    """Take the public copy back. It is gone with the next request."""
    at = at or timezone.now()
    original.shown_by = original.shown_at = None
    original.save(update_fields=["shown_by", "shown_at"])
    note_custody(item=original.item, deed=CustodyDeed.HIDDEN, actor=actor, at=at)
    record(verb="original.hidden", target=original.item, actor=actor, at=at)
    return original
