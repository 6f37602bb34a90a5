"""What an import found: shown before the deed, and again after it."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum

# Counts are always whole; of a very long list the first lines are kept to be read.
LISTED = 1000


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Change:
    """One field of one object, before and after. `old` is empty for what was not there."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class RowReport:
    """What one row brings: its line, the office and holder it speaks of, and its changes."""

    line: int
    title: str
    outcome: Outcome
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Remark:
    """A line and a sentence: why a row was refused, or what to look at in one that was not."""

    line: int
    text: str


@dataclass
class ImportReport:
    """New, changed, unchanged and refused rows, and offices that the file does not mention.

    `missing` lists offices of the file's institutions that stand in the directory and not in the
    file. They are for a person to look at: nothing is ever deleted by an import.
    """

    encoding: str = "UTF-8"
    delimiter: str = ","
    ignored_columns: list[str] = field(default_factory=list)
    new: list[RowReport] = field(default_factory=list)
    changed: list[RowReport] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(
            ("rows", "new", "changed", "unchanged", "refused", "notes", "missing"), 0
        )
    )
    applied: bool = False

    def __post_init__(self) -> None:
        self._seen = hashlib.sha256()

    def take(self, row: RowReport) -> None:
        """Count a row that was understood."""
        self.counts["rows"] += 1
        self.counts[row.outcome] += 1
        if row.outcome != Outcome.UNCHANGED:
            self._keep(self.new if row.outcome == Outcome.NEW else self.changed, row)
        self._note(row.line, row.outcome, [[c.field, c.old, c.new] for c in row.changes])

    def refuse(self, line: int, reason: str) -> None:
        """Count a row that was refused, with the reason."""
        self.counts["rows"] += 1
        self.counts["refused"] += 1
        self._keep(self.refused, Remark(line, reason))
        self._note(line, "refused", reason)

    def remark(self, line: int, text: str) -> None:
        """Keep something to look at in a row that was taken."""
        self.counts["notes"] += 1
        self._keep(self.notes, Remark(line, text))

    def miss(self, title: str) -> None:
        """Keep an office that the file does not mention."""
        self.counts["missing"] += 1
        self._keep(self.missing, title)

    @property
    def changes_anything(self) -> bool:
        return bool(self.counts["new"] or self.counts["changed"])

    @property
    def is_latin(self) -> bool:
        """The file was no UTF-8: its accents deserve a look."""
        return self.encoding != "UTF-8"

    @property
    def findings(self) -> str:
        """A fingerprint of all that rows would change, to tell whether two previews agree."""
        return self._seen.hexdigest()

    def _note(self, *said: object) -> None:
        self._seen.update(json.dumps(said, ensure_ascii=False).encode())

    @staticmethod
    def _keep[T](rows: list[T], row: T) -> None:
        if len(rows) < LISTED:
            rows.append(row)
