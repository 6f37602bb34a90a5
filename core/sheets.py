"""Tables for other people's spreadsheets: comma-separated, and no cell of it a formula."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

# A cell that begins so is worked out rather than shown by some spreadsheet. (OWASP, CSV injection)
_STARTS = frozenset("=+-@|%")


class _Line:
    """A file of one line: what was written last."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def safe_cell(value: Any) -> Any:
    """Return a value that a spreadsheet shows as it is: before a formula stands an apostrophe.

    Also where it hides behind spaces, marks without width, or in full-width letters. Numbers are
    numbers, negative ones too.
    """
    if not isinstance(value, str) or not value:
        return "" if value is None else value
    plain = unicodedata.normalize("NFKC", value)
    shown = next((sign for sign in plain if _is_visible(sign)), "")
    return f"'{value}" if shown in _STARTS or value[0] in "\t\r\n" else value


def lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Yield each row as a line of CSV. (RFC 4180)"""
    line = _Line()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        yield line.text


def _is_visible(sign: str) -> bool:
    return not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf")
