"""A timeline with a lane for each of several: from when to when, and what happened in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .charts import share
from .svg import percent

LANE = 56
BAR_AT = 26
BAR = 12
FOOT = 24
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


def lanes(rows: Sequence[Lane], *, until: date, title: str, description: str = "") -> SafeString:
    """Draw lanes over one scale of days, from the first start to `until`."""
    first = min((row.start for row in rows), default=until)
    days = max((until - first).days, 1)
    drawn = format_html_join(
        "",
        '<g transform="translate(0 {})">{}</g>',
        ((place * LANE, _lane(row, first, days, until)) for place, row in enumerate(rows)),
    )
    height = len(rows) * LANE
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
        date_format(first, "SHORT_DATE_FORMAT"),
        height + 17,
        date_format(until, "SHORT_DATE_FORMAT"),
    )


def _lane(row: Lane, first: date, days: int, until: date) -> SafeString:
    def place(day: date) -> float:
        return share((day - first).days, days)

    start, end = place(row.start), place(row.end or until)
    due = (
        format_html(
            '<line class="lane-due" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>',
            percent(place(row.due)),
            BAR_AT - 5,
            BAR_AT + BAR + 5,
        )
        if row.due and row.due <= until
        else SafeString("")
    )
    marks = format_html_join(
        "",
        '<text class="lane-mark" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (percent(min(max(place(day), 1.5), 98.5)), BAR_AT + BAR - 1, SHAPES.get(kind, "●"))
            for day, kind in row.marks
            if first <= day <= until
        ),
    )
    return format_html(
        '<text y="16">{}</text><text x="100%" y="16" text-anchor="end">{}</text>'
        '<rect class="lane-{}" x="{}" y="{}" width="{}" height="{}"/>{}{}',
        row.name,
        row.word,
        row.tone,
        percent(start),
        BAR_AT,
        percent(max(end - start, 0.8)),
        BAR,
        due,
        marks,
    )
