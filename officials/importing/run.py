"""Take a file row by row into the directory, within the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime
from itertools import batched
from typing import IO

from django.db import DatabaseError, models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.countries import country_name
from officials.models import Institution, Person, Post

from .columns import check_header
from .directory import Directory
from .entry import Entry, RowRefused, read_entry
from .plan import Draft, Plan, Said, key_of
from .report import ImportReport, Outcome, RowReport
from .sheet import open_sheet

BATCH = 500


class Importer:
    """One run through one file. Stores what it plans: the caller rolls back a mere preview."""

    def __init__(self, *, file: IO[bytes], at: datetime):
        self._sheet = open_sheet(file)
        self._columns = check_header(self._sheet.header)
        self._at = at
        self._said = Said()
        self._mentioned: set[tuple[str, str]] = set()
        self._institutions: set[int] = set()
        self.report = ImportReport(
            encoding=self._sheet.encoding,
            delimiter=self._sheet.delimiter,
            ignored_columns=self._columns.ignored,
        )

    def run(self) -> ImportReport:
        """Take every row that can be taken. Raises RuleRefused for a file that has too many."""
        for batch in batched(self._entries(), BATCH, strict=False):
            self._take(batch)
        self._look_for_missing()
        return self.report

    def _entries(self) -> Iterable[Entry]:
        for row in self._sheet.rows():
            if row.broken:
                self.report.refuse(row.line, row.broken)
                continue
            cells = self._columns.cells(row.cells)
            self._mentioned.add(_names(cells["institution"], cells["post_label"]))
            try:
                yield read_entry(line=row.line, cells=cells)
            except RowRefused as refused:
                self.report.refuse(row.line, str(refused))

    def _take(self, entries: tuple[Entry, ...]) -> None:
        directory = Directory(entries)
        for entry in entries:
            try:
                plan = Plan(entry=entry, directory=directory, said=self._said)
                self._store(plan, directory)
            except RowRefused as refused:
                self.report.refuse(entry.line, str(refused))
            except DatabaseError:
                # A rule that only the database knows. What is in memory may differ from it now.
                self.report.refuse(entry.line, _("The directory refuses this row as it stands."))
                directory = Directory(entries)

    def _store(self, plan: Plan, directory: Directory) -> None:
        changed = [draft for draft in plan.drafts if draft.is_new or draft.changes]
        if changed:
            with transaction.atomic():
                for draft in changed:
                    self._save(draft)
            for draft in changed:
                directory.keep(draft.wanted)
        self._remember(plan)
        outcome = Outcome.NEW if plan.is_new else Outcome.CHANGED if changed else Outcome.UNCHANGED
        entry = plan.entry
        self.report.take(RowReport(entry.line, entry.title, outcome, plan.changes))
        for note in plan.notes:
            self.report.remark(entry.line, note)

    def _save(self, draft: Draft) -> None:
        if draft.replaces:
            draft.replaces.retire(at=self._at)
        wanted = draft.wanted
        if draft.is_new and isinstance(wanted, Institution | Person | Post):
            wanted.slug = free_slug(type(wanted), _slug_words(wanted))
        wanted.save()

    def _remember(self, plan: Plan) -> None:
        for draft in plan.drafts:
            self._said.note(key_of(draft.wanted), draft.values, plan.entry.line)
        for kind, value in plan.entry.contacts.items():
            slot = ("slot", plan.post.pk, kind, plan.entry.contact_language)
            self._said.note(slot, {kind.value: value.lower()}, plan.entry.line)
        self._institutions.add(plan.post.institution_id)

    def _look_for_missing(self) -> None:
        posts = Post.objects.active().filter(institution__in=self._institutions)
        for label, name in posts.values_list("label", "institution__name").iterator():
            if _names(name, label) not in self._mentioned:
                self.report.miss(f"{label} · {name}")


def free_slug(model: type[models.Model], words: str) -> str:
    """Return a slug of the words that no other object of the model has."""
    longest = (model._meta.get_field("slug").max_length or 50) - 6
    base = slugify(words)[:longest].strip("-") or model._meta.model_name
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def _slug_words(row: Institution | Person | Post) -> str:
    """An office of a country says which, for every country has a foreign minister."""
    if isinstance(row, Person):
        return row.name
    words = row.label if isinstance(row, Post) else row.name
    country = country_name(row.country, "en")
    return words if country.split(" of ")[0].lower() in words.lower() else f"{words} {country}"


def _names(institution: str, label: str) -> tuple[str, str]:
    return institution.strip().lower(), label.strip().lower()
