"""Seal personal data so that whoever takes it in cannot read it back.

The web process holds the public key alone: it can seal a name and an address, and nothing that runs
there can open them again. Workers hold the private key. To find a person again without opening
anything there is a blind index: HMAC-SHA-256 of the normalised address under a key of its own.

Sealed boxes: libsodium's crypto_box_seal (X25519, XSalsa20-Poly1305), through PyNaCl. A process
that holds the private key seals under a key derived from it (crypto_secretbox): nobody else can
open that either, and it is ten times quicker, which counts where a worker writes to 100,000 people.
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

from .email_address import normalise_email

# How a box begins that was sealed by a holder of the private key. A sealed box begins at random.
BY_HOLDER = b"\x00holder\x00"


class SealClosed(Exception):  # noqa: N818 - the state of the box, not a fault of the program
    """This process has no private key, or the box was damaged or sealed for another key."""


def seal(text: str) -> bytes:
    """Return `text` sealed so that only the private key opens it. Two seals of one text differ."""
    if settings.SEALING_PRIVATE_KEY:
        return BY_HOLDER + bytes(_own_box().encrypt(text.encode()))
    return _closing_box(settings.SEALING_PUBLIC_KEY).encrypt(text.encode())


def require_private_key() -> None:
    """Raise SealClosed unless this process holds the private key, and the pair of the public one.

    Asked before any row is judged: a process without it must not take all rows for damaged.
    """
    _own_box()


def unseal(sealed: bytes | memoryview) -> str:
    """Return the text in `sealed`. Raises SealClosed without the private key or if changed."""
    own = _own_box()
    box = bytes(sealed)
    try:
        if box.startswith(BY_HOLDER):
            text: bytes = own.decrypt(box[len(BY_HOLDER) :])
        else:
            text = _opening_box(settings.SEALING_PRIVATE_KEY).decrypt(box)
    except (CryptoError, ValueError, TypeError) as error:
        raise SealClosed("The sealed value cannot be opened.") from error
    return text.decode()


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
    return next(blind_indexes([text], scope=scope))


def blind_indexes(texts: Iterable[str], *, scope: str = "") -> Iterator[bytes]:
    """Yield the blind index of each text, in their order: a letter has a hundred."""
    key = bytes.fromhex(settings.BLIND_INDEX_KEY)
    for text in texts:
        yield hmac.digest(key, f"{scope}\x00{text}".encode(), "sha256")


@cache
def _closing_box(public_key: str) -> SealedBox:
    return SealedBox(PublicKey(bytes.fromhex(public_key)))


@cache
def _opening_box(private_key: str) -> SealedBox:
    return SealedBox(PrivateKey(bytes.fromhex(private_key)))


def _own_box() -> SecretBox:
    """The box of whoever holds the private key. Raises SealClosed."""
    if not settings.SEALING_PRIVATE_KEY:
        raise SealClosed("This process does not hold the private key.")
    return _holders_box(settings.SEALING_PRIVATE_KEY, settings.SEALING_PUBLIC_KEY)


@cache
def _holders_box(private_key: str, public_key: str) -> SecretBox:
    raw = bytes.fromhex(private_key)
    if bytes(PrivateKey(raw).public_key) != bytes.fromhex(public_key):
        raise SealClosed("The private key is not the pair of the public one.")
    size, person = SecretBox.KEY_SIZE, b"sealed by holder"
    return SecretBox(hashlib.blake2b(raw, digest_size=size, person=person).digest())
