"""Markdown to safe HTML: written by members and staff, read by everybody.

markdown-it-py makes the HTML without letting raw HTML through; nh3 then keeps only what is listed
here, so that a fault in the one is caught by the other.
"""

from html import unescape

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = frozenset(
    [
        "a",
        "abbr",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}, "td": set()}
SCHEMES = {"https", "http", "mailto"}

# Some texts take the parser a time that grows with the square of their length. Nothing that our
# forms accept is as long; what comes otherwise is shown as it was typed.
LONGEST = 100_000

_parser = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(
    ["table", "strikethrough", "replacements", "smartquotes"]
)


def render(text: str) -> SafeString:
    """Return `text` as HTML that can hold no script, no image, no frame and no foreign style.

    Headings start at h2, since h1 is the page's own.
    """
    if len(text or "") > LONGEST:
        return format_html("<pre>{}</pre>", text)
    html = _parser.render(text or "").replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    clean = nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)  # noqa: S308 - the one place where text becomes markup, cleaned above


def tokens(text: str) -> list[Token]:
    """Return what the parser reads in `text`, for those who set it otherwise than as HTML."""
    return _parser.parse(text[:LONGEST] if text else "")


def plain(text: str) -> str:
    """Return the words alone on one line, for a summary or a feed."""
    words = nh3.clean(_parser.render((text or "")[:LONGEST]), tags=set())
    return " ".join(unescape(words).split())
