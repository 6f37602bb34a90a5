"""From the bytes of a CSV file to numbered rows of cells, whatever spreadsheet wrote it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from core.rules import RuleRefused

MAX_BYTES = 5_000_000
MAX_ROWS = 20_000
# A postal address has a few lines; a quotation mark that is never closed would swallow the file.
MAX_LINES_IN_A_ROW = 12
DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file, or why it cannot be read."""

    line: int
    cells: list[str]
    broken: str = ""


@dataclass(frozen=True)
class Sheet:
    """A decoded file: its header and its lines."""

    header: list[str]
    lines: list[str]
    delimiter: str
    encoding: str

    def rows(self) -> Iterator[Row]:
        """Yield every row below the header; one that is broken does not stop the next.

        Raises RuleRefused for a file of more than MAX_ROWS rows.
        """
        at = count = 0
        while at < len(self.lines):
            row, taken = self._row(at)
            at += taken
            if not row.broken and not any(cell.strip() for cell in row.cells):
                continue
            count += 1
            if count > MAX_ROWS:
                raise RuleRefused(
                    _("The file has more than %(most)s rows. Split it.") % {"most": MAX_ROWS},
                    code="file",
                )
            yield row

    def _row(self, at: int) -> tuple[Row, int]:
        """Return the row that starts at a line, and how many lines it takes."""
        line = at + 2
        for taken in range(1, MAX_LINES_IN_A_ROW + 1):
            try:
                [cells] = list(
                    csv.reader(self.lines[at : at + taken], delimiter=self.delimiter, strict=True)
                )
            except csv.Error as error:
                if "unexpected end" not in str(error):
                    return Row(line, [], _("The row cannot be read: check its quotation marks.")), 1
                continue
            if cells and len(cells) != len(self.header):
                return Row(line, [], self._wrong_width(len(cells))), 1
            return Row(line, cells), taken
        return Row(line, [], _("A quotation mark is opened and never closed.")), 1

    def _wrong_width(self, cells: int) -> str:
        return _("The row has %(cells)s cells where the header has %(columns)s.") % {
            "cells": cells,
            "columns": len(self.header),
        }


def open_sheet(file: IO[bytes]) -> Sheet:
    """Decode a file and split off its header.

    UTF-8 with or without a byte order mark; Latin-1 (as Windows writes it) where it is no UTF-8.
    Commas, semicolons or tabs, whichever the header has most of. Raises RuleRefused with the code
    "file" when it is no such file at all.
    """
    content = file.read(MAX_BYTES + 1)
    _refuse_what_is_no_csv(content)
    text, encoding = _decode(content)
    lines = io.StringIO(text, newline=None).readlines() or [""]
    delimiter = max(DELIMITERS, key=lines[0].count)
    try:
        header = next(csv.reader(lines[:1], delimiter=delimiter), [])
    except csv.Error:
        raise RuleRefused(_("The first line is no header of columns."), code="file") from None
    return Sheet(header, lines[1:], delimiter, encoding)


def _refuse_what_is_no_csv(content: bytes) -> None:
    reason = ""
    if not content.strip():
        reason = _("The file is empty.")
    elif len(content) > MAX_BYTES:
        reason = _("The file is larger than 5 MB. Split it.")
    elif content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        reason = _("This is a workbook. Save it as “CSV UTF-8” and hand that in.")
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content:
        reason = _("The file is not in UTF-8. Save it as “CSV UTF-8” and hand that in.")
    if reason:
        raise RuleRefused(reason, code="file")


def _decode(content: bytes) -> tuple[str, str]:
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), "Latin-1"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "Latin-1"
