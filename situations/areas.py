"""Areas as people write them: one spelling for one place, to find what belongs together."""

import re
import unicodedata

_NOT_WORDS = re.compile(r"[\W_]+")


def place_key(place: str) -> str:
    """Return the words of a place without case, accents and punctuation. For comparing only."""
    parts = unicodedata.normalize("NFKD", place).casefold()
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return _NOT_WORDS.sub(" ", bare).strip()[:200]
