"""The chain over a list: one changed letter anywhere changes its last number.

Each line's SHA-256 is taken over the number before it and its own cells as they stand in the
file, so no line can be changed, taken out, put in or moved without the head telling. The head is
published on the proof page, and `static/proof/verify.py` works it out anew from what an office
holds.

    origin   SHA-256 of what is delivered, in sentences: petition, ask, office, cut, redaction
    line n   SHA-256 of  number of line n-1 · cell 1 · cell 2 · …   (joined by U+001F, in UTF-8)
    head     the number of the last line
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

JOINT = "\x1f"


def origin_of(statement: Iterable[str]) -> str:
    """Return the number that the first line follows on."""
    return sha256(JOINT.join(statement).encode()).hexdigest()


def next_in_chain(before: str, cells: Sequence[str]) -> str:
    """Return the number of the line with these cells, which follows on the number `before`."""
    return sha256(JOINT.join((before, *cells)).encode()).hexdigest()
