"""Load the offices that come with the application."""

from typing import Any

from django.core.management.base import BaseCommand

from officials.services import load_shipped


class Command(BaseCommand):
    help = "Load the offices that come with the application. A second time changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = load_shipped().counts
        self.stdout.write(
            f"{counts['new']} new, {counts['changed']} changed, {counts['unchanged']} unchanged"
        )
