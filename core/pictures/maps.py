"""The world map: a quiet backdrop, the territories concerned, a shape per level that links."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .projection import HEIGHT, WIDTH, place
from .signs import LEVELS, SHAPES
from .svg import percent

SHAPES_FILE = Path(__file__).resolve().parent.parent / "data" / "world.json"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One place on the map, in degrees. Without a known alpha-2 `code` only the shape is drawn.

    `level` is one of core.pictures.signs.LEVELS.
    """

    code: str
    latitude: float
    longitude: float
    label: str
    url: str
    level: str


@cache
def outlines() -> dict[str, str]:
    """Return SVG path data by alpha-2 code, in the units of core.pictures.projection."""
    return json.loads(SHAPES_FILE.read_text(encoding="utf-8"))


def world_map(marks: Iterable[Mark], *, label: str = "") -> SafeString:
    """Draw the marks over the backdrop. The gravest come last, so that none hides behind a lesser.

    The shapes are placed by per cent and drawn in pixels: the map shrinks on a phone, they do not.
    """
    known = [mark for mark in marks if mark.level in LEVELS]
    ordered = sorted(known, key=lambda mark: LEVELS.index(mark.level), reverse=True)
    return format_html(
        '<svg class="map" role="group" aria-label="{}" width="100%">'
        '<svg viewBox="0 0 {} {}" width="100%" height="100%" aria-hidden="true">'
        '<image href="{}" width="{}" height="{}"/>{}</svg>{}</svg>',
        label or _("Map of the registered situations; the list beside it says the same"),
        WIDTH,
        HEIGHT,
        static("img/world.svg"),
        WIDTH,
        HEIGHT,
        _territories(ordered),
        format_html_join("", "{}", ((_sign(mark),) for mark in ordered)),
    )


def _territories(marks: list[Mark]) -> SafeString:
    shapes = outlines()
    levels = {mark.code: mark.level for mark in marks if mark.code in shapes}
    return format_html_join(
        "",
        '<path class="territory {}" d="{}"/>',
        ((level, shapes[code]) for code, level in levels.items()),
    )


def _sign(mark: Mark) -> SafeString:
    """Return one linked shape, inside a reach of 28 pixels for fingers."""
    x, y = place(mark.longitude, mark.latitude)
    return format_html(
        '<a href="{}" aria-label="{}"><title>{}</title>'
        '<svg x="{}" y="{}" overflow="visible"><circle class="reach" r="14"/>'
        '<path class="dot {}" d="{}" transform="translate(-7 -7) scale(.875)"/></svg></a>',
        mark.url,
        mark.label,
        mark.label,
        percent(100 * x / WIDTH),
        percent(100 * y / HEIGHT),
        mark.level,
        mark_safe(SHAPES[mark.level]),  # noqa: S308 - a constant of ours
    )
