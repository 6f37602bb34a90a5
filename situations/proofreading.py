"""What a careful colleague would say of a brief before it goes out. It warns and blocks nothing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.markdown import plain
from core.rules import Text
from core.text import Wording, responsibility_words

from .models import Brief
from .testimony import MARKER

STANDFIRST_WORDS = 60
# Words read in a minute; signs for scripts that leave no space between words.
WORDS_A_MINUTE = 230
SIGNS_A_MINUTE = 450
LONG_READ = 12

_SIGN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u1000-\u109f\u0e00-\u0eff]"
)
_NUMBER = re.compile(r"(?<![\w/.-])\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+|(?<![\w/.-])\d{4,}")
_YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")
_SOURCED = re.compile(r"\]\(|\[\d+\]|\((?:source|according|para)", re.IGNORECASE)


class Words(NamedTuple):
    """What a writer typed or saved: the parts of a brief that are read through."""

    title: str = ""
    standfirst: str = ""
    body: str = ""
    method: str = ""
    sources: str = ""

    @classmethod
    def of(cls, brief: Brief) -> "Words":
        return cls(*(getattr(brief, name) for name in cls._fields))

    @property
    def together(self) -> str:
        return "\n".join((self.title, self.standfirst, self.body))


def reading_minutes(text: str) -> int:
    """Return how many minutes a reader takes, at least one. Scripts without spaces count signs."""
    words = plain(MARKER.sub(" ", text))
    signs = len(_SIGN.findall(words))
    rest = len(_SIGN.sub(" ", words).split())
    return max(1, round(rest / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE))


def wordings(words: Words) -> list[Wording]:
    """Return the words of intervention in it, each with a better one. (D14)"""
    return responsibility_words(words.together)


def remarks(brief: Brief, words: Words) -> list[Text]:
    """Return what is worth a second look before others read it."""
    return [*_on_length(words), *_on_sources(words), *_on_figures(brief, words)]


def _on_length(words: Words) -> Iterator[Text]:
    count = len(words.standfirst.split())
    if count > STANDFIRST_WORDS:
        yield _("The standfirst has %(count)s words; sixty are what one breath holds.") % {
            "count": count
        }
    minutes = reading_minutes(words.body)
    if minutes > LONG_READ:
        yield ngettext(
            "The text takes %(count)s minute to read. Officials read briefs between two meetings.",
            "The text takes %(count)s minutes to read. Officials read briefs between two meetings.",
            minutes,
        ) % {"count": minutes}


def _on_sources(words: Words) -> Iterator[Text]:
    if not words.sources.strip():
        yield _("No source is named.")
    if not words.method.strip():
        yield _("Nothing is said of how this was established, and of what could not be checked.")
    for paragraph in words.body.split("\n\n"):
        if _large_numbers(paragraph) and not _SOURCED.search(paragraph):
            opening = " ".join(plain(paragraph).split()[:8])
            yield _("A number without a source beside it: “%(opening)s…”") % {"opening": opening}


def _on_figures(brief: Brief, words: Words) -> Iterator[Text]:
    figures = list(brief.assessment.figures.all()) if brief.assessment else []
    known = {number for figure in figures for number in (figure.low, figure.best, figure.high)}
    for text in dict.fromkeys(_large_numbers(f"{words.standfirst}\n\n{words.body}")):
        if int(re.sub(r"\D", "", text)) not in known:
            yield _(
                "%(number)s stands in the text and not among the figures, where it would have its"
                " range, date and source."
            ) % {"number": text}
    for figure in figures:
        if figure.low is None and figure.high is None:
            yield _("The figure “%(figure)s” has no range: say so if the source gives none.") % {
                "figure": str(figure)
            }


def _large_numbers(text: str) -> list[str]:
    found = (match.group().strip() for match in _NUMBER.finditer(text))
    return [number for number in found if not _YEAR.match(number)]
