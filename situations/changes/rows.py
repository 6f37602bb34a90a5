"""Changes of what an assessment holds in several: named anew, no longer named, said otherwise."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from situations.models import Assessment, Figure, PopulationAtRisk, RiskRating

from .prose import Change, word_by_word

Row = Any


class Reading(NamedTuple):
    """How rows of one kind are told apart and called; what a word says of them, and what more.

    What is said in a word moves “from” and “to”; what is said at length is set word by word.
    """

    of: str
    key: Callable[[Row], Hashable]
    name: Callable[[Row], str]
    word: Callable[[Row], str]
    length: Callable[[Row], str]


def people(before: Assessment, after: Assessment) -> list[Change]:
    """Return which groups and areas are new, gone, or described otherwise."""
    groups = Reading(_("People"), _folded, str, lambda row: row.amount, _population)
    areas = Reading(
        _("Area"), _folded, str, lambda row: str(row.get_danger_display()), lambda row: row.note
    )
    return [
        *_compare(before.populations.all(), after.populations.all(), groups),
        *_compare(before.areas.all(), after.areas.all(), areas),
    ]


def triggers(before: Assessment, after: Assessment) -> list[Change]:
    """Return which triggers are named anew, no longer, or otherwise."""
    reading = Reading(_("Trigger"), _folded, str, lambda row: row.when, lambda row: row.effect)
    return _compare(before.triggers.all(), after.triggers.all(), reading)


def figures(before: Assessment, after: Assessment) -> list[Change]:
    """Return which figures came, went or moved; each with its qualifier. (D6)"""
    reading = Reading(
        _("Figure"),
        lambda row: (row.kind, row.period.casefold()),
        lambda row: f"{row.get_kind_display()}, {row.period}",
        lambda row: row.amount,
        _figure,
    )
    return _compare(before.figures.all(), after.figures.all(), reading)


def actors(before: Assessment, after: Assessment) -> list[Change]:
    """Return which actors came or went, part by part."""
    reading = Reading(
        _("Actor"),
        lambda row: (row.name.casefold(), row.part),
        lambda row: f"{row.name}, {row.get_part_display()}",
        lambda row: str(row.get_kind_display()),
        lambda row: row.note,
    )
    return _compare(before.actors.all(), after.actors.all(), reading)


def profile(before: Assessment, after: Assessment) -> list[Change]:
    """Return how the ratings of risk factors moved, one by one. They are never added up. (D3)"""
    reading = Reading(
        _("Risk factor"),
        lambda row: row.factor_id,
        lambda row: str(row.factor),
        lambda row: row.in_a_word,
        _rating,
    )
    found = _compare(before.ratings.all(), after.ratings.all(), reading)
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
    reading = Reading(_("Work"), str, str, lambda row: row.url, lambda row: "")
    return _compare(before.citations.all(), after.citations.all(), reading)


def _compare(before: Iterable[Row], after: Iterable[Row], read: Reading) -> list[Change]:
    old = {read.key(row): row for row in before}
    new = {read.key(row): row for row in after}
    found = [_came(read, row) for key, row in new.items() if key not in old]
    found += [_went(read, row) for key, row in old.items() if key not in new]
    moved = (_moved(read, old[key], row) for key, row in new.items() if key in old)
    return [*found, *(change for change in moved if change)]


def _came(read: Reading, row: Row) -> Change:
    said = {"of": read.of, "name": read.name(row), "word": read.word(row)}
    sentence = (
        _("%(of)s, new: “%(name)s” (%(word)s).") if said["word"] else _("%(of)s, new: “%(name)s”.")
    )
    return Change(sentence % said, word_by_word("", read.length(row)))


def _went(read: Reading, row: Row) -> Change:
    return Change(
        _("%(of)s, no longer named: “%(name)s”.") % {"of": read.of, "name": read.name(row)}
    )


def _moved(read: Reading, old: Row, new: Row) -> Change | None:
    before, after = read.word(old), read.word(new)
    long_before, long_after = read.length(old), read.length(new)
    if (before, long_before) == (after, long_after):
        return None
    pieces = word_by_word(long_before, long_after) if long_before != long_after else ()
    said = {"of": read.of, "name": read.name(new), "before": before, "after": after}
    if before == after:
        return Change(_("%(of)s “%(name)s”: described otherwise.") % said, pieces)
    nothing = _("not said")
    said |= {"before": before or nothing, "after": after or nothing}
    return Change(_("%(of)s “%(name)s”: from “%(before)s” to “%(after)s”.") % said, pieces)


def _folded(row: Row) -> str:
    return str(row.name).casefold()


def _joined(*parts: object) -> str:
    return "\n".join(str(part).strip() for part in parts if part)


def _dated(row: Figure | PopulationAtRisk) -> str:
    if not row.as_of:
        return ""
    return _("as of %(day)s") % {"day": date_format(row.as_of)}


def _population(row: PopulationAtRisk) -> str:
    number = _joined(row.range, row.source, _dated(row)) if row.amount else ""
    return _joined(row.where, row.feared, number, ", ".join(row.basis_labels))


def _figure(row: Figure) -> str:
    return _joined(row.range, row.source, _dated(row), row.note)


def _rating(row: RiskRating) -> str:
    return _joined(row.words, ", ".join(row.ill_labels))


def _foremost(assessment: Assessment) -> str:
    placed = sorted((row.place, row.factor.name) for row in assessment.ratings.all() if row.place)
    return ", ".join(name for _place, name in placed)
