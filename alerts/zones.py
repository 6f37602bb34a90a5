"""Time zones as people look for them: the part of the world, then the city."""

from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .clock import is_zone

UTC = "UTC"
AREAS = {
    "Africa": gettext_noop("Africa"),
    "America": gettext_noop("America"),
    "Antarctica": gettext_noop("Antarctica"),
    "Arctic": gettext_noop("Arctic Ocean"),
    "Asia": gettext_noop("Asia"),
    "Atlantic": gettext_noop("Atlantic Ocean"),
    "Australia": gettext_noop("Australia"),
    "Europe": gettext_noop("Europe"),
    "Indian": gettext_noop("Indian Ocean"),
    "Pacific": gettext_noop("Pacific Ocean"),
}
_FILE = Path(__file__).resolve().parent / "data" / "zones.txt"

Choices = list[tuple[str, list[tuple[str, str]] | str]]


def place_of(zone: str) -> str:
    """Return the city that stands for a zone: "Nairobi" for "Africa/Nairobi"."""
    *around, city = zone.replace("_", " ").split("/")
    return f"{city} ({around[1]})" if len(around) > 1 else city


def zone_choices() -> Choices:
    """Return every zone under its part of the world: "Africa: Nairobi"."""
    groups: Choices = [(UTC, _("World time (UTC)"))]
    for area, name in AREAS.items():
        named = _(name)
        cities = [(zone, f"{named}: {place_of(zone)}") for zone in _zones() if _area(zone) == area]
        groups.append((named, sorted(cities, key=lambda pair: pair[1])))
    return groups


def _area(zone: str) -> str:
    return zone.partition("/")[0]


@lru_cache(maxsize=1)
def _zones() -> tuple[str, ...]:
    """The names on our list that the database of this machine knows too."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#") and is_zone(line))
