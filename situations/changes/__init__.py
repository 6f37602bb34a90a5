"""What changed from one assessment of a situation to another, in words.

An assessment never changes (D3); what one sees is the way from one judgement to the next. Nothing
here weighs: that more risk factors are rated is told, not counted.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from situations.models import Assessment

from . import columns, rows
from .columns import in_short
from .prose import Change, Piece, word_by_word

__all__ = [
    "Change",
    "Entry",
    "Piece",
    "Section",
    "address",
    "compare",
    "history",
    "in_short",
    "others",
    "word_by_word",
]


class Section(NamedTuple):
    """A part of the page, and what changed in it."""

    title: str
    changes: list[Change]


class Entry(NamedTuple):
    """A version in the history: the one before it, and the judgement's changes since, in words."""

    version: Assessment
    before: Assessment | None
    words: list[str]
    address: str


def history(newest_first: Iterable[Assessment]) -> list[Entry]:
    """Return each version with what changed in the judgement since the one before."""
    versions = list(newest_first)
    entries = [
        Entry(after, before, in_short(before, after), address(before, after))
        for after, before in pairwise(versions)
    ]
    return [*entries, *(Entry(first, None, [], "") for first in versions[-1:])]


def address(before: Assessment, after: Assessment) -> str:
    """Return the address of the page that sets two decided versions side by side."""
    numbers = [before.as_of, before.version, after.as_of, after.version]
    return reverse("situations:assessment_compare", args=[after.situation.slug, *numbers])


def others(
    versions: Iterable[Assessment], before: Assessment, after: Assessment
) -> list[tuple[Assessment, str]]:
    """Return the versions that `after` could be set beside instead, each with that address."""
    return [
        (version, address(*sorted((version, after), key=lambda each: (each.as_of, each.version))))
        for version in versions
        if version not in (before, after)
    ]


def compare(before: Assessment, after: Assessment) -> list[Section]:
    """Return what changed, part by part as on the page; a part without change is left out.

    Needs both fetched `whole`.
    """
    parts = [
        Section(_("Who is at risk"), [*columns.people(before, after), *rows.people(before, after)]),
        Section(
            _("The judgement"), [*columns.judgement(before, after), *rows.triggers(before, after)]
        ),
        Section(_("Figures"), rows.figures(before, after)),
        Section(_("Risk profile"), rows.profile(before, after)),
        Section(
            _("The State and the others"),
            [*columns.parties(before, after), *rows.actors(before, after)],
        ),
        Section(_("What is called for"), columns.called_for(before, after)),
        Section(_("Sources"), [*columns.sources(before, after), *rows.works(before, after)]),
    ]
    return [part for part in parts if part.changes]
