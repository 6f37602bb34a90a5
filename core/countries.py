"""Countries and areas by code, with names in the six languages of the United Nations.

ISO 3166-1 alpha-2, and XK for Kosovo. The file also holds withdrawn codes of ISO 3166-3, four
letters long, which `situations.Territory` uses for past cases; nobody lives in those today, so they
are not offered as a person's country.
"""

import csv
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

DATA = Path(__file__).parent / "data" / "territories.csv"
NAME_LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")

Row = dict[str, str]


@cache
def territory_rows() -> tuple[Row, ...]:
    """Return every row of the file, withdrawn codes included."""
    with DATA.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def is_country(code: str) -> bool:
    return len(code) == 2 and code in _by_code()


def country_name(code: str, language: str | None = None) -> str:
    """Return the name in `language` (the active one by default); the code itself if unknown."""
    row = _by_code().get(code)
    return row[f"name_{_name_language(language)}"] if row else code


def country_region(code: str) -> str:
    """Return the number of the UN M49 region that the code lies in; empty if it has none."""
    row = _by_code().get(code)
    return row["region"] if row else ""


def country_choices(language: str | None = None) -> list[tuple[str, str]]:
    """Return (code, name) of today's countries and areas, in the order of their names."""
    return list(_choices(_name_language(language)))


@cache
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    pairs = [
        (row["code"], row[f"name_{language}"])
        for row in territory_rows()
        if is_country(row["code"])
    ]
    return tuple(sorted(pairs, key=lambda pair: pair[1]))


@cache
def _by_code() -> dict[str, Row]:
    return {row["code"]: row for row in territory_rows()}


def _name_language(language: str | None) -> str:
    short = (language or get_language() or "en").split("-")[0]
    return short if short in NAME_LANGUAGES else "en"
