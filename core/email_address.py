"""One mailbox, one spelling: the rules by which two addresses count as the same.

Only what a provider documents of itself is folded. Where two people could be behind two spellings,
they stay two: a voice lost weighs more than a voice doubled.
"""

import re
import unicodedata
from functools import lru_cache

from django.utils.encoding import punycode

# Other names of one provider's mailboxes: the same local part is the same mailbox in each.
# Not here: hotmail.com and outlook.com, gmx.de and gmx.net, qq.com and foxmail.com, where the same
# local part can be another person's.
_ALIASES = {
    "gmail.com": ("googlemail.com",),
    "icloud.com": ("me.com", "mac.com"),
    "proton.me": ("pm.me", "protonmail.com", "protonmail.ch"),
    "yandex.ru": ("ya.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua", "narod.ru"),
}
SAME_DOMAIN = {other: domain for domain, others in _ALIASES.items() for other in others}
# Gmail and Proton deliver with and without their signs; Yandex takes dot and hyphen for one sign.
IGNORED_SIGNS = {"gmail.com": ".", "proton.me": ".-_"}
ONE_SIGN = {"yandex.ru": ("-", ".")}
# What begins a tag. Everywhere a plus (RFC 5233 calls it a detail); at these, something else.
TAG_SIGN = {
    **{f"yahoo.{tail}": "-" for tail in (
        "com", "ca", "de", "es", "fr", "in", "it", "co.id", "co.in", "co.jp", "co.uk",
        "com.ar", "com.au", "com.br", "com.mx",
    )},
    "ymail.com": "-",
    "rocketmail.com": "-",
}  # fmt: skip
# Mailboxes below a domain of one's own: anything@ada.fastmail.com reaches ada@fastmail.com.
USER_IN_DOMAIN = frozenset({"fastmail.com"})


_ASCII_DOMAIN = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}")


def normalise_email(address: str) -> str:
    """Return the one spelling that stands for the mailbox of `address`.

    For comparing only, never for sending: case, Unicode form, quotes, marks without width, a tag
    after the local part and the other names of a domain are folded.
    """
    folded = unicodedata.normalize("NFKC", address).strip().lower()
    local, _at, domain = folded.rpartition("@")
    local, domain = _within(_unquoted(local), _main_domain(domain))
    if not local.isascii():
        local = unicodedata.normalize("NFKC", _without_width(local))
    local = local.split(TAG_SIGN.get(domain, "+"), 1)[0] or local
    if domain in ONE_SIGN:
        local = local.replace(*ONE_SIGN[domain])
    for sign in IGNORED_SIGNS.get(domain, ""):
        local = local.replace(sign, "") or local
    return f"{local}@{domain}"


def ascii_domain(domain: str) -> str:
    """Return the domain in ASCII (IDNA), without a final dot."""
    domain = domain.rstrip(".")
    if _ASCII_DOMAIN.fullmatch(domain):  # as almost all are: the conversion is slow
        return domain
    try:
        return punycode(domain)
    except UnicodeError:
        return domain


@lru_cache(maxsize=1024)
def _main_domain(domain: str) -> str:
    domain = ascii_domain(domain)
    return SAME_DOMAIN.get(domain, domain)


def _within(local: str, domain: str) -> tuple[str, str]:
    below, _dot, rest = domain.partition(".")
    return (below, rest) if rest in USER_IN_DOMAIN else (local, domain)


def _unquoted(local: str) -> str:
    """Drop quotes around a local part, which are never a part of it. (RFC 5321, 4.1.2)"""
    if len(local) > 2 and local[0] == local[-1] == '"':
        return local[1:-1].replace("\\", "")
    return local


def _without_width(text: str) -> str:
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cf", "Cc"))
