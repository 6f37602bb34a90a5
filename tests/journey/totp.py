"""What an authenticator app shows (RFC 6238), never the same code twice."""

import base64
import hashlib
import hmac
import struct
import time

STEP = 30

_used: dict[str, int] = {}


def next_code(secret: str) -> str:
    """Return the code of now, or wait for the next one if this one was used.

    The site takes each code once. It also takes the code of the step to come, since clocks differ,
    so the wait is short.
    """
    step = int(time.time() // STEP)
    if _used.get(secret, 0) >= step + 1:
        time.sleep((_used[secret]) * STEP - time.time() + 0.5)
        step = int(time.time() // STEP)
    step = max(step, _used.get(secret, 0) + 1)
    _used[secret] = step
    padded = secret + "=" * (-len(secret) % 8)
    digest = hmac.new(base64.b32decode(padded), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
