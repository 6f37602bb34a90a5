"""The data sets that can be imported: their columns, their reader, and whose words they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from core.rules import RuleRefused
from situations.models.evidence_choices import Dataset

from . import acled, ucdp
from .event import Cells, Event
from .reading import Head


@dataclass(frozen=True)
class Format:
    """How the files of one data set are read."""

    header: Sequence[str]
    needed: Sequence[str]
    read: Callable[..., Event]
    mapping: Sequence[tuple[str, Any]]
    # The column of Territory that the reader names a territory by.
    territory_key: str
    licence: Any

    def check(self, head: Head) -> None:
        """Raise RuleRefused with the code "file", naming the columns that are missing or doubled.

        More columns than ours, or another order, do no harm.
        """
        missing = [name for name in self.needed if name not in head.names]
        if missing:
            raise RuleRefused(
                _("These columns are missing: %(names)s.") % {"names": ", ".join(missing)},
                code="file",
            )
        twice = sorted({n for n in self.needed if list(head.names).count(n) > 1})
        if twice:
            raise RuleRefused(
                _("These columns are there twice: %(names)s.") % {"names": ", ".join(twice)},
                code="file",
            )

    def event(self, cells: dict[str, str], *, today: date) -> Event:
        """Return what a row says. Raises RowRefused."""
        return self.read(Cells(cells), today=today)


FORMATS = {
    Dataset.UCDP_GED: Format(
        ucdp.HEADER,
        ucdp.NEEDED,
        ucdp.read_event,
        ucdp.MAPPING,
        "code",
        _later("CC BY 4.0: name UCDP and the version of the data set."),
    ),
    Dataset.ACLED: Format(
        acled.HEADER,
        acled.NEEDED,
        acled.read_event,
        acled.MAPPING,
        "m49",
        _later("Your own terms with ACLED hold; its rows may not be passed on as they are."),
    ),
}
