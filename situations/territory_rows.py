"""From a row of core/data/territories.csv to the columns of a territory."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.text import slugify

from core.countries import NAME_LANGUAGES, territory_rows


def territory_columns() -> Iterator[dict[str, Any]]:
    """Yield the columns of every territory, withdrawn codes included, with a slug of its own."""
    taken: set[str] = set()
    for row in territory_rows():
        slug = slugify(row["name_en"])
        if slug in taken:
            slug = f"{slug}-{row['code'].lower()}"
        taken.add(slug)
        yield {
            "slug": slug,
            "code": row["code"],
            "alpha3": row["alpha3"],
            "m49": row["m49"],
            "region": row["region"],
            "latitude": _degrees(row["latitude"]),
            "longitude": _degrees(row["longitude"]),
            "valid_from": _date(row["valid_from"]),
            "valid_to": _date(row["valid_to"]),
            **{f"name_{language}": row[f"name_{language}"] for language in NAME_LANGUAGES},
        }


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _degrees(text: str) -> float | None:
    return float(text) if text else None
