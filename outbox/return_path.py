"""Addresses of our own, one for each mail, to which bounces and "no more" come back (VERP).

The local part names the message and bears a tag that only we can make, so a report that comes to
it is about that message, whatever the report itself says. Local parts keep to lower case and to the
64 characters of RFC 5321, 4.5.3.1.1, since mail systems fold the one and cut off the other.
"""

import hmac
import re
from functools import lru_cache
from typing import Literal, Protocol
from uuid import UUID

from django.conf import settings

from core.sealed import blind_index

Purpose = Literal["b", "u"]
BOUNCE: Purpose = "b"
UNSUBSCRIBE: Purpose = "u"

_TAG_DIGITS = 28  # 112 bits: out of reach of whoever may try one mail at a time
_FORM = rf"([bu])\+([0-9a-f]{{32}})\.([0-9a-f]{{{_TAG_DIGITS}}})"
_LOCAL = re.compile(_FORM)
_ANYWHERE = re.compile(rf"(?<![\w.+-]){_FORM}@[\w.-]{{1,253}}\w", re.IGNORECASE | re.ASCII)


class _Numbered(Protocol):
    public_id: UUID


def return_path(message: _Numbered) -> str:
    """Return the address that goes into MAIL FROM: reports about this message come back to it."""
    return _address(BOUNCE, message.public_id)


def unsubscribe_address(message: _Numbered) -> str:
    """Return the address for List-Unsubscribe (RFC 2369): a mail to it means "no more"."""
    return _address(UNSUBSCRIBE, message.public_id)


def read(address: str) -> tuple[Purpose, UUID] | None:
    """Return what an address of ours is for, and the public id of its message.

    None for any address that we did not make: another domain, another form, a wrong tag. Letter
    case does not matter. The tags are compared in constant time.
    """
    local, _at, domain = address.strip().strip("<>").lower().rpartition("@")
    found = _LOCAL.fullmatch(local)
    if not found or domain.rstrip(".") != settings.BOUNCE_DOMAIN.lower():
        return None
    purpose: Purpose = BOUNCE if found[1] == BOUNCE else UNSUBSCRIBE
    public_id = UUID(hex=found[2])
    if not is_ours(purpose, public_id, tag=found[3]):
        return None
    return purpose, public_id


def mentioned(text: str) -> list[str]:
    """Return the addresses of our form in a text, whether we made them or not, each once."""
    return list(dict.fromkeys(match.group().lower() for match in _ANYWHERE.finditer(text)))


def is_ours(purpose: Purpose, public_id: UUID, *, tag: str) -> bool:
    """Return whether we made this tag, for this purpose and this message."""
    return hmac.compare_digest(_tag(purpose, public_id), tag)


def _address(purpose: Purpose, public_id: UUID) -> str:
    tag = _tag(purpose, public_id)
    return f"{purpose}+{public_id.hex}.{tag}@{settings.BOUNCE_DOMAIN.lower()}"


def _tag(purpose: Purpose, public_id: UUID) -> str:
    tags = _tags(public_id, settings.BLIND_INDEX_KEY)
    return tags[:_TAG_DIGITS] if purpose == BOUNCE else tags[_TAG_DIGITS : 2 * _TAG_DIGITS]


@lru_cache(maxsize=1)
def _tags(public_id: UUID, _key: str) -> str:
    """Both tags, one behind the other: each mail bears both, and a digest has room for them."""
    return blind_index(public_id.hex, scope="outbox return path").hex()
