"""Some hundred rows taken together: planned one by one, then stored at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from core.countries import country_name
from officials.models import (
    Contact,
    FormOfAddress,
    Institution,
    Person,
    Post,
    Tenure,
)

from .directory import Directory
from .entry import Entry, RowRefused
from .plan import Draft, Plan
from .report import ImportReport, Outcome, RowReport
from .said import Key, Said, key_of

IN_ORDER = (Institution, Person, Post, Tenure, Contact, FormOfAddress)
NAMED = (Institution, Person, Post)


class Batch:
    """What a batch of rows makes of the directory, and what is said of each row."""

    def __init__(self, *, entries: Sequence[Entry], said: Said):
        self.said = said.on_trial()
        self.institutions: set[int] = set()
        self._directory = Directory(entries)
        self._plans: list[Plan] = []
        self._refused: list[tuple[int, str]] = []
        self._new: dict[Key, models.Model] = {}
        self._changed: dict[Key, models.Model] = {}
        self._replaced: list[Contact] = []
        for entry in entries:
            self._plan(entry)

    def store(self, *, at: datetime) -> None:
        """Write what was planned. Raises DatabaseError, and writes nothing, if a row cannot be."""
        with transaction.atomic():
            for contact in self._replaced:
                contact.retire(at=at)
            for model in IN_ORDER:
                self._store(model)

    def tell(self, report: ImportReport) -> None:
        """Put every row into the report."""
        for line, reason in self._refused:
            report.refuse(line, reason)
        for plan in self._plans:
            entry = plan.entry
            outcome = Outcome.CHANGED if plan.changes else Outcome.UNCHANGED
            outcome = Outcome.NEW if plan.is_new else outcome
            report.take(RowReport(entry.line, entry.title, outcome, plan.changes))
            for note in plan.notes:
                report.remark(entry.line, note)

    def _plan(self, entry: Entry) -> None:
        try:
            plan = Plan(entry=entry, directory=self._directory, said=self.said)
        except RowRefused as refused:
            self._refused.append((entry.line, str(refused)))
            return
        for draft in plan.drafts:
            if draft.is_new or draft.changes:
                self._take(draft)
        plan.remember()
        self._plans.append(plan)
        self.institutions.add(plan.post.institution_id)

    def _take(self, draft: Draft) -> None:
        """Keep the object as it is now: a later row of the batch may have said more of it."""
        key = key_of(draft.wanted)
        pile = self._new if draft.is_new or key in self._new else self._changed
        pile[key] = draft.wanted
        self._directory.keep(draft.wanted)
        if draft.replaces:
            self._replaced.append(draft.replaces)

    def _store[M: models.Model](self, model: type[M]) -> None:
        new = [row for row in self._new.values() if isinstance(row, model)]
        if issubclass(model, NAMED):
            give_slugs(model, new)
        model._default_manager.bulk_create(new)
        for row in self._changed.values():
            if isinstance(row, model):
                row.save(force_update=True)


def give_slugs(model: type[models.Model], rows: Sequence[Any]) -> None:
    """Give each object a slug of its words that no other object of the model has."""
    longest = getattr(model._meta.get_field("slug"), "max_length", 0) - len("-99999")
    wanted = [slugify(slug_words(row))[:longest].strip("-") for row in rows]
    others = model._default_manager.filter(slug__in=wanted).values_list("slug", flat=True)
    taken = set(others)
    for row, base in zip(rows, wanted, strict=True):
        slug = base if base and base not in taken else free_slug(model, base, taken)
        taken.add(slug)
        row.slug = slug


def free_slug(model: type[models.Model], base: str, taken: set[str]) -> str:
    """Return the slug with the first number that makes it free."""
    base = base or str(model._meta.model_name)
    others = model._default_manager.filter(slug__startswith=base)
    used = taken | set(others.values_list("slug", flat=True))
    if base not in used:
        return base
    number = 2
    while f"{base}-{number}" in used:
        number += 1
    return f"{base}-{number}"


def slug_words(row: models.Model) -> str:
    """An office of a country says which, for every country has a foreign minister."""
    if isinstance(row, Post):
        return with_country(row.label, row.institution.country)
    if isinstance(row, Institution):
        return with_country(row.name, row.country)
    return str(row)


def with_country(words: str, code: str) -> str:
    """Add the country unless the words name it: “Foreign Secretary of the United Kingdom”."""
    country = country_name(code, "en")
    return words if country.split(" of ")[0].lower() in words.lower() else f"{words} {country}"
