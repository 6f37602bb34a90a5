"""Words: cleaning what people type, and the two readings that the address asks of a text.

D11 (Evans 2007, para 19): a story of one person moves people, a figure of millions dulls them; so a
campaign's opening holds no aggregate victim figure. D14 (paras 21-27): the words of responsibility
let opponents take new positions where the words of intervention enrage them.
"""

import re
import unicodedata
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .rules import Text

# Bidirectional overrides and isolates can make a name read as another (Unicode TR 36); so can
# characters without width. Joiners stay: Persian and several Indian scripts need them.
_FORBIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# What turns the direction of what follows it, and what no keyboard types into a sentence.
_MISLEADING = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"[^\S\n]+")

# Before an Arabic noun stand its article and one-letter words (and, then, with, for, as).
_AR = r"(?<![\u0621-\u064a])[وفبلك]{0,2}(?:ال)?"
_AR_END = r"(?![\u0621-\u064a])"
_ZH_DIGIT = r"[\d一二三四五六七八九十两兩几幾数數上好百零〇]"
_NUMBER_WORDS = (
    r"\b(?:tens? of |hundreds? of )?(?:thousands?|millions?|billions?)\b",
    r"\b(?:milliers?|mille|milliards?)\b",
    r"\b(?:miles|mil|millares?|millón|millones)\b",
    # alf, alfan, alaf, uluf; milyun, malayin; milyar.
    _AR + r"(?:[أا]لف(?:ا|اً|ان|ين|ي)?|آلاف|ا?لآلاف|[أا]لوف)" + _AR_END,
    _AR + r"(?:مليون(?:ا|اً|ان|ين|ي)?|ملايين|مليار(?:ا|اً|ان|ين|ات)?)" + _AR_END,
    r"\b(?:тысяч\w*|тыс\b|миллион\w*|млн\b|миллиард\w*|млрд\b)",
    # A numeral, then thousand, ten thousand, hundred million. "千万不要" and "万一" are no numbers.
    _ZH_DIGIT + r"+[千萬万亿億]|成千上万|成千上萬",
    r"[千万萬亿億]+(?:人|名|个|個|户|戶)",
    r"\d\s?(?:k|mn|mln|bn)\b",
)
_PER_CENT = (
    r"(?:\d+(?:[.,٫]\d+)?\s?)?(?:\bper ?cent\b|\bpour ?cent\b|\bpor ciento\b|\bпроцент\w*)",
    r"\d+(?:[.,٫]\d+)?\s?[%٪％]",
    r"百分之\S{1,6}|[一二三四五六七八九\d]成(?=的|人|以上|居民|民众|民眾|人口)",
    _AR + r"(?:في|بال)?\s?(?:المئة|المائة|بالمئة|بالمائة)" + _AR_END,
)
_DIGITS = re.compile(r"[\d٠-٩۰-۹]+(?:[.,'’\u00a0\u202f\u066c\u2009 ][\d٠-٩۰-۹]{3})*")
_WORDS = re.compile("|".join((*_NUMBER_WORDS, *_PER_CENT)), re.IGNORECASE)
_YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")


class Wording(NamedTuple):
    """A phrase found in a text, and what to write instead."""

    found: str
    better: Text


_RESPONSIBILITY = (
    (
        re.compile(r"\bright (?:to|of) (?:humanitarian )?interven(?:e|tion)\b", re.IGNORECASE),
        _("responsibility to protect: speak of those who need support, not of those who act"),
    ),
    (
        re.compile(r"\bhumanitarian intervention\b", re.IGNORECASE),
        _("protection of people at risk, by a graduated range of measures"),
    ),
    (
        re.compile(r"\bregime change\b", re.IGNORECASE),
        _("ending the crimes; protection says nothing of who governs"),
    ),
    (
        re.compile(r"\bintervene in\b", re.IGNORECASE),
        _("help to protect people in"),
    ),
)


def clean_line(text: str) -> str:
    """Return one line in Unicode NFC, without control, zero-width or direction-changing marks."""
    return _SPACES.sub(" ", clean_text(text).replace("\n", " ")).strip()


def clean_text(text: str) -> str:
    """Return the text in NFC with line breaks kept, and the same marks taken out."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _FORBIDDEN.sub("", text).strip()


def has_misleading_marks(text: str) -> bool:
    """Return whether a text holds control signs, or marks that turn the direction of writing.

    For words that strangers see and nobody is to clean in silence: their writer is told. Line
    breaks and tabs are none, nor are joiners, which some scripts need. (Unicode TR 36)
    """
    return bool(_MISLEADING.search(text.replace("\r\n", "\n").replace("\r", "\n")))


def aggregate_figures(text: str) -> list[str]:
    """Return the aggregate figures in a text, as written: what a story's opening must not hold.

    Numbers of 1,000 or more, words such as "thousand" and "million" in the site's six languages,
    and per cent. Four-digit years stand. (D11; Evans 2007, para 19.)
    """
    found = [match.group().strip() for match in _WORDS.finditer(text)]
    found += [match.group().strip() for match in _DIGITS.finditer(text) if _is_large(match.group())]
    return found


def responsibility_words(text: str) -> list[Wording]:
    """Return phrases of intervention with a better wording. It warns and never blocks. (D14)"""
    return [
        Wording(match.group(), better)
        for pattern, better in _RESPONSIBILITY
        for match in pattern.finditer(text)
    ]


def _is_large(number: str) -> bool:
    digits = "".join(str(unicodedata.decimal(c)) for c in number if c.isdecimal())
    return int(digits) >= 1000 and not _YEAR.match(number.strip())
