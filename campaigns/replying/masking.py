"""What the desk may read of a reply: without the writer's name, and anybody's numbers.

A worker does it, who can open the letter and knows its writer's name. What is masked here is masked
before anything is stored in clear; a person takes out the rest before it is published.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

LONGEST = 60_000  # characters

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_NUMBER = re.compile(r"(?<![\w/.-])(?:\+|00|\()?\d(?:[ \u00a0().\-/]{0,2}\d){7,14}(?![\w/-])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}")
_QUOTE_BEGINS = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|message d'origine|mensaje original|"
    r"urspr[üu]ngliche nachricht|исходное сообщение|forwarded message)\b.*|"
    r"_{10,}|"
    r"(?:on|le|el|am|em|il)\b.{4,200}\b(?:wrote|a [ée]crit|escribi[óo]|schrieb|escreveu|ha scritto)"
    r"\s*:?|"
    r".{4,200}\b(?:пишет|написал(?:а|\(а\))?)\s*:|"
    r"在.{4,100}写道\s*[::])\s*$",
    re.IGNORECASE,
)
_OUTLOOK = re.compile(r"^\s*(?:from|de|von|от|发件人)\s*[::].{2,200}$", re.IGNORECASE)
_OUTLOOK_NEXT = re.compile(
    r"^\s*(?:sent|date|to|envoy[ée]|gesendet|an|à|enviado|para|отправлено|кому|дата)\s*:",
    re.IGNORECASE,
)


def own_words(text: str) -> str:
    """Return what the sender wrote, without what it quotes: the citizen's letter stands in that."""
    kept: list[str] = []
    # NUL is no character for PostgreSQL, and a mail may hold any byte.
    lines = text[:LONGEST].replace("\r", "").replace("\0", "").split("\n")
    for place, line in enumerate(lines):
        if _QUOTE_BEGINS.match(line) or _is_head(lines, place):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def masked(text: str, *, names: Iterable[str] = ()) -> str:
    """Return the text with addresses, telephone numbers and these people's names put out of sight.

    A name is masked whole and by its parts of three letters or more.
    """
    text = _ADDRESS.sub(_("[address]"), text.replace("\0", ""))
    text = _NUMBER.sub(_number, text)
    for name in names:
        text = _without_name(text, name)
    return text


def _without_name(text: str, name: str) -> str:
    parts = [part for part in re.split(r"[\s.,]+", name) if len(part) >= 3]
    for part in [" ".join(name.split()), *sorted(parts, key=len, reverse=True)]:
        if len(part) >= 3:
            pattern = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)", re.IGNORECASE)
            text = pattern.sub(_("[the writer]"), text)
    twice = re.escape(_("[the writer]"))
    return re.sub(rf"{twice}(?:[\s.,]*{twice})+", _("[the writer]"), text)


def _number(match: re.Match[str]) -> str:
    """Days are no telephone numbers."""
    return match[0] if _DATE.fullmatch(match[0].strip()) else _("[number]")


def _is_head(lines: list[str], place: int) -> bool:
    """Whether the head of a quoted mail begins here: "From:" and soon "Sent:"."""
    if not _OUTLOOK.match(lines[place]):
        return False
    return any(_OUTLOOK_NEXT.match(line) for line in lines[place + 1 : place + 4])
