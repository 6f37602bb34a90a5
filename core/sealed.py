"""Seal personal data so that whoever takes it in cannot read it back.

The web process holds the public key alone: it can seal a name and an address, and nothing that runs
there can open them again. Workers hold the private key. To find a person again without opening
anything there is a blind index: HMAC-SHA-256 of the normalised address under a key of its own.

Sealed boxes: libsodium's crypto_box_seal (X25519, XSalsa20-Poly1305), through PyNaCl.
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from typing import Any

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

from .email_address import normalise_email


class SealClosed(Exception):  # noqa: N818 - the state of the box, not a fault of the program
    """This process has no private key, or the box was damaged or sealed for another key."""


def seal(text: str) -> bytes:
    """Return `text` sealed to the site's public key. Two seals of one text differ."""
    return _closing_box(settings.SEALING_PUBLIC_KEY).encrypt(text.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """Return the text in `sealed`. Raises SealClosed without the private key or if changed."""
    if not settings.SEALING_PRIVATE_KEY:
        raise SealClosed("This process does not hold the private key.")
    try:
        return _opening_box(settings.SEALING_PRIVATE_KEY).decrypt(bytes(sealed)).decode()
    except (CryptoError, ValueError, TypeError) as error:
        raise SealClosed("The sealed value cannot be opened.") from error


def seal_json(value: Any) -> bytes:
    """Seal a JSON-able value."""
    return seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def unseal_json(sealed: bytes | memoryview) -> Any:
    """Open what `seal_json` sealed. Raises SealClosed."""
    return json.loads(unseal(sealed))


def seal_for_link(text: str) -> tuple[bytes, str]:
    """Seal `text` under a fresh key that is kept nowhere. Returns the box and the key, URL-safe.

    The key goes out in an emailed link, so that the holder of the mailbox can read the text on a
    page, while neither the database nor the web process alone can.
    """
    key = random_bytes(SecretBox.KEY_SIZE)
    box: bytes = SecretBox(key).encrypt(text.encode())
    return box, urlsafe_b64encode(key).rstrip(b"=").decode()


def open_from_link(box: bytes | memoryview, key: str) -> str:
    """Return the text in `box`. Raises SealClosed for another key or a changed box."""
    try:
        raw = urlsafe_b64decode(key.encode() + b"=" * (-len(key) % 4))
        text: bytes = SecretBox(raw).decrypt(bytes(box))
    except (CryptoError, ValueError, TypeError) as error:
        raise SealClosed("The link does not open this.") from error
    return text.decode()


def email_key(address: str, *, scope: str = "") -> bytes:
    """Return the blind index (32 bytes) of an address within a scope.

    Spellings that reach one mailbox give one key. The scope, for instance "petition:7", keeps one
    person's rows in two petitions from being joined by reading the database.
    """
    return blind_index(normalise_email(address), scope=scope)


def blind_index(text: str, *, scope: str = "") -> bytes:
    """Return HMAC-SHA-256 of `text` under the index key, apart for each scope."""
    key = bytes.fromhex(settings.BLIND_INDEX_KEY)
    return hmac.new(key, f"{scope}\x00{text}".encode(), hashlib.sha256).digest()


@cache
def _closing_box(public_key: str) -> SealedBox:
    return SealedBox(PublicKey(bytes.fromhex(public_key)))


@cache
def _opening_box(private_key: str) -> SealedBox:
    return SealedBox(PrivateKey(bytes.fromhex(private_key)))
