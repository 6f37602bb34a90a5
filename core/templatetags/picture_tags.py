"""Pictures in templates: thin tags over core.pictures."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.pictures import charts, maps, signs
from core.pictures import cover as covers

register = template.Library()


@register.simple_tag
def progress_bar(value: int, goal: int) -> SafeString:
    """Draw how far a count is on its way to a goal."""
    words = _("%(value)s of %(goal)s") % {"value": grouped(value), "goal": grouped(goal)}
    return charts.progress(value=value, goal=goal, label=words)


@register.simple_tag
def columns(points: charts.Points, title: str, description: str = "") -> SafeString:
    """Draw one column per step: points are (name, number)."""
    return charts.columns(points, title=title, description=description)


@register.simple_tag
def line_chart(points: charts.Points, title: str, description: str = "") -> SafeString:
    """Draw a growing total in steps: points are (name, number)."""
    return charts.line(points, title=title, description=description)


@register.simple_tag
def profile(rows: Sequence[tuple[str, int | None, str]], title: str, steps: int = 3) -> SafeString:
    """Draw a row per factor: rows are (name, grade, grade in a word)."""
    return charts.profile(rows, title=title, steps=steps)


@register.simple_tag
def cover(title: str, reference: str, with_title: bool = False) -> SafeString:
    """Draw the typographic cover of a title and a reference."""
    return covers.cover(title=title, reference=reference, with_title=with_title)


@register.simple_tag
def world_map(marks: Iterable[maps.Mark], label: str = "") -> SafeString:
    """Draw the map with its marks; show components/boundaries.html beside it."""
    return maps.world_map(marks, label=label)


@register.simple_tag
def sign(level: str) -> SafeString:
    """Draw the shape of a level: the word beside it says the rest."""
    return signs.sign(level)


@register.filter
def grouped(number: int) -> str:
    """Write a whole number with its thousands apart, as the language does."""
    return number_format(number or 0, force_grouping=True)
