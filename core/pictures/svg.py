"""Numbers as SVG wants them: a point, never the comma of the page's language."""


def percent(number: float) -> str:
    """Return a length as per cent with two decimals."""
    return f"{number:.2f}%"


def units(number: float) -> str:
    """Return a length in the drawing's own units with one decimal."""
    return f"{number:.1f}"
