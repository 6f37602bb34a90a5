"""What the rows above have said, so that a file that contradicts itself is noticed.

Otherwise the last row would win, and a second import of the file would change things again.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from .entry import RowRefused

Key = tuple[Any, ...]


class Said:
    """Values by object and field, with the line that said them first.

    Only fingerprints of values are kept: a long file has many.
    """

    def __init__(self, above: "Said | None" = None):
        self._above = above
        self._said: dict[Key, dict[str, tuple[int, int]]] = {}

    def check(self, key: Key, name: str, value: Any) -> None:
        """Raise RowRefused if a row above said something else of the same object."""
        line, before = self._find(key, name)
        if line and before != hash(value):
            raise RowRefused(
                _("Line %(line)s says something else: %(name)s.") % {"line": line, "name": name}
            )

    def note(self, key: Key, values: Mapping[str, Any], line: int) -> None:
        said = self._said.setdefault(key, {})
        for name, value in values.items():
            said.setdefault(name, (line, hash(value)))

    def on_trial(self) -> "Said":
        """Return one that knows all this, for rows that may yet be taken back."""
        return Said(above=self)

    def keep(self, trial: "Said") -> None:
        """Take over what rows said that were stored."""
        for key, said in trial._said.items():
            self._said[key] = said | self._said.get(key, {})

    def _find(self, key: Key, name: str) -> tuple[int, int]:
        found = self._above._find(key, name) if self._above else (0, 0)
        return found if found[0] else self._said.get(key, {}).get(name, (0, 0))


def key_of(row: Model) -> Key:
    """Name an object of the directory."""
    return (row._meta.label_lower, row.pk)
