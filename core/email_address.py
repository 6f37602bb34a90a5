"""One mailbox, one spelling: the rules by which two addresses count as the same."""

import re
import unicodedata

from django.utils.encoding import punycode

# What the providers document of themselves: other names of one domain, dots that do not count, and
# the sign that starts a tag. Elsewhere only a plus tag is dropped (RFC 5233 calls it a detail).
SAME_DOMAIN = {
    "googlemail.com": "gmail.com",
    "pm.me": "proton.me",
    "protonmail.com": "proton.me",
    "ya.ru": "yandex.ru",
    "yandex.com": "yandex.ru",
}
DOTS_DO_NOT_COUNT = frozenset({"gmail.com"})
TAG_SIGN = {"yahoo.com": "-"}


_ASCII_DOMAIN = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}")


def normalise_email(address: str) -> str:
    """Return the one spelling that stands for the mailbox of `address`.

    For comparing only, never for sending: case, Unicode form, a tag after the local part and the
    other names of a domain are folded; nothing is folded that could join two people.
    """
    folded = unicodedata.normalize("NFKC", address).strip().casefold()
    local, _at, domain = folded.rpartition("@")
    domain = ascii_domain(domain)
    domain = SAME_DOMAIN.get(domain, domain)
    sign = TAG_SIGN.get(domain, "+")
    local = local.split(sign, 1)[0] or local
    if domain in DOTS_DO_NOT_COUNT:
        local = local.replace(".", "") or local
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
