"""Seal personal data so that whoever takes it in cannot read it back.

The web process holds the public key alone: it can seal a name and an address, and nothing that runs
there can open them again. Workers hold the private key. To find a person again without opening
anything there is a blind index: HMAC-SHA-256 of the normalised address under a key of its own.

Sealed boxes: libsodium's crypto_box_seal (X25519, XSalsa20-Poly1305), through PyNaCl.
"""

import hashlib
import hmac
import json
from functools import cache
from typing import Any

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

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
