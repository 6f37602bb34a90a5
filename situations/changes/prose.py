"""A text before and after, word by word."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

# A word with the space behind it, so that what went and what came do not run into each other.
_WORD = re.compile(r"\S+\s*|\s+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Pairs of equal words that a comparison may weigh. A text that repeats a word without end has
# millions of them; no honest one comes near, and no page may be kept busy by one that does.
MOST_PAIRS = 200_000


class Piece(NamedTuple):
    """Words that stayed ("same"), came ("new") or went ("gone")."""

    kind: str
    text: str


class Change(NamedTuple):
    """One change in a sentence; for a text that was rewritten, word by word as well."""

    words: str
    pieces: tuple[Piece, ...] = ()


def word_by_word(before: str, after: str) -> tuple[Piece, ...]:
    """Return what stayed, went and came, in reading order; what went stands before what came.

    A text of a few words repeated without end is compared line by line, or as a whole.
    """
    for token in (_WORD, _LINE):
        old, new = token.findall(before), token.findall(after)
        if _pairs(old, new) <= MOST_PAIRS:
            return tuple(_pieces(old, new))
    return tuple(_pieces([before], [after]))


def _pairs(old: list[str], new: list[str]) -> int:
    there = Counter(old)
    return sum(there[token] * count for token, count in Counter(new).items())


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
