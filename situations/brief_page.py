"""What the public page of a brief says beside the text itself: which version it is, and of what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from .brief_text import Piece, pieces, quotes_testimony, recipe
from .citations import FORMATS, Citation, citation_of, plain
from .models import Brief, BriefFile, Figure, Recommendation, Retraction
from .proofreading import reading_minutes


@dataclass(frozen=True)
class BriefPage:
    """One version of a brief at one moment, with what to know about it."""

    brief: Brief
    at: datetime

    @cached_property
    def pieces(self) -> Sequence[Piece]:
        return pieces(self.brief, at=self.at)

    @property
    def quotes_testimony(self) -> bool:
        return quotes_testimony(self.brief)

    @cached_property
    def family(self) -> list[Brief]:
        """Every version that people may read, in every language, oldest first."""
        standing = Brief.objects.standing(at=self.at).of_brief(self.brief)
        found = standing.select_related("embargo", "translates").defer("body", "sources", "method")
        return sorted(found, key=lambda each: (each.language, each.version))

    @property
    def versions(self) -> list[Brief]:
        """The versions in this language, the newest first."""
        own = [each for each in self.family if each.language == self.brief.language]
        return own[::-1]

    @property
    def newest(self) -> Brief:
        """The newest version in this language."""
        return self.versions[0] if self.versions else self.brief

    @property
    def is_newest(self) -> bool:
        return self.newest.pk == self.brief.pk

    @property
    def original(self) -> Brief | None:
        """For a translation: the newest version of what it was translated from."""
        if not self.brief.translates_id:
            return None
        return next((each for each in self.family[::-1] if not each.translates_id), None)

    @property
    def is_stale(self) -> bool:
        """Return whether the original has moved on since this was translated."""
        base, original = self.brief.translates, self.original
        return bool(base and original and original.version > base.version)

    @property
    def languages(self) -> list[Brief]:
        """The newest version in each language, the original first."""
        newest = {each.language: each for each in self.family}
        return sorted(
            newest.values(), key=lambda each: (each.translates_id is not None, each.language)
        )

    @property
    def recommendations(self) -> list[tuple[str, list[Recommendation]]]:
        """By addressee, in the order in which they were written: the State first. (D13)"""
        rows = self.brief.recommendations.all()
        return [
            (addressee, list(group))
            for addressee, group in groupby(rows, lambda row: row.addressee)
        ]

    @cached_property
    def figures_since(self) -> bool:
        """Return whether the register holds other figures by now; those here stay as they were."""
        current = self.brief.situation.current_assessment
        if current is None or current.pk == self.brief.assessment_id:
            return False
        before = self.brief.assessment.figures.all() if self.brief.assessment else ()
        return _values(current.figures.all()) != _values(before)

    @cached_property
    def sha256(self) -> str:
        """The hash of its PDF, once that was made from what may be shown now."""
        current = BriefFile.objects.current(self.brief, recipe=recipe(self.pieces))
        return current.values_list("sha256", flat=True).first() or ""

    @property
    def minutes(self) -> int:
        return reading_minutes(self.brief.body)

    @cached_property
    def citation(self) -> Citation:
        return citation_of(self.brief)

    @property
    def citation_line(self) -> str:
        return plain(self.citation)

    @property
    def citation_formats(self) -> list[tuple[str, str]]:
        return [(form, each.name) for form, each in FORMATS.items()]


@dataclass(frozen=True)
class Tombstone:
    """What is left of a brief that was retracted: its number, its title, and why."""

    brief: Brief
    retraction: Retraction


def tombstone(slug: str) -> Tombstone | None:
    """Return what stands at the address of a retracted brief; None where none ever stood."""
    numbered = Brief.objects.at_address(slug=slug).values("reference")
    retraction = Retraction.objects.filter(reference__in=numbered).first()
    taken = Brief.objects.retracted(retraction).for_pages().first() if retraction else None
    return Tombstone(taken, retraction) if taken and retraction else None


def _values(figures: Iterable[Figure]) -> list[tuple[object, ...]]:
    return [
        (each.kind, each.qualifier, each.low, each.best, each.high, each.period) for each in figures
    ]
