"""What States put their names to, as pages and letters tell it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from .models import Instrument, InstrumentBody, StateCommitment
from .models.commitment import states_on_record

__all__ = ["Record", "by_body", "pledges_in_words", "record_of", "states_on_record"]


class Record(NamedTuple):
    """Commitments that stand on a day, and those that were withdrawn by then."""

    standing: list[StateCommitment]
    withdrawn: list[StateCommitment]


def record_of(commitments: Iterable[StateCommitment], *, on: date) -> Record:
    """Part what stands from what was withdrawn. What was withdrawn is kept in sight. (para 44)"""
    known = [each for each in commitments if each.since <= on]
    return Record(
        [each for each in known if each.stands(on)],
        [each for each in known if not each.stands(on)],
    )


def by_body(*, on: date) -> list[tuple[InstrumentBody, list[tuple[Instrument, int]]]]:
    """Return the texts by who speaks in them, each with the number of States that stand by it.

    The Assembly and the Council are never in one list: one names principles, the other decides on
    action. (para 39)
    """
    counted = StateCommitment.objects.standing(on=on).counted_by_instrument()
    found = list(Instrument.objects.all())
    return [
        (body, [(each, counted.get(each.pk, 0)) for each in found if each.body == body])
        for body in InstrumentBody
    ]


def pledges_in_words(*, country: str, on: date, language: str) -> str:
    """Say what the State with this code stands by on that day; empty if nothing is on record.

    For a letter: it cites the record of the day on which it leaves. (domain: commitments)
    """
    standing = StateCommitment.objects.standing(on=on).of_country(country).whole().by_instrument()
    with override(language):
        lines = [
            _("– %(title)s, since %(since)s")
            % {"title": each.instrument.title, "since": each.beginning}
            for each in standing
        ]
        if not lines:
            return ""
        return "\n".join([_("Your State has put its name to:"), *lines])
