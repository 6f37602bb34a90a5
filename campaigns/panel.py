"""The public account of a petition: what came in, what counts, what was removed and why.

Whoever tries to stuff a petition learns nothing here about what was noticed: all but the count
itself and ended sweeps is as of last night, in tens, and below ten there is one word for all.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy

from core.rules import Text

from .models import Petition, Standing, Sweep, SweepStatus
from .small_numbers import FEWEST


@dataclass(frozen=True)
class Rounded:
    """A number in tens, rounded down; from 0 to 9 it says only that it is below ten."""

    number: int

    @property
    def at_least(self) -> int:
        return self.number // FEWEST * FEWEST

    @property
    def is_small(self) -> bool:
        return self.number < FEWEST

    def as_json(self) -> dict[str, int]:
        return {"at_least": self.at_least, "fewer_than": self.at_least + FEWEST}


@dataclass(frozen=True)
class Line:
    """One figure of the account, with what it means."""

    name: str
    label: Text
    meaning: Text
    number: Rounded


@dataclass(frozen=True)
class SweptLine:
    """A sweep as the public reads it."""

    day: date
    number: int
    reason: str
    is_small: bool
    undone: date | None
    restored: int
    is_running: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "day": self.day.isoformat(),
            "signatures": None if self.is_small else self.number,
            "fewer_than": FEWEST if self.is_small else None,
            "reason": self.reason,
            "undone_on": self.undone.isoformat() if self.undone else None,
        }


@dataclass(frozen=True)
class Panel:
    """All that the page and its data show."""

    petition: Petition
    standing: Standing | None
    lines: list[Line]
    sweeps: list[SweptLine]

    @property
    def counted_at(self) -> datetime | None:
        return self.petition.counted_at

    def as_json(self) -> dict[str, Any]:
        """The same as data: numbers with their bounds, since most are rounded."""
        recount = self.standing and {
            "at": self.standing.recounted_at.isoformat(),
            "difference": self.standing.difference,
        }
        return {
            "campaign": self.petition.campaign.reference,
            "counted": self.petition.signature_total,
            "counted_at": self.counted_at.isoformat() if self.counted_at else None,
            "as_of": self.standing.day.isoformat() if self.standing else None,
            "figures": {line.name: line.number.as_json() for line in self.lines},
            "sweeps": [line.as_json() for line in self.sweeps],
            "recount": recount,
            "rounding": "rounded down to tens; at_least <= number < fewer_than",
        }


_LINES = (
    (
        "received",
        gettext_lazy("Received"),
        gettext_lazy("Forms that were sent from different mailboxes."),
    ),
    (
        "waiting",
        gettext_lazy("Not confirmed yet"),
        gettext_lazy("We wrote to the mailbox, and nobody has pressed the button so far."),
    ),
    (
        "lapsed",
        gettext_lazy("Never confirmed"),
        gettext_lazy("Deleted after seven days, or after thirty if they were under review."),
    ),
    (
        "bounced",
        gettext_lazy("Of them bounced"),
        gettext_lazy("The mail that asks to confirm came back: there is no such mailbox."),
    ),
    (
        "held",
        gettext_lazy("Under review"),
        gettext_lazy("Set aside by a program or a person until somebody has looked."),
    ),
    (
        "withdrawn",
        gettext_lazy("Withdrawn"),
        gettext_lazy("Taken back, or erased, at their signers’ wish after they had confirmed."),
    ),
    (
        "removed",
        gettext_lazy("Removed"),
        gettext_lazy("Taken out by staff; each time is listed below."),
    ),
)


def panel_of(petition: Petition) -> Panel:
    """Return the account of a petition, as of last night."""
    standing = petition.standings.order_by("-day").first()
    lines = [
        Line(name, label, meaning, Rounded(getattr(standing, name)))
        for name, label, meaning in _LINES
        if standing is not None
    ]
    sweeps = [_swept(sweep) for sweep in Sweep.objects.of(petition).public()]
    return Panel(petition=petition, standing=standing, lines=lines, sweeps=sweeps)


def _swept(sweep: Sweep) -> SweptLine:
    began = sweep.begun_at or sweep.proposed_at
    is_undone = sweep.status == SweepStatus.UNDONE and sweep.undone_at is not None
    return SweptLine(
        day=began.date(),
        number=sweep.taken,
        reason=str(sweep.get_reason_display()),
        is_small=sweep.taken < FEWEST,
        undone=sweep.undone_at.date() if is_undone and sweep.undone_at else None,
        restored=sweep.restored,
        is_running=sweep.is_at_work,
    )
