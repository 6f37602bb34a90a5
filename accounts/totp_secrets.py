"""Seal the secrets of authenticator apps, so that a copy of the database holds no second factor.

Unlike a signer's address, such a secret must be opened by the web process at each login; so it is
sealed with a key derived from SECRET_KEY, which is not in the database (libsodium's secretbox).
"""

import hashlib
import hmac
from base64 import b64decode, b64encode

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

PURPOSE = b"r2p.accounts.second-factor"


def seal_secret(text: str) -> str:
    """Return `text` sealed, as printable characters."""
    return b64encode(_box(settings.SECRET_KEY).encrypt(text.encode())).decode()


def open_secret(sealed: str) -> str:
    """Return what was sealed, under today's key or a former one (SECRET_KEY_FALLBACKS).

    Raises nacl's CryptoError if it was sealed under none of them or changed.
    """
    raw = b64decode(sealed)
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _box(key).decrypt(raw).decode()
        except CryptoError:
            continue
    raise CryptoError("No key opens this secret.")


def _box(key: str) -> SecretBox:
    return SecretBox(hmac.new(key.encode(), PURPOSE, hashlib.sha256).digest())
