"""Import officials from a CSV or Popolo file; say what it would change unless told to apply it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.rules import RuleRefused
from officials.importing.report import ImportReport
from officials.services import import_officials


class Command(BaseCommand):
    help = "Show what a CSV or Popolo file of officials would change; with --apply, change it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--country", default="", help="Country of a Popolo file, which does not say it."
        )
        parser.add_argument("--apply", action="store_true", help="Apply what is shown.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                report = import_officials(
                    file=file, actor=None, country=options["country"], apply=options["apply"]
                )
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except RuleRefused as refused:
            raise CommandError(str(refused)) from refused
        self._tell(report)

    def _tell(self, report: ImportReport) -> None:
        for row in [*report.new, *report.changed]:
            self.stdout.write(f"line {row.line}: {row.outcome}: {row.title}")
            for change in row.changes:
                self.stdout.write(f"    {change.field}: {change.old or '-'} -> {change.new or '-'}")
        for kind, remarks in (("refused", report.refused), ("look at", report.notes)):
            for remark in remarks:
                self.stdout.write(f"line {remark.line}: {kind}: {remark.text}")
        for title in report.missing:
            self.stdout.write(f"not in the file, kept: {title}")
        counts = ", ".join(f"{name} {number}" for name, number in report.counts.items())
        done = "Applied" if report.applied else "Dry run"
        self.stdout.write(f"{done} ({report.encoding}): {counts}")
