"""What somebody should look at, in one sentence each. docs/operations.md says what to do then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .queue import StreamFigures
from .waiting import Standing


@dataclass(frozen=True)
class Alarm:
    """One thing that is not as usual, and the heading under which the operator's page has more."""

    kind: str
    words: str


def alarms(queue: Sequence[StreamFigures], standing: Standing | None) -> list[Alarm]:
    """Return what is not as usual, the worst first. Empty: mail is going out."""
    return [*_late(queue), *_paused(queue), *(_standing(standing) if standing else ())]


def _late(queue: Sequence[StreamFigures]) -> Iterator[Alarm]:
    for one in queue:
        if one.is_late and not one.pause:
            minutes = int(one.oldest.total_seconds() // 60)
            words = ngettext(
                "%(stream)s: the message that waits longest has waited %(minutes)s minute.",
                "%(stream)s: the message that waits longest has waited %(minutes)s minutes.",
                minutes,
            )
            yield Alarm("late", words % {"stream": one.name, "minutes": minutes})


def _paused(queue: Sequence[StreamFigures]) -> Iterator[Alarm]:
    for one in queue:
        if one.pause:
            words = _("%(stream)s: paused by staff. %(reason)s")
            yield Alarm("paused", words % {"stream": one.name, "reason": one.pause.reason})


def _standing(standing: Standing) -> Iterator[Alarm]:
    if standing.relay_away:
        yield Alarm("relay", _("The mail relay cannot be reached: what was taken up was put back."))
    if count := standing.uncertain:
        words = ngettext(
            "%(count)s letter to an official may or may not have arrived: somebody has to decide.",
            "%(count)s letters to officials may or may not have arrived: somebody has to decide.",
            count,
        )
        yield Alarm("uncertain", words % {"count": count})
    if count := standing.resting:
        words = ngettext(
            "%(count)s domain refuses our mail and is left in peace for a while.",
            "%(count)s domains refuse our mail and are left in peace for a while.",
            count,
        )
        yield Alarm("domains", words % {"count": count})
