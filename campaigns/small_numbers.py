"""Numbers by country and language, published so that no number below ten can be derived.

A few signers from one country can be found out and made to suffer for it. The total of a petition
is public to the last signature, so leaving small countries out is not enough: who subtracts what is
shown from the total has the rest. The rules here hold for one publication and for all of them
together (tests/campaigns/test_small_numbers.py tries them with made-up histories):

1. A country is named once it has ten signers. Once named it stays named.
2. What is not named, "others", is always ten or more, or nothing is published at all.
3. Where fewer than ten are left over, as many of the newest signatures from named countries wait
   among the others. So "others: 10" says that between none and ten are from elsewhere.
4. Named countries and others always add up to the total at that hour.
5. Nothing depends on which of the unnamed countries somebody lives in: moved from one to another
   below ten, the same is published, hour for hour.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

FEWEST = 10


class Publication(NamedTuple):
    """What may be shown: numbers by name, none below ten, and the others, ten or more."""

    named: dict[str, int]
    others: int

    @property
    def total(self) -> int:
        return sum(self.named.values()) + self.others


def publish(counts: Mapping[str, int], before: Mapping[str, int]) -> Publication | None:
    """Return what may be shown of `counts`, given what was `named` in the publication `before`.

    None if nothing may be shown that is new: what was published stands. Zero and fewer than zero
    are taken for nothing.
    """
    known = {key: number for key, number in counts.items() if number > 0}
    named = {key: _within(known.get(key, 0), number) for key, number in before.items()}
    others = _with_ten_left(named, sum(known.values()))
    if others < FEWEST:
        return None
    newcomers = {key for key, number in known.items() if number >= FEWEST} - named.keys()
    for key in _largest_first(newcomers, known):
        placed = min(known[key], others - FEWEST)
        if placed >= FEWEST:
            named[key] = placed
            others -= placed
    waiting = {key: known.get(key, 0) - number for key, number in named.items()}
    for key in _largest_first(named, waiting):
        placed = max(min(waiting[key], others - FEWEST), 0)
        named[key] += placed
        others -= placed
    return Publication(named, others)


def _within(count: int, published: int) -> int:
    """Take off what was taken back since. A country that was named never falls below ten."""
    return max(FEWEST, min(count, published))


def _with_ten_left(named: dict[str, int], total: int) -> int:
    """Let signatures of the largest countries wait until the others are ten. Returns the others."""
    others = total - sum(named.values())
    for key in _largest_first(named, named):
        back = min(max(FEWEST - others, 0), named[key] - FEWEST)
        named[key] -= back
        others += back
    return others


def _largest_first(keys: Iterable[str], numbers: Mapping[str, int]) -> list[str]:
    return sorted(keys, key=lambda key: (-numbers[key], key))
