"""Send mail without a broker: the same loop that workers run."""

import time
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, close_old_connections

from core.stopping import Patience, Stopping
from outbox import delivery, settling
from outbox.figures import oldest_waits
from outbox.models import Message, Pause, Stream

NAP = 1.0  # seconds between two looks at an empty queue
PARK_EVERY = 60.0

CANNOT, DATABASE_AWAY, SOMETHING_LEFT = 1, 3, 4


class Command(BaseCommand):
    # Some checks ask the database, which may be away when this starts: it would end, not wait.
    requires_system_checks = ()

    help = (
        "Send the mail that is due, without a broker. SIGTERM and SIGINT end it after the message "
        "at hand; what it had claimed is given back. Ends with 0 if nothing that is due is left or "
        "it was told to stop, 1 without the private key, 3 if the database is away (--once; "
        "--forever waits for it), 4 if something due is left, as when the relay is away."
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
        streams = list(dict.fromkeys(Stream(name) for name in options["stream"] or Stream.values))
        self.sent: Counter[str] = Counter()
        with Stopping() as self.stopping:
            try:
                if options["forever"]:
                    self.go_on(streams)
                else:
                    self.send_due(streams)
            except delivery.CannotSend as error:
                raise CommandError(str(error), returncode=CANNOT) from error
            except Error as error:
                words = f"The database is away: {type(error).__name__}"
                raise CommandError(words, returncode=DATABASE_AWAY) from error
            finally:
                self.say_what_was_sent(streams)

    def send_due(self, streams: list[Stream]) -> None:
        """Send until nothing is due, and say what is left."""
        settling.park()
        for stream in streams:
            more = True
            while more and not self.stopping.is_asked:
                more = self.pump(stream)
        waits = oldest_waits()
        paused = set(Pause.objects.values_list("stream", flat=True))
        for stream in streams:
            if left := Message.objects.queued(stream=stream).count():
                why = "paused by staff" if stream in paused else "each row says why"
                self.stderr.write(f"{stream}: {left} still queued; {why}.")
        late = [stream.value for stream in streams if waits[stream] and stream not in paused]
        if late and not self.stopping.is_asked:
            words = f"Not all that is due could be sent: {', '.join(late)}."
            raise CommandError(words, returncode=SOMETHING_LEFT)

    def go_on(self, streams: list[Stream]) -> None:
        """Send until told to stop. A database that is away is waited for, longer each time."""
        parked = -PARK_EVERY
        patience = Patience()
        while not self.stopping.is_asked:
            try:
                if time.monotonic() - parked > PARK_EVERY:
                    settling.park()
                    parked = time.monotonic()
                has_more = [self.pump(stream) for stream in streams]
                patience.renew()
                nap = 0.0 if any(has_more) else NAP
            except Error as error:
                self.stderr.write(f"The database is away: {type(error).__name__}")
                close_old_connections()
                nap = patience.spent()
            self.stopping.nap(nap)

    def pump(self, stream: Stream) -> bool:
        return delivery.pump(
            stream=stream, should_stop=lambda: self.stopping.is_asked, sent=self.sent
        )

    def say_what_was_sent(self, streams: list[Stream]) -> None:
        counts = ", ".join(f"{stream} {self.sent[stream]}" for stream in streams)
        self.stdout.write(f"Sent: {counts}.")
