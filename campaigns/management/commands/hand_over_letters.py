"""Print the letters that an office will not have by mail, and record that it received them."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.models import HandOver, LetterAction
from campaigns.services.handing_over import print_bundle, record_receipt
from core.rules import RuleRefused
from officials.models import Post


class Command(BaseCommand):
    help = "Print held letters to an office into one PDF; or record the receipt of a bundle."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        printing = deeds.add_parser("print", help="write the bundle, readable by you alone")
        printing.add_argument("campaign", help="slug of the campaign")
        printing.add_argument("post", help="slug of the office")
        printing.add_argument("file", type=Path)
        receipt = deeds.add_parser("receipt", help="record that the office received a bundle")
        receipt.add_argument("bundle", type=int)
        receipt.add_argument("received_by")
        receipt.add_argument("on", type=date.fromisoformat)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._print(options) if options["deed"] == "print" else self._receipt(options)
        except RuleRefused as refused:
            raise CommandError(str(refused)) from refused

    def _print(self, options: dict[str, Any]) -> None:
        action = LetterAction.objects.filter(campaign__slug=options["campaign"]).first()
        post = Post.objects.with_address().filter(slug=options["post"]).first()
        if action is None or post is None:
            raise CommandError("There is no such campaign with letters, or no such office.")
        file: Path = options["file"]
        file.touch(mode=0o600, exist_ok=False)
        bundle = print_bundle(letter_action=action, post=post)
        file.write_bytes(bundle.pdf)
        self.stdout.write(
            f"Bundle {bundle.hand_over.pk}: {bundle.hand_over.number} letters in {file}."
        )

    def _receipt(self, options: dict[str, Any]) -> None:
        bundle = HandOver.objects.filter(pk=options["bundle"]).first()
        if bundle is None:
            raise CommandError("There is no such bundle.")
        left = record_receipt(
            hand_over=bundle, received_by=options["received_by"], on=options["on"]
        )
        self.stdout.write(f"{left} letters were handed over.")
