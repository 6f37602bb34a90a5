"""Everything that workers and scheduler do, in this one process and without a broker."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.stopping import Stopping
from outbox.delivery import CannotSend
from r2p_site.rota import Rota


class Command(BaseCommand):
    # Some checks ask the database, which may be away when this starts: it would end, not wait.
    requires_system_checks = ()

    help = (
        "Do all that workers and scheduler do, in one process and without a broker: mail, alerts, "
        "signatures, letters, retention. A task that fails does not stop the others; a database "
        "that is away is waited for. SIGTERM and SIGINT end it after the task at hand. With --once "
        "it ends with 1 if a task failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="Do everything once, in its turn, and end."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with Stopping() as stopping:
            rota = Rota(stopping)
            try:
                if options["once"]:
                    rota.once()
                else:
                    rota.go_on()
            except CannotSend as error:
                raise CommandError(str(error)) from error
        if options["once"] and rota.failed:
            raise CommandError(f"Failed: {', '.join(sorted(rota.failed))}.")
