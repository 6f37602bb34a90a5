"""The text of a brief in pieces: the writer's words, and the testimonies that they quote.

A marker `[[testimony:…]]` is looked up whenever the text is read: for a page, a file, a feed. What
no consent covers at that moment is not there, and a note says that something was. (D12)
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from .models import Brief
from .models.evidence_choices import Use
from .testimony import MARKER, Excerpt, quotable


@dataclass(frozen=True)
class Piece:
    """Words in markdown, or a testimony, or the place where one may not be shown."""

    kind: str
    text: str = ""
    attribution: str = ""
    language: str = ""


def pieces(brief: Brief, *, at: datetime | None = None) -> list[Piece]:
    """Return the text of a brief as it may be shown at this moment."""
    return pieces_of(brief.body, at=at)


def pieces_of(body: str, *, at: datetime | None = None) -> list[Piece]:
    """Return a text in pieces, saved or not."""
    found = MARKER.split(body)
    numbers = found[1::2]
    may_be_shown = quotable(numbers, use=Use.BRIEF_PUBLIC, at=at or timezone.now())
    shown: list[Piece] = []
    for place, part in enumerate(found):
        if place % 2:
            shown.append(_quoted(may_be_shown.get(part)))
        elif part.strip():
            shown.append(Piece("words", part))
    return shown


def quotes_testimony(brief: Brief) -> bool:
    """Return whether the text quotes any, so that nobody may keep a copy of its page."""
    return MARKER.search(brief.body) is not None


def recipe(shown: Sequence[Piece]) -> str:
    """Return the hash of what can change in the text of a published version: its testimonies."""
    changing = [[each.kind, each.text, each.attribution] for each in shown if each.kind != "words"]
    return hashlib.sha256(json.dumps(changing, ensure_ascii=False).encode()).hexdigest()


def _quoted(found: Excerpt | None) -> Piece:
    return Piece("testimony", found.text, found.by, found.language) if found else Piece("gone")
