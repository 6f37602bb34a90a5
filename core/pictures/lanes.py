"""A timeline with a lane for each of several: from when to when, and what happened in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.templatetags.bidi_tags import isolated

from .charts import share
from .cover import wrap
from .svg import percent

LINE = 20
BAR = 12
GAP = 22
FOOT = 24
# Narrow signs that fit on a phone of 360 px; a longer name takes a second line.
NAME_AT_MOST = 40
# Shapes tell the marks apart without colour; the words stand in the table beside the picture.
SHAPES = {"answer": "●", "step": "▲", "outcome": "◆", "delivery": "■"}


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One row. `tone` is "open", "late" or "done"; without an end it goes on to the last day."""

    name: str
    word: str
    start: date
    end: date | None = None
    due: date | None = None
    tone: str = "open"
    marks: Sequence[tuple[date, str]] = field(default_factory=tuple)

    @property
    def words(self) -> list[str]:
        """Its name, in two lines at most, and under it the word for how things stand."""
        first, *more = wrap(self.name, room=NAME_AT_MOST)
        second = [f"{more[0]} …" if more[1:] else more[0]] if more else []
        return [first, *second, self.word]

    @property
    def bar_at(self) -> int:
        return len(self.words) * LINE + 3

    @property
    def height(self) -> int:
        return self.bar_at + BAR + GAP


def lanes(rows: Sequence[Lane], *, until: date, title: str, description: str = "") -> SafeString:
    """Draw lanes over one scale of days, from the first start to `until`."""
    first = min((row.start for row in rows), default=until)
    days = max((until - first).days, 1)
    *tops, height = accumulate((row.height for row in rows), initial=0)
    drawn = format_html_join(
        "",
        '<g transform="translate(0 {})">{}</g>',
        ((top, _lane(row, first, days, until)) for top, row in zip(tops, rows, strict=True)),
    )
    return format_html(
        '<svg class="chart lanes" role="img" aria-label="{}" width="100%" height="{}">{}'
        '<line class="axis" y1="{}" y2="{}" x2="100%"/><text y="{}">{}</text>'
        '<text x="100%" y="{}" text-anchor="end">{}</text></svg>',
        f"{title}. {description}" if description else title,
        height + FOOT,
        drawn,
        height,
        height,
        height + 17,
        isolated(date_format(first, "SHORT_DATE_FORMAT")),
        height + 17,
        isolated(date_format(until, "SHORT_DATE_FORMAT")),
    )


def _lane(row: Lane, first: date, days: int, until: date) -> SafeString:
    def place(day: date) -> float:
        return share((day - first).days, days)

    start, end = place(row.start), place(row.end or until)
    due = (
        format_html(
            '<line class="lane-due" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>',
            percent(place(row.due)),
            row.bar_at - 5,
            row.bar_at + BAR + 5,
        )
        if row.due and row.due <= until
        else SafeString("")
    )
    marks = format_html_join(
        "",
        '<text class="lane-mark" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (percent(min(max(place(day), 1.5), 98.5)), row.bar_at + BAR - 1, SHAPES.get(kind, "●"))
            for day, kind in row.marks
            if first <= day <= until
        ),
    )
    return format_html(
        '{}<rect class="lane-{}" x="{}" y="{}" width="{}" height="{}"/>{}{}',
        _words(row),
        row.tone,
        percent(start),
        row.bar_at,
        percent(max(end - start, 0.8)),
        BAR,
        due,
        marks,
    )


def _words(row: Lane) -> SafeString:
    """One above the other: side by side they run into each other on a phone."""
    kinds = [*["lane-name"] * (len(row.words) - 1), "lane-word"]
    return format_html_join(
        "",
        '<text class="{}" y="{}">{}</text>',
        (
            (kind, 14 + place * LINE, words)
            for place, (kind, words) in enumerate(zip(kinds, row.words, strict=True))
        ),
    )
