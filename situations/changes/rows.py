"""Changes of what an assessment holds in several: named anew, no longer named, said otherwise."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from situations.models import (
    ActorRole,
    Area,
    Assessment,
    Figure,
    PopulationAtRisk,
    RiskRating,
    Trigger,
)

from .prose import Change

Row = Any


class Reading(NamedTuple):
    """How rows of one kind are told apart, called and said."""

    key: Callable[[Row], Hashable]
    name: Callable[[Row], str]
    says: Callable[[Row], str]


def people(before: Assessment, after: Assessment) -> list[Change]:
    """Return which groups and areas are new, gone, or described otherwise."""
    groups = Reading(_folded, str, _population)
    areas = Reading(_folded, str, _area)
    return [
        *_compare(before.populations.all(), after.populations.all(), groups, of=_("People")),
        *_compare(before.areas.all(), after.areas.all(), areas, of=_("Area")),
    ]


def triggers(before: Assessment, after: Assessment) -> list[Change]:
    """Return which triggers are named anew, no longer, or otherwise."""
    reading = Reading(_folded, str, _trigger)
    return _compare(before.triggers.all(), after.triggers.all(), reading, of=_("Trigger"))


def figures(before: Assessment, after: Assessment) -> list[Change]:
    """Return which figures came, went or moved; each with its qualifier. (D6)"""
    reading = Reading(lambda row: (row.kind, row.period.casefold()), _figure_name, _figure)
    return _compare(before.figures.all(), after.figures.all(), reading, of=_("Figure"))


def actors(before: Assessment, after: Assessment) -> list[Change]:
    """Return which actors came or went, part by part."""
    reading = Reading(lambda row: (row.name.casefold(), row.part), _actor_name, _actor)
    return _compare(before.actors.all(), after.actors.all(), reading, of=_("Actor"))


def profile(before: Assessment, after: Assessment) -> list[Change]:
    """Return how the ratings of risk factors moved, one by one. They are never added up. (D3)"""
    reading = Reading(lambda row: row.factor_id, lambda row: str(row.factor), _rating)
    found = _compare(before.ratings.all(), after.ratings.all(), reading, of=_("Risk factor"))
    old, new = (_foremost(assessment) for assessment in (before, after))
    if old != new:
        found.append(
            Change(
                _("What weighs most was: %(before)s. Now it is: %(after)s.")
                % {"before": old or _("nothing named"), "after": new or _("nothing named")}
            )
        )
    return found


def works(before: Assessment, after: Assessment) -> list[Change]:
    """Return which works are cited anew, and which no longer."""
    reading = Reading(str, str, lambda row: row.url)
    return _compare(before.citations.all(), after.citations.all(), reading, of=_("Work"))


def _compare(
    before: Iterable[Row], after: Iterable[Row], read: Reading, *, of: str
) -> list[Change]:
    old = {read.key(row): row for row in before}
    new = {read.key(row): row for row in after}
    found = [_came(of, read, row) for key, row in new.items() if key not in old]
    found += [_went(of, read, row) for key, row in old.items() if key not in new]
    found += [
        _moved(of, read, old[key], row)
        for key, row in new.items()
        if key in old and read.says(old[key]) != read.says(row)
    ]
    return [Change(words) for words in found]


def _came(of: str, read: Reading, row: Row) -> str:
    said = {"of": of, "name": read.name(row), "says": read.says(row)}
    if said["says"]:
        return _("%(of)s, new: %(name)s (%(says)s).") % said
    return _("%(of)s, new: %(name)s.") % said


def _went(of: str, read: Reading, row: Row) -> str:
    return _("%(of)s, no longer named: %(name)s.") % {"of": of, "name": read.name(row)}


def _moved(of: str, read: Reading, old: Row, new: Row) -> str:
    nothing = _("nothing more")
    return _("%(of)s %(name)s: from “%(before)s” to “%(after)s”.") % {
        "of": of,
        "name": read.name(new),
        "before": read.says(old) or nothing,
        "after": read.says(new) or nothing,
    }


def _folded(row: Row) -> str:
    return str(row.name).casefold()


def _joined(*parts: object) -> str:
    return "; ".join(str(part).strip() for part in parts if part)


def _dated(row: Figure | PopulationAtRisk) -> str:
    if not row.as_of:
        return ""
    return _("as of %(day)s") % {"day": date_format(row.as_of)}


def _population(row: PopulationAtRisk) -> str:
    number = _joined(row.amount, row.range, row.source, _dated(row)) if row.amount else ""
    return _joined(row.where, row.feared, number, ", ".join(row.basis_labels))


def _area(row: Area) -> str:
    return _joined(row.get_danger_display(), row.note)


def _trigger(row: Trigger) -> str:
    return _joined(row.when, row.effect)


def _figure_name(row: Figure) -> str:
    return f"{row.get_kind_display()}, {row.period}"


def _figure(row: Figure) -> str:
    return _joined(row.amount, row.range, row.source, _dated(row), row.note)


def _actor_name(row: ActorRole) -> str:
    return f"{row.name}, {row.get_part_display()}"


def _actor(row: ActorRole) -> str:
    return _joined(row.get_kind_display(), row.note)


def _rating(row: RiskRating) -> str:
    return _joined(row.in_a_word, row.words, ", ".join(row.ill_labels))


def _foremost(assessment: Assessment) -> str:
    placed = sorted((row.place, row.factor.name) for row in assessment.ratings.all() if row.place)
    return ", ".join(name for _place, name in placed)
