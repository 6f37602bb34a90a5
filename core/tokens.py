"""Signed links: who may do what by an emailed link, until when.

Each purpose has its own salt, so that a link made for one deed opens no other. A link proves that
its holder reads the mailbox; it is never an identity beyond that deed. GET shows, POST acts.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core import signing
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

FORGOTTEN_AFTER = timedelta(days=7)
_BLOCK = 64  # bytes; what is veiled is filled up to a multiple of them


class TokenRefused(Exception):  # noqa: N818 - read as a sentence where it is caught
    """The link is not ours, was made for another deed, or is too old (`expired`)."""

    def __init__(self, *, expired: bool = False):
        self.expired = expired
        super().__init__("expired" if expired else "not valid")


def sign(purpose: str, value: Any) -> str:
    """Return a URL-safe token for `value` (JSON-able), good for this purpose only."""
    return _signer(_salt(purpose), settings.SECRET_KEY).sign_object(value)


def read(purpose: str, token: str, *, max_age: timedelta | None = FORGOTTEN_AFTER) -> Any:
    """Return what was signed. Raises TokenRefused for a foreign, changed or outlived token.

    `max_age` None means that the link never grows old, as for ending a subscription.
    """
    try:
        return signing.loads(token, salt=_salt(purpose), max_age=max_age)
    except signing.SignatureExpired as error:
        raise TokenRefused(expired=True) from error
    except (signing.BadSignature, ValueError) as error:
        raise TokenRefused from error


def veil(purpose: str, text: str) -> str:
    """Return a token for `text` that says nothing to whoever sees it, not even how long it is.

    For what must not stand in an address bar or a log in clear, as a mailbox. The site opens it
    again while somebody shows the link; nothing in the database does.
    """
    raw = text.encode()
    padded = raw + b"\x00" * (-len(raw) % _BLOCK)
    return sign(purpose, _encode(_veil_box(_salt(purpose), settings.SECRET_KEY).encrypt(padded)))


def unveil(purpose: str, token: str, *, max_age: timedelta | None = FORGOTTEN_AFTER) -> str:
    """Return what was veiled. Raises TokenRefused as `read` does."""
    value = read(purpose, token, max_age=max_age)
    try:
        box = urlsafe_b64decode(value + "=" * (-len(value) % 4))
        padded: bytes = _veil_box(_salt(purpose), settings.SECRET_KEY).decrypt(box)
        return padded.rstrip(b"\x00").decode()
    except (CryptoError, TypeError, ValueError) as error:
        raise TokenRefused from error


class _Signer(signing.TimestampSigner):
    """Signs as `signing.dumps` does, and derives its key once and not for every token."""

    def __init__(self, *, key: str, salt: str):
        super().__init__(key=key, salt=salt)
        self._derived = hashlib.sha256(f"{salt}signer{key}".encode()).digest()

    def signature(self, value: str | bytes, key: str | bytes | None = None) -> str:
        if key is not None:
            return super().signature(value, key)
        raw = value.encode() if isinstance(value, str) else value
        return signing.b64_encode(hmac.digest(self._derived, raw, "sha256")).decode()


@lru_cache(maxsize=64)
def _signer(salt: str, key: str) -> _Signer:
    return _Signer(key=key, salt=salt)


@lru_cache(maxsize=16)
def _veil_box(salt: str, key: str) -> SecretBox:
    derived = hmac.digest(key.encode(), f"{salt}.veil".encode(), "sha256")
    return SecretBox(derived)


def _encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _salt(purpose: str) -> str:
    return f"r2p.link.{purpose}"
