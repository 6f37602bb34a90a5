"""Send mail without a broker: the same loop that workers run."""

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from outbox import delivery, leases
from outbox.models import Message, Stream

NAP = 1.0  # seconds between two looks at an empty queue
PARK_EVERY = 60.0


class Command(BaseCommand):
    help = (
        "Send the mail that is due, without a broker. SIGTERM and SIGINT end it after the message "
        "at hand; what it had claimed is given back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stream",
            choices=Stream.values,
            action="append",
            help="May be given several times. All streams if not given.",
        )
        how_long = parser.add_mutually_exclusive_group()
        how_long.add_argument(
            "--once", action="store_true", help="End when nothing more is due. The default."
        )
        how_long.add_argument("--forever", action="store_true", help="Go on until told to stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_told_to_stop = False
        before = {
            number: signal.signal(number, self.stop) for number in (signal.SIGTERM, signal.SIGINT)
        }
        streams = [Stream(name) for name in options["stream"] or Stream.values]
        try:
            if options["forever"]:
                self.go_on(streams)
            else:
                self.send_due(streams)
        except delivery.CannotSend as error:
            raise CommandError(str(error)) from error
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self, _number: int, _frame: Any) -> None:
        self.is_told_to_stop = True

    def send_due(self, streams: list[Stream]) -> None:
        """Send until nothing is due, and say what is left."""
        leases.park()
        for stream in streams:
            more = True
            while more and not self.is_told_to_stop:
                more = self.pump(stream)
            if left := Message.objects.queued(stream=stream).count():
                self.stderr.write(f"{stream}: {left} still queued; each row says why.")

    def go_on(self, streams: list[Stream]) -> None:
        """Send until told to stop. A database that is away is waited for."""
        parked = 0.0
        while not self.is_told_to_stop:
            more = False
            try:
                if time.monotonic() - parked > PARK_EVERY:
                    leases.park()
                    parked = time.monotonic()
                for stream in streams:
                    more = self.pump(stream) or more
            except DatabaseError as error:
                self.stderr.write(f"The database is away: {type(error).__name__}")
                close_old_connections()
            if not more and not self.is_told_to_stop:
                time.sleep(NAP)

    def pump(self, stream: Stream) -> bool:
        return delivery.pump(stream=stream, should_stop=lambda: self.is_told_to_stop)
