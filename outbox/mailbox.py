"""Fetch what came back from a mailbox, by POP3 (RFC 1939).

Each mail is kept in the database before it is deleted there, and what is deleted goes only at the
farewell: whatever breaks off in between, the mail is still there, and kept once.
"""

import contextlib
import logging
import poplib
import ssl
import time
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .services.receiving import receive_mail

MOST = 500  # mails in one go
SECONDS = 45.0  # and so long: what is fetched is deleted only at a farewell, so there must be one
TIMEOUT = 30  # seconds for each answer
LARGE = 20_000_000  # bytes; of a mail beyond it only the head and so many lines are fetched
LINES_OF_LARGE = 2_000

_HERE = {"localhost", "127.0.0.1", "::1"}

# The library's own bound for a line, 2048 bytes, is less than what mails in the wild have; the
# whole mailbox would stand still behind one of them.
poplib._MAXLINE = 1_000_000  # type: ignore[attr-defined]  # because the library gives no other way

logger = logging.getLogger(__name__)


def fetch(*, url: str | None = None, at: datetime | None = None) -> int:
    """Keep what lies in the mailbox, and delete it there. Returns how many mails were fetched.

    `url` is settings.BOUNCE_MAILBOX_URL unless given: pops://user:password@host:995, or pop:// for
    a mailbox on this machine without TLS. Does nothing without one. A mailbox that cannot be
    reached is logged, without its password, and tried again at the next run.
    """
    url = url if url is not None else settings.BOUNCE_MAILBOX_URL
    if not url:
        return 0
    fetched = 0
    ends = time.monotonic() + SECONDS
    try:
        with _opened(url) as mailbox:
            for number, size in _listed(mailbox):
                receive_mail(_retrieved(mailbox, number, size), at=at)
                mailbox.dele(number)
                fetched += 1
                if time.monotonic() >= ends:
                    break
    except (OSError, poplib.error_proto) as error:
        # Its words may quote the login.
        logger.warning(
            "The mailbox for what comes back cannot be read: %s after %s mails.",
            type(error).__name__,
            fetched,
        )
    return fetched


@contextlib.contextmanager
def _opened(url: str) -> Iterator[poplib.POP3]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "pops" and host not in _HERE:
        message = "BOUNCE_MAILBOX_URL must begin with pops://: the password would go in clear."
        raise ImproperlyConfigured(message)
    if parts.scheme == "pops":
        context = ssl.create_default_context()
        mailbox: poplib.POP3 = poplib.POP3_SSL(
            host, parts.port or 995, timeout=TIMEOUT, context=context
        )
    else:
        mailbox = poplib.POP3(host, parts.port or 110, timeout=TIMEOUT)
    try:
        mailbox.user(unquote(parts.username or ""))
        mailbox.pass_(unquote(parts.password or ""))
        yield mailbox
        mailbox.quit()
    finally:
        mailbox.close()


def _listed(mailbox: poplib.POP3) -> list[tuple[int, int]]:
    """The numbers and sizes of what lies there."""
    _reply, lines, _size = mailbox.list()
    pairs = [line.split()[:2] for line in lines[:MOST]]
    return [(int(number), int(size)) for number, size in pairs]


def _retrieved(mailbox: poplib.POP3, number: int, size: int) -> bytes:
    if size > LARGE:
        _reply, lines, _size = mailbox.top(number, LINES_OF_LARGE)
    else:
        _reply, lines, _size = mailbox.retr(number)
    return b"\n".join(lines)
