"""What must be done before the site goes up: tables up to date, and nobody back who was erased."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Bring the tables up to date, then erase again who was erased since the backup that this "
        "database was perhaps restored from was made (replay_erasures). Run it before the site."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, stdout=self.stdout)
        call_command("replay_erasures", stdout=self.stdout)
