"""What an importer reads, whatever the format of the file: numbered rows of cells by column."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from .columns import check_header
from .sheet import Row, open_sheet


@dataclass(frozen=True)
class Record:
    """One row by column; or why it cannot be read. `note` is something to look at in it."""

    line: int
    cells: Mapping[str, str] = field(default_factory=dict)
    broken: str = ""
    note: str = ""


@dataclass(frozen=True)
class Seat:
    """An institution's membership in an organisation; or why it cannot be read."""

    line: int
    member: Mapping[str, str] = field(default_factory=dict)
    organization: Mapping[str, str] = field(default_factory=dict)
    start: str = ""
    end: str = ""
    permanent: bool | None = None
    source_url: str = ""
    broken: str = ""


class Source(Protocol):
    """A file that was opened. Opening raises RuleRefused with the code "file" if it is none."""

    encoding: str
    delimiter: str
    ignored: list[str]

    def records(self) -> Iterator[Record]:
        """Yield every row. Raises RuleRefused with the code "file" when there are too many."""
        ...

    def seats(self) -> Iterator[Seat]:
        """Yield memberships of institutions in organisations."""
        ...


class CsvSource:
    """A CSV file, from whatever spreadsheet."""

    def __init__(self, content: bytes):
        self._sheet = open_sheet(io.BytesIO(content))
        self._columns = check_header(self._sheet.header)
        self.encoding = self._sheet.encoding
        self.delimiter = self._sheet.delimiter
        self.ignored = self._columns.ignored

    def records(self) -> Iterator[Record]:
        for row in self._sheet.rows():
            yield self._record(row)

    def seats(self) -> Iterator[Seat]:
        """None: the columns of a sheet are about offices and those who hold them."""
        yield from ()

    def _record(self, row: Row) -> Record:
        if row.broken:
            return Record(row.line, broken=row.broken)
        return Record(row.line, self._columns.cells(row.cells))
