"""What a log may hold: what went wrong, and nothing of the person to whom it happened.

An error of PostgreSQL quotes the row that it refused ("DETAIL: Failing row contains …"), and the
address of a private page holds the key to it. Both reach the log by ways that no call of ours
controls, so they are taken out of every line just before it is written.
"""

import logging
import re

_DETAIL = re.compile(r"^(\s*(?:DETAIL|CONTEXT|LINE \d+|HINT|PARAMETERS)\s*:).*$", re.MULTILINE)
_MAILBOX = re.compile(r"[^\s<>\"'(),;:=/]+(?:@|%40)[^\s<>\"'(),;:/]+", re.IGNORECASE)
# A signed value, as core.tokens makes them: value, time and signature.
_TOKEN = re.compile(r"[\w-]{8,}(?::|%3A)[\w-]{4,}(?::|%3A)[\w-]{20,}", re.IGNORECASE)


def without_people(text: str) -> str:
    """Return a text for the log without mailboxes, keys of links, and rows that errors quote."""
    text = _DETAIL.sub(r"\1 [left out]", text)
    text = _TOKEN.sub("[link]", text)
    return _MAILBOX.sub("[address]", text)


class QuietFormatter(logging.Formatter):
    """Writes a line as `logging` does, its traceback too, and then takes people out of it."""

    def format(self, record: logging.LogRecord) -> str:
        return without_people(super().format(record))
