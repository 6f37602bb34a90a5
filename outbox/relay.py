"""Addresses of our own to which offices answer: one for each letter, so that no writer's is shown.

The local part is a fixed word and a token of 80 random bits in base32, which survive being turned
to capitals, read aloud and typed again. Whoever knows a token can answer that one letter.
"""

import re
from collections.abc import Iterable

from django.conf import settings

LETTERS = "letters"  # the sender of every letter: where an answer goes that ignores Reply-To
LONGEST_HEAD = 256_000  # bytes of a mail in which the addresses that it came to are looked for

_TOKEN = r"[a-z2-7]{16}"  # noqa: S105 - a pattern
_HEAD_ENDS = re.compile(rb"\n\r?\n")
_FOLDED = re.compile(rb"\r?\n[ \t]+")
_CAME_TO = re.compile(
    rb"^(?:Delivered-To|X-Original-To|Envelope-To|X-Envelope-To|X-Delivered-To|Apparently-To|"
    rb"X-Forwarded-To|To|Cc):(.*)$",
    re.IGNORECASE | re.MULTILINE,
)


def relay_address(token: str) -> str:
    """Return the address to which an office answers the letter of this token."""
    return f"letter-{token}@{settings.REPLY_DOMAIN}"


def tokens_in(addresses: Iterable[str]) -> list[str]:
    """Return the tokens that addresses of our form bear, each once, whether there is such a letter.

    Letter case does not matter, nor what a mail system adds after a plus sign.
    """
    pattern = re.compile(rf"letter-({_TOKEN})(?:\+[^@]*)?@(?:{_domains()})", re.IGNORECASE)
    found = (pattern.fullmatch(one.strip(" <>").rstrip(".")) for one in addresses)
    return list(dict.fromkeys(match[1].lower() for match in found if match))


def is_for_letters(raw: bytes) -> bool:
    """Return whether a mail came to an address to which letters are answered. Its head is read."""
    head = raw[:LONGEST_HEAD]
    ends = _HEAD_ENDS.search(head)
    head = _FOLDED.sub(b" ", head[: ends.start()] if ends else head)
    pattern = re.compile(
        rf"(?<![\w.+-])(?:letter-{_TOKEN}(?:\+[^@\s]*)?|{LETTERS})@(?:{_domains()})(?![\w-])",
        re.IGNORECASE,
    )
    lines = (line.decode("latin-1") for line in _CAME_TO.findall(head))
    return any(pattern.search(line) for line in lines)


def _domains() -> str:
    """Answers to letters of before a change of REPLY_DOMAIN still find their way."""
    names = (settings.REPLY_DOMAIN, settings.MAIL_DOMAIN, settings.BOUNCE_DOMAIN)
    return "|".join(re.escape(name) for name in dict.fromkeys(names))
