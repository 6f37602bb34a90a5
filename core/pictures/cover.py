"""The typographic cover of a campaign that has no picture: its initial, its reference, a pattern.

The same title and reference always give the same cover. Three patterns, each with a meaning: rings
that go out from a point (a warning), rows of dots with some of them hollow (people), lines of which
one breaks off (a question without an answer).
"""

import unicodedata
from collections.abc import Callable, Iterable
from hashlib import sha256

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .svg import units

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
SIZES = (84, 72, 60, 50, 42, 34)
LINES = 4
Dice = bytes


def cover(*, title: str, reference: str, with_title: bool = False) -> SafeString:
    """Draw the cover. `with_title` sets the title in full, for cards that stand without a page."""
    dice = sha256(f"{reference}\n{title}".encode()).digest()
    pattern = PATTERNS[dice[0] % len(PATTERNS)]
    ground = ("", " cover-ink")[dice[1] % 2]
    return format_html(
        '<svg class="cover{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<rect class="cover-ground" width="100%" height="100%"/>'
        '<g class="cover-lines">{}</g>{}<path class="cover-rule" d="M{} 58h120"/>'
        '<text class="cover-reference" x="{}" y="120">{}</text></svg>',
        ground,
        WIDTH,
        HEIGHT,
        pattern(dice[2:]),
        _words(title) if with_title else _initial(title),
        MARGIN,
        MARGIN,
        reference,
    )


def pattern(*, title: str, reference: str, inks: dict[str, str]) -> SafeString:
    """Draw the pattern of the same cover by itself, in the colours given, for paper and cards.

    `inks` holds what the stylesheet gives elsewhere: `lines` and `mark`.
    """
    dice = sha256(f"{reference}\n{title}".encode()).digest()
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><style>'
        "g{{fill:none;stroke:{}}}.cover-full{{fill:{}}}.cover-mark{{fill:{};stroke:none}}"
        "</style><g>{}</g></svg>",
        WIDTH,
        HEIGHT,
        inks["lines"],
        inks["lines"],
        inks["mark"],
        PATTERNS[dice[0] % len(PATTERNS)](dice[2:]),
    )


def _rings(dice: Dice) -> SafeString:
    x, y = 700 + dice[0] * 1.4, 120 + dice[1] * 1.5
    step = 36 + dice[2] % 24
    rings = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="{}" stroke-width="{}"/>',
        (
            (units(x), units(y), units(step * n), units(2 + (dice[3 + n] % 7) * 1.6))
            for n in range(1, 15)
        ),
    )
    dot = '<circle class="cover-mark" cx="{}" cy="{}" r="17"/>'
    return rings + format_html(dot, units(x), units(y))


def _dots(dice: Dice) -> SafeString:
    spots = [(x, y) for y in range(90, 600, 60) for x in range(470, 1180, 60)]
    marks = sha256(dice).digest() * 4
    return format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="{}" r="15" stroke-width="4"/>',
        (
            ("" if mark % 4 == 0 else "cover-full", x, y)
            for mark, (x, y) in zip(marks, spots, strict=False)
        ),
    )


def _lines(dice: Dice) -> SafeString:
    broken = 2 + dice[0] % 6
    rows = [(n, 110 + n * 52, 380 + dice[n] % 90) for n in range(1, 10)]
    drawn = format_html_join(
        "",
        '<path stroke-width="{}" d="M{} {}H{}"/>',
        (
            (6 + dice[n + 9] % 12, start, y, 640 + dice[n] if n == broken else WIDTH)
            for n, y, start in rows
        ),
    )
    dot = '<circle class="cover-mark" cx="{}" cy="{}" r="17"/>'
    return drawn + format_html(dot, 690 + dice[broken], 110 + broken * 52)


PATTERNS: tuple[Callable[[Dice], SafeString], ...] = (_rings, _dots, _lines)


def _initial(title: str) -> SafeString:
    letter = next((sign for sign in title if sign.isalnum()), "")
    return format_html('<text class="cover-initial" x="52" y="566">{}</text>', letter.upper())


def _words(title: str) -> SafeString:
    """Set the title at the foot, in the largest of the sizes at which it fits in four lines."""
    for size in SIZES:
        rows = list(wrap(title, room=(WIDTH - 2 * MARGIN) / (size * 0.52)))
        if len(rows) <= LINES:
            break
    foot = HEIGHT - MARGIN - (min(len(rows), LINES) - 1) * size * 1.18
    return format_html_join(
        "",
        '<text class="cover-title" font-size="{}" x="{}" y="{}">{}</text>',
        ((size, MARGIN, units(foot + n * size * 1.18), row) for n, row in enumerate(rows[:LINES])),
    )


def wrap(text: str, *, room: float) -> Iterable[str]:
    """Yield lines of at most `room` narrow signs; wide ones, such as Chinese, count twice."""
    row = ""
    for word in pieces(text):
        if row and width(row + word.rstrip()) > room:
            yield row.strip()
            row = ""
        row += word
    if row.strip():
        yield row.strip()


def width(text: str) -> int:
    """Count the signs of a text, the wide ones twice."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def pieces(text: str) -> Iterable[str]:
    """Yield the parts of a text between which a line may break, each with the space after it."""
    part = ""
    for sign in text:
        part += sign
        if sign == " " or unicodedata.east_asian_width(sign) in "WF":
            yield part
            part = ""
    if part:
        yield part
