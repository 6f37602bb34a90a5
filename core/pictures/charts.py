"""Small charts. Widths are per cent and heights pixels, so that text never shrinks."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .svg import percent, units

Points = Sequence[tuple[object, int]]

PLOT = 150
ROOM_ABOVE = 20
ROOM_BELOW = 22
GAP = 0.3
ROW = 52
TRACK = 24


def share(value: float, whole: float) -> float:
    """Return value as per cent of whole, between 0 and 100; of nothing it is 0."""
    return 0.0 if whole <= 0 else min(max(100 * value / whole, 0.0), 100.0)


def ceiling(value: int) -> int:
    """Return the next round number (1, 2 or 5 times a power of ten) that is not below value."""
    power = 1
    while 5 * power < value:
        power *= 10
    return next(lead * power for lead in (1, 2, 5) if lead * power >= value)


def progress(*, value: int, goal: int, label: str) -> SafeString:
    """Draw a bar that fills towards a goal; `label` says the same in words."""
    return format_html(
        '<svg class="meter" role="img" aria-label="{}" width="100%" height="10">'
        '<rect class="meter-track" width="100%" height="100%"/>'
        '<rect class="meter-done" width="{}" height="100%"/></svg>',
        label,
        percent(share(value, goal)),
    )


def columns(
    points: Points, *, title: str, description: str = "", marked: Collection[int] = ()
) -> SafeString:
    """Draw one column per day (or other step): [(name of the step, number), ...].

    The steps whose places are `marked` get a triangle above and a colour of their own, so that they
    are found without it. `description` says in words what the mark means.
    """
    top = ceiling(max((value for _name, value in points), default=0))
    step = 100 / max(len(points), 1)
    heights = [share(value, top) / 100 * PLOT for _name, value in points]
    bars = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                "bar bar-marked" if index in marked else "bar",
                percent(step * (index + GAP / 2)),
                units(ROOM_ABOVE + PLOT - height),
                percent(step * (1 - GAP)),
                units(height),
            )
            for index, height in enumerate(heights)
        ),
    )
    return _frame(bars + _marks(heights, marked), points, top, label=_label(title, description))


def _marks(heights: Sequence[float], marked: Collection[int]) -> SafeString:
    """Draw a triangle above each marked column."""
    step = 100 / max(len(heights), 1)
    return format_html_join(
        "",
        '<text class="mark" x="{}" y="{}" text-anchor="middle">▼</text>',
        (
            (percent(step * (index + 0.5)), units(ROOM_ABOVE + PLOT - heights[index] - 4))
            for index in sorted(marked)
            if 0 <= index < len(heights)
        ),
    )


def line(points: Points, *, title: str, description: str = "") -> SafeString:
    """Draw a total as it grew, in steps: it stands still until the next number is known."""
    top = ceiling(max((value for _name, value in points), default=0))
    reach = 100 / max(len(points) - 1, 1)
    spots = [(i * reach, 100 - share(value, top)) for i, (_name, value) in enumerate(points)]
    path = "".join(f"H{x:.2f}V{y:.2f}" for _before, (x, y) in pairwise(spots))
    start = f"M{spots[0][0]:.2f} {spots[0][1]:.2f}" if spots else "M0 100"
    drawing = format_html(
        '<svg y="{}" width="100%" height="{}" viewBox="0 0 100 100" preserveAspectRatio="none"'
        ' overflow="visible"><path class="line" d="{}"/></svg>',
        ROOM_ABOVE,
        PLOT,
        start + path,
    )
    return _frame(drawing, points, top, label=_label(title, description))


def profile(
    rows: Sequence[tuple[str, int | None, str]],
    *,
    title: str,
    description: str = "",
    steps: int = 3,
) -> SafeString:
    """Draw one row per factor: its name, its grade 0..steps, and the grade in a word.

    A grade of None is not known: its track is broken, so that nobody takes it for none at all. The
    rows are never added up: there is no score (D3).
    """
    drawn = format_html_join(
        "",
        '<g transform="translate(0 {})"><text y="16">{}</text>'
        '<text x="100%" y="16" text-anchor="end">{}</text>{}</g>',
        (
            (index * ROW, name, word, _grade(grade, steps))
            for index, (name, grade, word) in enumerate(rows)
        ),
    )
    return format_html(
        '<svg class="chart" role="img" aria-label="{}" width="100%" height="{}">{}</svg>',
        _label(title, description),
        len(rows) * ROW,
        drawn,
    )


def _grade(grade: int | None, steps: int) -> SafeString:
    if grade is None:
        return format_html('<line class="bar-unknown" y1="{0}" y2="{0}" x2="100%"/>', TRACK + 4)
    return format_html(
        '<rect class="bar-track" y="{0}" width="100%" height="8"/>'
        '<rect class="bar" y="{0}" width="{1}" height="8"/>',
        TRACK,
        percent(share(grade, steps)),
    )


def _label(title: str, description: str) -> str:
    return f"{title}. {description}" if description else title


def _frame(drawing: SafeString, points: Points, top: int, *, label: str) -> SafeString:
    """Put axis, scale and the first and last step's names around a drawing."""
    base = ROOM_ABOVE + PLOT
    names = [name for name, _value in points]
    return format_html(
        '<svg class="chart" role="img" aria-label="{}" width="100%" height="{}">'
        '<text y="13">{}</text><line class="scale" y1="{}" y2="{}" x2="100%"/>{}'
        '<line class="axis" y1="{}" y2="{}" x2="100%"/>'
        '<text y="{}">{}</text><text x="100%" y="{}" text-anchor="end">{}</text></svg>',
        label,
        base + ROOM_BELOW,
        number_format(top, force_grouping=True),
        ROOM_ABOVE,
        ROOM_ABOVE,
        drawing,
        base,
        base,
        base + 17,
        names[0] if names else "",
        base + 17,
        names[-1] if len(names) > 1 else "",
    )
