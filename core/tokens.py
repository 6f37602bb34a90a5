"""Signed links: who may do what by an emailed link, until when.

Each purpose has its own salt, so that a link made for one deed opens no other. A link proves that
its holder reads the mailbox; it is never an identity beyond that deed. GET shows, POST acts.
"""

import hashlib
import hmac
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core import signing

FORGOTTEN_AFTER = timedelta(days=7)


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


def _salt(purpose: str) -> str:
    return f"r2p.link.{purpose}"
