"""Names and links of one direction of writing inside a sentence of the other.

Without isolation the marks at the edge of a Latin name, or the dots and slashes of a link, jump to
the wrong side in an Arabic sentence. (Unicode Standard Annex 9, 2.2 and 6.3)
"""

from unicodedata import bidirectional

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

register = template.Library()

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"


@register.filter
def isolated(text: object) -> str:
    """Keep a name to itself in plain text. Only where the language runs right to left.

    Elsewhere the invisible marks would stand as boxes in the oldest mail programs, for little.
    """
    if not get_language_bidi():
        return str(text)
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


@register.filter
def apart(text: object) -> SafeString:
    """The same for HTML: an element that takes its direction from what it holds, where it must."""
    words = str(text)
    if not get_language_bidi() and not _holds_right_to_left(words):
        return escape(words)
    return format_html('<span dir="auto">{}</span>', words)


def _holds_right_to_left(text: str) -> bool:
    return any(bidirectional(character) in {"R", "AL"} for character in text)
