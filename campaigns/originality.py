"""How much of a letter is its writer's own: shared runs of four words, by keyed hashes alone.

Shingling as in Broder 1997 ("On the resemblance and containment of documents"). Nothing is refused
for what is found: a copy leaves with the other copies. The hashes are keyed, so that nobody who
reads the database can try out words against them.
"""

import re
import unicodedata

from core.sealed import blind_indexes

WORDS_IN_A_ROW = 4
# Scripts without spaces between words: there each sign counts as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")


def words_in(text: str) -> list[str]:
    """Return the words of a text without case, accents and punctuation."""
    plain = text.casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", text).casefold()
        bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
        plain = unicodedata.normalize("NFKC", bare)
    return _WORD.findall(plain)


def shingles(text: str, *, scope: str) -> set[int]:
    """Return the keyed hashes (64 bits) of all runs of four words; of the whole if it is shorter.

    The scope keeps what one action measures from being compared with another.
    """
    words = words_in(text)
    if not words:
        return set()
    last = max(1, len(words) - WORDS_IN_A_ROW + 1)
    runs = {" ".join(words[start : start + WORDS_IN_A_ROW]) for start in range(last)}
    hashes = blind_indexes(runs, scope=f"shingle:{scope}")
    return {int.from_bytes(each[:8], signed=True) for each in hashes}


def originality(mine: set[int], known: set[int]) -> int:
    """Return which part of a text, in per cent, stood nowhere before. No text has none."""
    return round(100 * len(mine - known) / len(mine)) if mine else 0
