"""Numbers that the public sees of evidence."""

import secrets


def new_public_id() -> str:
    """Return a number that tells nothing: neither when a thing was entered, nor how many are."""
    return secrets.token_hex(8)
