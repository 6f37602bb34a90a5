"""What one row of a data set says, in our words, and the readers of its cells."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from core.text import clean_line, clean_text

EARLIEST = date(1900, 1, 1)
MOST = 2_000_000_000


class RowRefused(Exception):  # noqa: N818 - named for what happened, as it is told of the line
    """The row cannot be taken, and why, in words for whoever brought the file."""


@dataclass(kw_only=True)
class Event:
    """One event as a data set has it. `columns` are those of an incident."""

    external_id: str
    columns: dict[str, Any]
    territory: str
    killed: tuple[int, int, int] | None
    actors: list[dict[str, str]]
    provenance: str
    remarks: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """The same for rows that say the same."""
        said = (sorted(self.columns.items()), self.territory, self.killed, self.actors)
        return hashlib.sha256(repr((said, self.provenance)).encode()).hexdigest()


class Cells:
    """The cells of one row by the names of their columns."""

    def __init__(self, cells: Mapping[str, str]):
        self._cells = cells

    def line(self, name: str, *, most: int = 160) -> str:
        said = self._cells.get(name, "")
        return (_plain(said) if _is_plain(said) else clean_line(said))[:most].strip()

    def text(self, name: str, *, most: int = 4000) -> str:
        said = self._cells.get(name, "")
        return (said if _is_plain(said) else clean_text(said))[:most].strip()

    def number(self, name: str) -> int:
        """Return a whole number from 0 on. Raises RowRefused."""
        said = self._cells.get(name, "").strip()
        if not re.fullmatch(r"\d{1,10}(\.0+)?", said) or int(said.split(".")[0]) > MOST:
            raise RowRefused(_("%(column)s: “%(said)s” is no number.") % _said(name, said))
        return int(said.split(".")[0])

    def code[T](self, name: str, known: Mapping[str, T]) -> T:
        """Return what a code stands for. Raises RowRefused for one that the book does not list."""
        said = self._cells.get(name, "").strip()
        if said not in known:
            raise RowRefused(_("%(column)s: “%(said)s” is no code of it.") % _said(name, said))
        return known[said]

    def day(self, name: str, *, today: date) -> date:
        """Return a day. Raises RowRefused for one that is none, or has not come."""
        said = self._cells.get(name, "").strip()
        day = _day(said)
        if day is None or day < EARLIEST:
            raise RowRefused(_("%(column)s: “%(said)s” is no day.") % _said(name, said))
        if day > today:
            raise RowRefused(_("%(column)s: “%(said)s” has not come yet.") % _said(name, said))
        return day

    def point(self) -> tuple[float, float]:
        """Return latitude and longitude. Raises RowRefused for what lies outside of the globe."""
        try:
            latitude, longitude = (
                float(self._cells.get(name, "")) for name in ("latitude", "longitude")
            )
        except ValueError:
            raise RowRefused(_("latitude and longitude: these are no numbers.")) from None
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise RowRefused(_("latitude and longitude: there is no such place on earth."))
        return latitude, longitude


def _is_plain(said: str) -> bool:
    """Whether there is nothing in it to clean: most cells, and looking is quicker than cleaning."""
    return said.isascii() and said.isprintable()


def _plain(said: str) -> str:
    return " ".join(said.split())


def _day(said: str) -> date | None:
    """Return the day of “2020-04-17”, with an hour behind it or not, or of “17 April 2020”."""
    try:
        if said[4:5] == "-":
            return date.fromisoformat(said[:10])
        return datetime.strptime(said, "%d %B %Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def _said(name: str, said: str) -> dict[str, str]:
    return {"column": name, "said": clean_line(said)[:40]}
