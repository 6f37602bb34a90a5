"""What letters are known by outside: a token for answers, a reference for talk."""

import secrets
import uuid
from base64 import b32encode


def new_token() -> str:
    """Return 80 random bits in base32, which survive being read aloud or turned to capitals."""
    return b32encode(secrets.token_bytes(10)).decode().lower()


def reference_of(public_id: uuid.UUID) -> str:
    """Return what names the letter in its subject and in talk: "L-7KQ3-XA2M"."""
    short = b32encode(public_id.bytes[:5]).decode()
    return f"L-{short[:4]}-{short[4:]}"
