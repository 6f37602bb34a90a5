"""A text before and after, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

# A word with the space behind it, so that what went and what came do not run into each other.
_TOKEN = re.compile(r"\S+\s*|\s+")


class Piece(NamedTuple):
    """Words that stayed ("same"), came ("new") or went ("gone")."""

    kind: str
    text: str


class Change(NamedTuple):
    """One change in a sentence; for a text that was rewritten, word by word as well."""

    words: str
    pieces: tuple[Piece, ...] = ()


def word_by_word(before: str, after: str) -> tuple[Piece, ...]:
    """Return what stayed, went and came, in reading order; what went stands before what came."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    return tuple(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    # Junk that the matcher guesses by itself would tear long texts apart at common words.
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(old[old_from:old_to]))
            continue
        if gone := "".join(old[old_from:old_to]):
            yield Piece("gone", gone)
        if came := "".join(new[new_from:new_to]):
            yield Piece("new", came)
