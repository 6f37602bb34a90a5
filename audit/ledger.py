"""The ledger of erasures outside of the database: one file a day, one line for each erasure.

A restored backup brings back who was erased after it was made, and the database cannot know of it,
since its own rows came back with the rest. So each erasure is also written here, before it is
committed. `manage.py replay_erasures` erases again what stands here and not in the database.

Lines are only ever added, and whole files removed once no backup is as old as they are. So nothing
is rewritten while another process writes.
"""

import json
import logging
import os
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from .models import Erasure

logger = logging.getLogger(__name__)
SUFFIX = ".jsonl"


def oldest_kept(today: date | None = None) -> date:
    """Return the first day of which erasures are kept: no backup may be older than it."""
    return (today or timezone.now().date()) - timedelta(days=settings.ERASURES_KEPT_DAYS)


def append(erasures: Iterable[Erasure]) -> bool:
    """Write a line for each, and wait until the disk has it. Returns whether that went well.

    If not, it is logged and the erasure goes on: a person's wish does not wait for a disk, and
    `complete` adds the lines from the table as soon as it can.
    """
    by_day: dict[date, list[Erasure]] = {}
    for erasure in erasures:
        by_day.setdefault(erasure.day, []).append(erasure)
    try:
        for day, rows in by_day.items():
            # The first line break ends what a crash may have left of a line.
            _write(day, "\n" + "".join(_line(row) for row in rows))
    except OSError as error:
        logger.error("The ledger of erasures cannot be written: %s", type(error).__name__)
        return False
    return True


def missing() -> list[Erasure]:
    """Return what stands in the files and not in the table: what a restored database lacks."""
    written = {erasure.pk: erasure for erasure in _read(oldest_kept())}
    known = set(Erasure.objects.filter(pk__in=written).values_list("pk", flat=True))
    return [erasure for pk, erasure in written.items() if pk not in known]


def complete() -> int:
    """Add to the files what stands in the table alone. Returns how many lines that were."""
    first = oldest_kept()
    written = {erasure.pk for erasure in _read(first)}
    lacking = [row for row in Erasure.objects.filter(day__gte=first) if row.pk not in written]
    return len(lacking) if append(lacking) else 0


def drop_old() -> int:
    """Remove the files of days from which no backup is left, and the rows after them.

    The rows last: one without its line is harmless, a line without its row would be replayed.
    """
    first = oldest_kept()
    gone = [path for path in _files() if _day_of(path) < first]
    for path in gone:
        path.unlink(missing_ok=True)
    Erasure.objects.before(first).delete()
    return len(gone)


def _write(day: date, lines: str) -> None:
    directory = Path(settings.ERASURES_DIR)
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = directory / f"{day.isoformat()}{SUFFIX}"
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, lines.encode())
        os.fsync(file)
    finally:
        os.close(file)


def _line(erasure: Erasure) -> str:
    facts = {
        "id": erasure.pk.hex,
        "kind": erasure.kind,
        "scope": erasure.scope,
        "key": bytes(erasure.key).hex() if erasure.key else None,
    }
    return json.dumps(facts, separators=(",", ":")) + "\n"


def _read(first: date) -> Iterator[Erasure]:
    """Read the files from a day on. A line that a crash cut short was never committed either."""
    for path in _files():
        day = _day_of(path)
        if day < first:
            continue
        for line in filter(None, path.read_text("ascii", errors="replace").splitlines()):
            try:
                facts = json.loads(line)
                key = bytes.fromhex(facts["key"]) if facts["key"] else None
                pk = uuid.UUID(facts["id"])
                yield Erasure(pk=pk, kind=facts["kind"], scope=facts["scope"], key=key, day=day)
            except (KeyError, TypeError, ValueError):
                logger.warning("A line of the ledger of erasures of %s is not whole.", day)


def _files() -> list[Path]:
    found = Path(settings.ERASURES_DIR).glob(f"????-??-??{SUFFIX}")
    return sorted(path for path in found if _is_day(path.stem))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _day_of(path: Path) -> date:
    return date.fromisoformat(path.stem)
