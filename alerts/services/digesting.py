"""To come."""

from datetime import datetime


def send_digests(*, at: datetime | None = None) -> int:
    """Make the digests that are due. Returns how many mails were made."""
    return 0
