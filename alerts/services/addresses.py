"""To open a sealed address, in a worker, so that one damaged row never stops the others."""

import logging

from core.sealed import SealClosed, unseal
from outbox.addresses import AddressRefused, mailable

logger = logging.getLogger(__name__)


def readable(sealed: bytes | memoryview) -> str | None:
    """Return the address, or None, with a line in the log, for a row that cannot be used."""
    try:
        return mailable(unseal(sealed))
    except (SealClosed, AddressRefused) as error:
        logger.error("An address cannot be used: %s", type(error).__name__)
        return None
