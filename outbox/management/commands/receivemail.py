"""Take in one mail from standard input: a mail system pipes to it what comes to our addresses."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from outbox.services import receive_mail
from outbox.services.receiving import LARGEST

# sysexits.h: the mail system keeps the mail and tries again.
EX_TEMPFAIL = 75


class Command(BaseCommand):
    help = (
        "Keep the mail on standard input, to be read by a worker. Ends with 0 when it is kept, and "
        "with 75 when it could not be, so that the mail system tries again. Needs no private key."
    )
    requires_system_checks = []  # one mail, one process: it must be quick

    def handle(self, *args: Any, **options: Any) -> None:
        raw = sys.stdin.buffer.read(LARGEST)
        while sys.stdin.buffer.read(1_000_000):  # what is beyond is not kept, but has to be taken
            pass
        if not raw.strip():
            self.stderr.write("There was no mail on standard input.")
            return
        try:
            receive_mail(raw)
        except (DatabaseError, OSError) as error:
            self.stderr.write(f"Not kept, try again: {type(error).__name__}")
            raise SystemExit(EX_TEMPFAIL) from error
