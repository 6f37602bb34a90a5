"""Files that lie encrypted: written box by box, read box by box, in constant memory.

The key of a file is random and is stored nowhere in clear: it is wrapped in another key, or sealed
for the workers (core.sealed). Each box carries its number inside, so that none can be taken out,
put in or moved without being found. XSalsa20-Poly1305, through PyNaCl.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

from .sealed import SealClosed

NUMBER_BYTES = 8
LENGTH_BYTES = 4
MOST_IN_A_BOX = 1 << 20


def new_key() -> str:
    """Return a fresh key as a person can copy it: 43 letters, digits, dashes and underscores."""
    return urlsafe_b64encode(random_bytes(SecretBox.KEY_SIZE)).rstrip(b"=").decode()


def wrap(text: str, *, key: str) -> bytes:
    """Return `text` in a box that opens with `key` alone."""
    return wrap_bytes(text.encode(), key=key)


def unwrap(box: bytes | memoryview, *, key: str) -> str:
    """Return what `wrap` put in. Raises SealClosed for another key or a changed box."""
    return unwrap_bytes(box, key=key).decode()


def wrap_bytes(content: bytes, *, key: str) -> bytes:
    """Return `content` in a box that opens with `key` alone."""
    return bytes(_box(key).encrypt(content))


def unwrap_bytes(box: bytes | memoryview, *, key: str) -> bytes:
    """Return what `wrap_bytes` put in. Raises SealClosed for another key or a changed box."""
    try:
        content: bytes = _box(key).decrypt(bytes(box))
    except (CryptoError, ValueError, TypeError) as error:
        raise SealClosed("The key does not open this.") from error
    return content


def append(path: Path, content: bytes, *, key: str, after: int, first: int) -> tuple[int, int]:
    """Write `content` behind the first `after` bytes of the file, as boxes from number `first` on.

    What lay behind is cut off first: a writer that was killed begins again where it was last known
    to be. The bytes are on disk when this returns. Returns the new size and the next number.
    """
    box, number = _box(key), first
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        file.truncate(after)
        file.seek(after)
        for start in range(0, len(content), MOST_IN_A_BOX):
            piece = number.to_bytes(NUMBER_BYTES) + content[start : start + MOST_IN_A_BOX]
            sealed = bytes(box.encrypt(piece))
            file.write(len(sealed).to_bytes(LENGTH_BYTES) + sealed)
            number += 1
        file.flush()
        os.fsync(file.fileno())
        return file.tell(), number


def read(path: Path, *, key: str, start: int = 0, first: int = 0) -> Iterator[bytes]:
    """Yield what was written, box by box, from byte `start` on, which is box number `first`.

    Raises SealClosed for another key, or if a box was changed, moved or cut short;
    FileNotFoundError if nothing lies there.
    """
    box, number = _box(key), first
    with path.open("rb") as file:
        file.seek(start)
        while length := file.read(LENGTH_BYTES):
            piece = _opened(box, file.read(int.from_bytes(length)))
            if int.from_bytes(piece[:NUMBER_BYTES]) != number:
                raise SealClosed("A box is not in its place.")
            yield piece[NUMBER_BYTES:]
            number += 1


def _opened(box: SecretBox, sealed: bytes) -> bytes:
    try:
        return bytes(box.decrypt(sealed))
    except (CryptoError, ValueError) as error:
        raise SealClosed("A box was changed, or the key is another one.") from error


def _box(key: str) -> SecretBox:
    try:
        return SecretBox(urlsafe_b64decode(key.encode() + b"=" * (-len(key) % 4)))
    except (ValueError, TypeError) as error:
        raise SealClosed("This is no key.") from error
