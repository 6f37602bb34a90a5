"""What a person who handed in a warning keeps: a receipt number and a PIN.

Both are digits alone, for these can be read aloud and written down in every language. The number
ends in two check digits (ISO 7064, MOD 97-10), so that a slip is told at once and without asking
the database. The PIN is kept as an argon2id hash, of a keyed digest: whoever reads the database
alone cannot try all PINs at home.
"""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.sealed import blind_index

RECEIPT_DIGITS = 12
PIN_DIGITS = 8
GROUP = 4

# The least that OWASP advises for argon2id: 19 MiB, two passes. A web process has many threads.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def new_receipt() -> str:
    """Return a receipt number: random, so that it tells nothing of how many there are."""
    body = f"{secrets.randbelow(10 ** (RECEIPT_DIGITS - 2)):0{RECEIPT_DIGITS - 2}d}"
    return f"{body}{98 - int(body + '00') % 97:02d}"


def read_digits(typed: str) -> str:
    """Return the digits in what somebody typed, of whatever script, however they are grouped."""
    return "".join(str(unicodedata.decimal(sign)) for sign in typed if sign.isdecimal())


def is_receipt(digits: str) -> bool:
    """Return whether the digits can be a receipt number; says nothing of whether it exists."""
    return len(digits) == RECEIPT_DIGITS and int(digits) % 97 == 1


def grouped(digits: str) -> str:
    """Return the digits in groups of four, as they are read aloud."""
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def pin_for(nonce: str) -> str:
    """Return the PIN that goes with one form, as often as that form is sent.

    An answer that got lost on the way can so be asked for again, and shows the same PIN. The nonce
    is known to the sender's page alone and stored nowhere.
    """
    digest = blind_index(nonce, scope="warning.pin")
    return f"{int.from_bytes(digest[:16]) % 10**PIN_DIGITS:0{PIN_DIGITS}d}"


def hash_pin(pin: str) -> str:
    return _hasher.hash(_peppered(pin))


def pin_matches(pin: str, hashed: str | None) -> bool:
    """Return whether `pin` belongs to the hash. Takes as long if there is none to belong to."""
    try:
        return _hasher.verify(hashed or _nobodys(), _peppered(pin)) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def _peppered(pin: str) -> bytes:
    return blind_index(pin, scope="warning.pin.hash")


@cache
def _nobodys() -> str:
    """The hash of a PIN that nobody has."""
    return _hasher.hash(secrets.token_bytes(32))
