"""Take a file row by row into the directory, within the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime
from itertools import batched

from django.db import DatabaseError
from django.utils.translation import gettext as _

from officials.models import Post

from .batch import IN_ORDER, Batch
from .entry import Entry, RowRefused, read_entry
from .report import ImportReport
from .said import Said
from .seats import Seats
from .source import Source

BATCH = 500


class Importer:
    """One run through one file. Stores what it plans: the caller rolls back a mere preview."""

    def __init__(self, *, source: Source, at: datetime):
        self._source = source
        self._at = at
        self._said = Said()
        self._mentioned: set[tuple[str, str]] = set()
        self._institutions: set[int] = set()
        self.report = ImportReport(
            encoding=source.encoding,
            delimiter=source.delimiter,
            ignored_columns=source.ignored,
        )

    def run(self) -> ImportReport:
        """Take every row that can be taken. Raises RuleRefused for a file that has too many."""
        for batch in batched(self._entries(), BATCH):
            self._take(batch)
        Seats(seats=self._source.seats(), report=self.report).take()
        self._look_for_missing()
        self.report.refused.sort(key=lambda remark: remark.line)
        return self.report

    def _entries(self) -> Iterable[Entry]:
        for row in self._source.records():
            if row.broken:
                self.report.refuse(row.line, row.broken)
                continue
            cells = row.cells
            names = cells.get("institution", ""), cells.get("post_label", "")
            self._mentioned.add(_names(*names))
            try:
                entry = read_entry(line=row.line, cells=cells)
            except RowRefused as refused:
                self.report.refuse(row.line, str(refused))
                continue
            if row.note:
                self.report.remark(row.line, row.note)
            yield entry

    def _take(self, entries: tuple[Entry, ...]) -> None:
        """Take rows together; where the database refuses one, take them one by one."""
        batch = Batch(entries=entries, said=self._said)
        try:
            batch.store(at=self._at)
        except DatabaseError as error:
            if len(entries) > 1:
                for entry in entries:
                    self._take((entry,))
            else:
                self.report.refuse(entries[0].line, reason_of(error))
            return
        self._said.keep(batch.said)
        self._institutions |= batch.institutions
        batch.tell(self.report)

    def _look_for_missing(self) -> None:
        posts = Post.objects.active().filter(institution__in=self._institutions)
        for label, name in posts.values_list("label", "institution__name").iterator():
            if _names(name, label) not in self._mentioned:
                self.report.miss(f"{label} · {name}")


def reason_of(error: DatabaseError) -> str:
    """Return the sentence of the constraint that the row would break."""
    broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in IN_ORDER:
        for constraint in model._meta.constraints:
            if constraint.name == broken:
                return str(constraint.get_violation_error_message())
    return _("The directory refuses this row as it is.")


def _names(institution: str, label: str) -> tuple[str, str]:
    return institution.strip().lower(), label.strip().lower()
