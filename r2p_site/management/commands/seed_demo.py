"""Load the demonstration data, so that a newcomer sees a living site.

Historical cases come from the address of August 2007; everything present-day is invented. The
logins are of no worth and are printed: never load this where real people work.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from r2p_site.demo.loading import is_loaded, load_demo


class Command(BaseCommand):
    help = "Load the demonstration data (once; a second time changes nothing)."

    def handle(self, *args: Any, **options: Any) -> None:
        if is_loaded():
            self.stdout.write("The demonstration is loaded already.")
            return
        logins = load_demo()
        kept = Path(settings.BASE_DIR) / "var" / "demo-logins.txt"
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(logins, encoding="utf-8")
        self.stdout.write(logins)
