"""How much of a letter is its writer's own: shared runs of four words, by keyed hashes alone.

Shingling as in Broder 1997 ("On the resemblance and containment of documents"). Nothing is refused
for what is found: a copy leaves with the other copies. The hashes are keyed, so that nobody who
reads the database can try out words against them.
"""

import re
import unicodedata

from core.sealed import blind_index

WORDS_IN_A_ROW = 4
# Scripts without spaces between words: there each sign counts as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")


def words_in(text: str) -> list[str]:
    """Return the words of a text without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _WORD.findall(unicodedata.normalize("NFKC", bare))


def shingles(text: str, *, scope: str) -> set[int]:
    """Return the keyed hashes (64 bits) of all runs of four words; of the whole if it is shorter.

    The scope keeps what one action measures from being compared with another.
    """
    words = words_in(text)
    if not words:
        return set()
    last = max(1, len(words) - WORDS_IN_A_ROW + 1)
    runs = {" ".join(words[start : start + WORDS_IN_A_ROW]) for start in range(last)}
    return {
        int.from_bytes(blind_index(run, scope=f"shingle:{scope}")[:8], signed=True) for run in runs
    }


def originality(mine: set[int], known: set[int]) -> int:
    """Return which part of a text, in per cent, stood nowhere before. No text has none."""
    return round(100 * len(mine - known) / len(mine)) if mine else 0
