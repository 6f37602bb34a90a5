"""From templates to a content that many recipients share, and from that to one person's mail.

What differs between recipients (`values`: a link, a name) is not known to the template. It puts a
placeholder there, and the sender puts the value in its place: escaped in HTML, as it is in text. So
a mail to 100,000 people is rendered once, and no link that opens something lies readable in a row.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import css_inline
from django.template import Context
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.translation import get_language_bidi, override

from core.sealed import blind_index

_PLACE = re.compile(r"\[\[([a-z][a-z0-9_]*)\.([0-9a-f]{16})\]\]")
LONGEST_SUBJECT = 250
_MANY_LINES = re.compile(r"\n\s*\n\s*\n")

_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


class ValueMissing(Exception):  # noqa: N818 - read as a sentence where it is caught
    """A template or a content names a value that was not passed."""


class Placeholders:
    """What a template sees as `values`: for each name that was passed, its placeholder."""

    def __init__(self, names: tuple[str, ...]):
        self._names = frozenset(names)

    def __getitem__(self, name: str) -> str:
        if name not in self._names:
            message = f"The template asks for values.{name}, which was not passed."
            raise ValueMissing(message)
        return placeholder(name)


@dataclass(frozen=True)
class Rendered:
    """One content before it is stored."""

    template: str
    language: str
    subject: str
    text: str
    html: str

    @cached_property
    def digest(self) -> bytes:
        """What the content is found by: SHA-256 of all that a recipient could see."""
        parts = [self.template, self.language, self.subject, self.text, self.html]
        return hashlib.sha256(json.dumps(parts).encode()).digest()

    @cached_property
    def names_in_subject(self) -> frozenset[str]:
        return names_in(take_apart(self.subject))


@dataclass(frozen=True)
class Ask:
    """What a rendering depends on. Hashable, so that each process renders it once."""

    template: str
    language: str
    stream: str
    names: tuple[str, ...]
    context: str  # JSON with sorted keys
    site_name: str
    base_url: str


@lru_cache(maxsize=256)
def render(ask: Ask) -> Rendered:
    """Render subject, text and HTML (with its CSS moved into the elements, as mail needs it).

    Raises ValueMissing if a template names a value that is not in `ask.names`.
    """
    with override(ask.language):
        context = {
            **json.loads(ask.context),
            "values": Placeholders(ask.names),
            "site_name": ask.site_name,
            "base_url": ask.base_url,
            "language": ask.language,
            "dir": "rtl" if get_language_bidi() else "ltr",
            "stream": ask.stream,
        }
        return Rendered(
            template=ask.template,
            language=ask.language,
            subject=_short(_plain(f"{ask.template}.subject.txt", context)),
            text=_MANY_LINES.sub("\n\n", _plain(f"{ask.template}.txt", context)).strip() + "\n",
            html=_inliner.inline(get_template(f"{ask.template}.html").render(context)),
        )


def placeholder(name: str) -> str:
    """Return the mark that stands for a value.

    Plain letters and brackets, which escaping and CSS inlining leave alone; keyed, so that a text
    typed by somebody cannot contain one and draw another person's link into itself.
    """
    return f"[[{name}.{blind_index(name, scope='outbox placeholder').hex()[:16]}]]"


# Text before a value, and the name of the value; the last piece has no name.
Pieces = tuple[tuple[str, str], ...]


def take_apart(text: str) -> Pieces:
    """Split the text at its placeholders. What looks like one and bears no valid key is text."""
    pieces = []
    begin = 0
    for match in _PLACE.finditer(text):
        if match.group() == placeholder(match[1]):
            pieces.append((text[begin : match.start()], match[1]))
            begin = match.end()
    return (*pieces, (text[begin:], ""))


def names_in(*several: Pieces) -> frozenset[str]:
    """Return the names of the values that these texts ask for."""
    return frozenset(name for pieces in several for _before, name in pieces if name)


def require(names: frozenset[str], values: Mapping[str, str]) -> None:
    """Raise ValueMissing unless there is a value of each name."""
    if missing := names - values.keys():
        message = f"The content asks for {', '.join(sorted(missing))}, which was not given."
        raise ValueMissing(message)


def join(pieces: Pieces, values: Mapping[str, str]) -> str:
    """Put the values in their places. Raises KeyError if one is not there."""
    return "".join([before + values[name] if name else before for before, name in pieces])


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values in their places. Raises ValueMissing if one is not there."""
    pieces = take_apart(text)
    require(names_in(pieces), values)
    return join(pieces, values)


def fill_html(html: str, values: Mapping[str, str]) -> str:
    """Put the values in their places, escaped: a name is never markup."""
    return fill(html, {name: escape(value) for name, value in values.items()})


def is_one_line(text: str) -> bool:
    """Whether the text could stand in a header: one with a line break could become two."""
    return text.splitlines() in ([], [text])


def _short(subject: str) -> str:
    """One line that fits its column; no reader sees the end of a longer one."""
    line = " ".join(subject.split())
    if len(line) <= LONGEST_SUBJECT or _PLACE.search(line):
        return line
    return line[: LONGEST_SUBJECT - 1].rstrip() + "…"


def _plain(name: str, context: dict[str, Any]) -> str:
    """Render a text file: nothing in it is HTML, so nothing is escaped."""
    template: Any = get_template(name)
    text: str = template.template.render(Context(context, autoescape=False))
    return text
