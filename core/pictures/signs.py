"""The three levels as shapes in a square of 16, so that no reader depends on hue alone.

The corners say it: the fewer, the calmer. A square stood on its point, a triangle, a disc.
"""

from django.utils.safestring import SafeString, mark_safe

LEVELS = ("current_crisis", "imminent_risk", "serious_concern")

SHAPES = {
    "current_crisis": "M8 0l8 8-8 8-8-8z",
    "imminent_risk": "M8 .8l8 14H0z",
    "serious_concern": "M8 1.2a6.8 6.8 0 1 0 0 13.6a6.8 6.8 0 1 0 0-13.6z",
}


def sign(level: str) -> SafeString:
    """Return the shape as a small picture without words; nothing for a level nobody knows."""
    shape = SHAPES.get(level)
    drawn = f'<svg viewBox="0 0 16 16" aria-hidden="true"><path d="{shape}"/></svg>'
    return mark_safe(drawn if shape else "")  # noqa: S308 - made of constants of ours
