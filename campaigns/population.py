"""How many people live in a country or area, roughly: to see what cannot be.

A petition once showed 39,411 signatures from the Vatican City, where about 800 people live (United
Kingdom, 2016). The figures are rounded; data/README.md names their sources.
"""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "population.csv"

# So large a share of all who live in a place, infants and all, hardly ever signs. Where few live,
# people on their way, and people who live abroad, name it too: so many are always let be.
PLAUSIBLE_SHARE = 0.1
ALWAYS_PLAUSIBLE = 20


def population(code: str) -> int | None:
    """Return how many people live there; None if the code is not in the table."""
    return _people().get(code)


def plausible(code: str) -> int | None:
    """Return how many confirmed signatures from a country are plausible; None if not known."""
    people = population(code)
    return None if people is None else max(ALWAYS_PLAUSIBLE, int(people * PLAUSIBLE_SHARE))


@cache
def _people() -> dict[str, int]:
    with DATA.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: int(row["people"]) for row in csv.DictReader(lines)}
