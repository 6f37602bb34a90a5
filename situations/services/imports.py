"""Imports of incidents: handed in, looked through, confirmed, taken in slice by slice."""

import time
from collections import Counter
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from core.rules import RuleRefused
from core.states import move
from core.text import clean_line
from situations.importing.formats import FORMATS
from situations.importing.reading import Head, read_head, records
from situations.importing.slices import Slice, territories_by
from situations.models import (
    IMPORT_MOVES,
    ImportLine,
    ImportRun,
    ImportStatus,
    Situation,
    Source,
)
from situations.models.evidence_choices import Dataset
from situations.models.import_run import NEEDS_FILE
from situations.originals import store

from .import_publication import publish_slice

ROWS = 500
SECONDS = 20.0


@transaction.atomic
def begin_import(
    *,
    situation: Situation,
    source: Source,
    dataset: str,
    file: Any,
    actor: User,
    at: datetime | None = None,
) -> ImportRun:
    """Keep a file, and let a worker look it through: a dry run that changes nothing.

    Raises RuleRefused with the code "file" for one of another kind, of other columns or too large,
    and for a source of another organisation.
    """
    at = at or timezone.now()
    if source.organisation_id != situation.organisation_id:
        raise RuleRefused(_("Choose one of the organisation’s own sources."), code="source")
    kept = store.take_in(file, most=settings.IMPORT_MAX_BYTES)
    try:
        with kept.path.open("rb") as opened:
            FORMATS[Dataset(dataset)].check(read_head(opened))
    except RuleRefused:
        kept.path.unlink()
        raise
    run = ImportRun.objects.create(
        situation=situation,
        source=source,
        dataset=dataset,
        file_name=clean_line(Path(str(getattr(file, "name", ""))).name)[:200],
        sha256=kept.sha256,
        size=kept.size,
        started_by=actor,
        started_at=at,
    )
    store.keep_import(kept, run.pk)
    record(verb="import.begun", target=run, actor=actor, details={"sha256": run.sha256}, at=at)
    return run


@transaction.atomic
def confirm_import(*, run: ImportRun, actor: User, at: datetime | None = None) -> ImportRun:
    """Let a worker take in a file that was looked through."""
    move(run, to=ImportStatus.IMPORTING, moves=IMPORT_MOVES, offset=0, line=0, counts={})
    lines = ImportLine.objects.filter(run=run)
    lines._raw_delete(lines.db)
    record(verb="import.confirmed", target=run, actor=actor, at=at)
    return run


@transaction.atomic
def stop_import(*, run: ImportRun, actor: User, at: datetime | None = None) -> ImportRun:
    """Stop it where it is. What was taken in so far stays; the file is dropped."""
    at = at or timezone.now()
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    move(run, to=ImportStatus.STOPPED, moves=IMPORT_MOVES, ended_at=at)
    transaction.on_commit(partial(_drop_file, run.pk))
    record(verb="import.stopped", target=run, actor=actor, at=at)
    return run


def advance_imports(*, seconds: float = SECONDS, at: datetime | None = None) -> int:
    """Go on with every import that has more to do, for so long. Returns how many slices were done.

    Each slice is one transaction with how far it has come. Several workers do not disturb one
    another: who finds a run locked leaves it.
    """
    ends, done = time.monotonic() + seconds, 0
    for number in ImportRun.objects.at_work().values_list("pk", flat=True):
        while time.monotonic() < ends and advance_import(number=number, at=at):
            done += 1
    return done


@transaction.atomic
def advance_import(*, number: int, rows: int = ROWS, at: datetime | None = None) -> bool:
    """Do the next slice of one import. Returns whether there is more to do."""
    at = at or timezone.now()
    found = ImportRun.objects.at_work().select_for_update(skip_locked=True, of=("self",))
    run = found.filter(pk=number).select_related("source").first()
    if run is None:
        return False
    if run.status == ImportStatus.PUBLISHING:
        return publish_slice(run=run, rows=rows, at=at)
    try:
        with store.import_path(run.pk).open("rb") as file:
            return _read_on(run, file, rows, at)
    except (FileNotFoundError, RuleRefused) as error:
        reason = str(error) if isinstance(error, RuleRefused) else _("The file is not there.")
        _end(run, ImportStatus.FAILED, at, failure=reason[:300])
        return False


def _read_on(run: ImportRun, file: BinaryIO, rows: int, at: datetime) -> bool:
    head = read_head(file)
    FORMATS[Dataset(run.dataset)].check(head)
    begun = run.offset or head.offset
    found = list(islice(records(file, head, offset=begun, line=run.line or 2), rows))
    if found:
        _take(run, found, head, at)
    if len(found) == rows:
        return True
    looking = run.status == ImportStatus.LOOKING
    _end(run, ImportStatus.LOOKED if looking else ImportStatus.DONE, at)
    return False


def _take(run: ImportRun, found: list[Any], head: Head, at: datetime) -> None:
    key = FORMATS[Dataset(run.dataset)].territory_key
    taken = Slice(run=run, at=at, territories=territories_by(key))
    taken.plan(found, head)
    if run.status == ImportStatus.IMPORTING:
        taken.store()
    ImportLine.objects.bulk_create(taken.lines)
    counts = Counter(run.counts)
    counts.update(str(line.outcome) for line in taken.lines)
    run.counts, run.offset, run.line = dict(counts), found[-1].next_offset, found[-1].next_line
    run.save(update_fields=["counts", "offset", "line"])


def _end(run: ImportRun, to: ImportStatus, at: datetime, **also: Any) -> None:
    move(run, to=to, moves=IMPORT_MOVES, ended_at=at, **also)
    if to in NEEDS_FILE:
        return
    transaction.on_commit(partial(_drop_file, run.pk))
    if to == ImportStatus.DONE:
        run.situation.touch(at=at)
    record(verb="import.ended", target=run, details=dict(run.counts), at=at)


def _drop_file(number: int) -> None:
    store.import_path(number).unlink(missing_ok=True)
