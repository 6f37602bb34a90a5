"""From the bytes of a CSV file to its records, one at a time, from any place in the file.

Nothing but the record at hand is in memory. After each record stands where the next one begins, so
that reading can go on there in another process. (RFC 4180; a byte-order mark is passed over)
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from core.rules import RuleRefused

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
DELIMITERS = ",;\t"
# A quotation mark that is never closed would swallow the file.
MOST_LINES = 60
LONGEST_LINE = 500_000


@dataclass(frozen=True)
class Record:
    """One record as it stands in the file, or why it cannot be read."""

    line: int
    cells: Sequence[str]
    next_line: int
    next_offset: int
    broken: str = ""


@dataclass(frozen=True)
class Head:
    """The names in the first line, what stands between them, and where the next line begins."""

    names: Sequence[str]
    delimiter: str
    offset: int


def read_head(file: BinaryIO) -> Head:
    """Return the first line. Raises RuleRefused with the code "file" if it is no line of text."""
    file.seek(0)
    raw = file.readline(LONGEST_LINE)
    try:
        text = raw.removeprefix(BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError:
        text = ""
    if "\x00" in text or not text.strip():
        raise RuleRefused(_("This is no CSV file in UTF-8."), code="file")
    delimiter = max(DELIMITERS, key=text.count)
    names = next(csv.reader([text], delimiter=delimiter))
    plain = [name.strip().lower() for name in names]
    return Head(plain, delimiter, len(raw))


def records(file: BinaryIO, head: Head, *, offset: int, line: int) -> Iterator[Record]:
    """Yield the records from `offset` on, whose line has the number `line`. Empty lines are none.

    A broken record does not stop the next: reading goes on with the line after its first.
    """
    file.seek(offset)
    while raw := file.readline(LONGEST_LINE):
        if not raw.endswith(b"\n") and len(raw) == LONGEST_LINE:
            _pass_over_line(file)
            offset = file.tell()
            yield Record(line, [], line + 1, offset, _("The line is too long."))
        elif not raw.strip():
            offset += len(raw)
        else:
            record = _record(file, head, raw, (offset, line))
            yield record
            if file.tell() != record.next_offset:
                file.seek(record.next_offset)
            offset, line = record.next_offset, record.next_line - 1
        line += 1


def _record(file: BinaryIO, head: Head, raw: bytes, at: tuple[int, int]) -> Record:
    offset, line = at
    lines = [raw]
    while True:
        try:
            cells = _cells(lines, head.delimiter, strict=True)
            break
        except UnicodeDecodeError:
            return _broken(raw, at, _("The line is not in UTF-8."))
        except csv.Error as error:
            more = file.readline(LONGEST_LINE) if "end of data" in str(error) else b""
            if not more or len(lines) >= MOST_LINES:
                return _leniently(raw, head, at)
            lines.append(more)
    if len(cells) != len(head.names):
        return _leniently(raw, head, at)
    size = sum(len(each) for each in lines)
    return Record(line, cells, line + len(lines), offset + size)


def _leniently(raw: bytes, head: Head, at: tuple[int, int]) -> Record:
    """Take a line with a stray quotation mark, if it has as many cells as it should."""
    try:
        cells = _cells([raw], head.delimiter, strict=False)
    except csv.Error:
        cells = []
    if len(cells) == len(head.names) and raw.count(b'"') % 2 == 0:
        return Record(at[1], cells, at[1] + 1, at[0] + len(raw))
    return _broken(
        raw,
        at,
        _("The line has %(found)s cells instead of %(wanted)s.")
        % {"found": len(cells), "wanted": len(head.names)},
    )


def _cells(lines: list[bytes], delimiter: str, *, strict: bool) -> list[str]:
    text = [line.decode() for line in lines]
    return next(csv.reader(text, delimiter=delimiter, strict=strict), [])


def _broken(raw: bytes, at: tuple[int, int], why: str) -> Record:
    offset, line = at
    return Record(line, [], line + 1, offset + len(raw), why)


def _pass_over_line(file: BinaryIO) -> None:
    while raw := file.readline(LONGEST_LINE):
        if raw.endswith(b"\n"):
            return
