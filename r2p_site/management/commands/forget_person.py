"""Forget one person: each app erases what it has under an address, all of them or none."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from outbox.addresses import AddressRefused, mailable
from r2p_site.forgetting import forget


class Command(BaseCommand):
    help = (
        "Forget the person behind an address: signatures, letters, alerts, addresses left with "
        "warnings, invitations, mail that waits. The address is read from standard input, so that "
        "it stays in no history of commands. Counts stay, and so does the suppression of an "
        "address. A login stays as well, since work hangs on it: staff end it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--yes", action="store_true", help="Do not ask once more.")

    def handle(self, *args: Any, **options: Any) -> None:
        if sys.stdin.isatty():
            self.stderr.write("Address: ", ending="")
        try:
            address = mailable(sys.stdin.readline().strip())
        except AddressRefused as error:
            raise CommandError("This is not one address.") from error
        if not options["yes"]:
            self.stderr.write("This cannot be undone. Type “forget” to go on: ", ending="")
            if sys.stdin.readline().strip() != "forget":
                raise CommandError("Nothing was changed.")
        for name, found in forget(address=address).items():
            self.stdout.write(f"{name}: {found}")
