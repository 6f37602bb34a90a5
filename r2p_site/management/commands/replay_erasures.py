"""After a backup was restored: erase again who was erased since it was made."""

from typing import Any

from django.core.management.base import BaseCommand

from r2p_site.forgetting import replay


class Command(BaseCommand):
    help = (
        "Erase again what the ledger of erasures names and this database does not know of, since "
        "it was restored from a backup. Run it before the site goes up; on a database that was not "
        "restored it finds nothing. It may be run at any time and as often as you like."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, rows in sorted(replay().items()):
            self.stdout.write(f"{kind}: {rows}")
