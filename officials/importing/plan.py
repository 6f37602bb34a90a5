"""What one row would change in the directory, field by field, before anything is written."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.countries import is_country
from officials.models import (
    Contact,
    ContactKind,
    ContactStatus,
    FormOfAddress,
    Institution,
    Person,
    Post,
    Tenure,
)

from .directory import Directory
from .entry import Entry, RowRefused
from .report import Change
from .said import Said, key_of

# Checked by their own rows, or given when the object is stored.
NOT_CHECKED_HERE = (
    "id",
    "accredited_to_institution",
    "institution",
    "parent",
    "person",
    "post",
    "slug",
)
COLUMN_OF = {"start": "start_date", "end": "end_date"}


@dataclass
class Draft:
    """One object as the row wants it; `replaces` is the contact that it makes history."""

    wanted: Model
    values: Mapping[str, Any]
    is_new: bool
    changes: list[Change] = field(default_factory=list)
    replaces: Contact | None = None


class Plan:
    """One entry, compared with the directory: drafts in the order in which they are stored."""

    def __init__(self, *, entry: Entry, directory: Directory, said: Said):
        self.entry = entry
        self.directory = directory
        self.said = said
        self.drafts: list[Draft] = []
        self.notes: list[str] = []
        institution = self._institution()
        self.post = self._post(institution)
        if entry.person:
            self._tenure(self._person(institution))
        for kind, value in entry.contacts.items():
            self._contact(kind, value)
        for language, values in entry.forms.items():
            form = directory.form(self.post, language)
            fresh = FormOfAddress(post=self.post, language=language)
            self._draft(kept=form, fresh=fresh, values=values)

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for draft in self.drafts for change in draft.changes)

    @property
    def is_new(self) -> bool:
        """A new office, or a new term in one."""
        return any(d.is_new and isinstance(d.wanted, Post | Tenure) for d in self.drafts)

    def slot(self, kind: ContactKind) -> tuple[Any, ...]:
        """Name, for `Said`, the place of one contact: an office has one of a kind per language."""
        return ("slot", self.post.pk, kind, self.entry.contact_language)

    def remember(self) -> None:
        """Note what the row says, also where that changes nothing."""
        for draft in self.drafts:
            self.said.note(key_of(draft.wanted), draft.values, self.entry.line)
        for kind, value in self.entry.contacts.items():
            self.said.note(self.slot(kind), {kind.value: value.lower()}, self.entry.line)

    def _institution(self) -> Institution:
        values = dict(self.entry.institution)
        kept = self.directory.institution(values["name"], values.get("country", ""))
        if self.entry.part_of:
            values["parent"] = self._named(self.entry.part_of)
        if kept is None:
            if "classification" not in values:
                raise RowRefused(_("classification is needed for a new institution."))
            values["source_url"] = self.entry.source_url
        elif kept == values.get("parent"):
            raise RowRefused(_("An institution cannot be part of itself."))
        else:
            del values["name"]
        return self._draft(kept=kept, fresh=Institution(), values=values)

    def _post(self, institution: Institution) -> Post:
        values = dict(self.entry.post)
        kept = self.directory.post(institution, values["label"])
        values |= self._accredited_to()
        if kept is None or not self.entry.person:
            values["source_url"] = self.entry.source_url
        if kept:
            del values["label"]
        return self._draft(kept=kept, fresh=Post(institution=institution), values=values)

    def _accredited_to(self) -> dict[str, Any]:
        where = self.entry.accredited_to
        if not where:
            return {}
        if is_country(where.upper()):
            return {"accredited_to_country": where.upper(), "accredited_to_institution": None}
        return {"accredited_to_country": "", "accredited_to_institution": self._named(where)}

    def _named(self, name: str) -> Institution:
        found = self.directory.institution(name)
        if found is None:
            raise RowRefused(
                _("No institution is called “%s”: give it a row of its own above.") % name
            )
        return found

    def _person(self, institution: Institution) -> Person:
        kept = self.directory.person(self.entry.person, institution)
        return self._draft(kept=kept, fresh=Person(), values=self.entry.person)

    def _tenure(self, person: Person) -> None:
        values = {**self.entry.tenure, "source_url": self.entry.source_url}
        kept = self.directory.tenure(self.post, person, values.get("start"))
        fresh = Tenure(post=self.post, person=person)
        tenure = self._draft(kept=kept, fresh=fresh, values=values)
        if tenure.start_date and tenure.end_date and tenure.end_date < tenure.start_date:
            raise RowRefused(_("The term would end before it starts."))

    def _contact(self, kind: ContactKind, value: str) -> None:
        """Add, keep or replace a contact. What an office refused, or we retired, stays so."""
        language = self.entry.contact_language
        slot = self.slot(kind)
        self.said.check(slot, kind.value, value.lower())
        others = [c for c in self.directory.contacts(self.post) if c.kind == kind]
        same = [c for c in others if c.value.lower() == value.lower()]
        known = next((c for c in same if not c.is_retired), next(iter(same), None))
        if known is not None:
            self._known_contact(known)
            return
        here = [c for c in others if c.language == language and not c.is_retired]
        if any(c.status == ContactStatus.REFUSED for c in here):
            self.notes.append(_("The office refused letters: its new address was not taken."))
            return
        self._new_contact(kind, value, replaces=here[0] if here else None)

    def _new_contact(self, kind: ContactKind, value: str, *, replaces: Contact | None) -> None:
        checked = self.entry.verified_on
        fresh = Contact(
            post=self.post,
            kind=kind,
            language=self.entry.contact_language,
            status=ContactStatus.VERIFIED if checked else ContactStatus.UNVERIFIED,
            verified_on=checked,
            source_url=self.entry.source_url,
        )
        self._draft(kept=None, fresh=fresh, values={"value": value})
        draft = self.drafts[-1]
        draft.replaces = replaces
        draft.changes = [Change(str(kind.label), replaces.value if replaces else "", value)]

    def _known_contact(self, known: Contact) -> None:
        checked = self.entry.verified_on
        if known.is_retired:
            self.notes.append(_("“%s” was retired: it was not taken again.") % known.value)
        elif checked and (known.verified_on is None or known.verified_on < checked):
            if known.is_usable:
                values = {"verified_on": checked, "status": ContactStatus.VERIFIED.value}
                self._draft(kept=known, fresh=known, values=values)
            else:
                self.notes.append(
                    _("“%(value)s” is %(status)s: a file does not change that.")
                    % {"value": known.value, "status": known.get_status_display()}
                )

    def _draft[M: Model](self, *, kept: M | None, fresh: M, values: Mapping[str, Any]) -> M:
        """Return the object as the row wants it, and remember what that changes."""
        wanted: M = copy.copy(kept) if kept else fresh
        draft = Draft(wanted, values, is_new=kept is None)
        if kept is None:
            fresh.pk = self.directory.next_pk(type(fresh))
        for name, new in values.items():
            old = getattr(kept, name) if kept else ""
            if kept:
                self.said.check(key_of(kept), name, new)
            if kept is None or old != new:
                setattr(wanted, name, new)
                draft.changes.append(_change(fresh, name, old, new))
        if draft.changes or draft.is_new:
            _check(wanted)
        self.drafts.append(draft)
        return wanted


def _check(wanted: Model) -> None:
    try:
        wanted.clean_fields(exclude=NOT_CHECKED_HERE)
        wanted.clean()
    except ValidationError as error:
        said = [f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items()]
        raise RowRefused(" ".join(said)) from None


def _change(row: Model, name: str, old: Any, new: Any) -> Change:
    """Put a change in the words that people see: of choices, their names."""
    field, words = _field_words(type(row), name, get_language())
    return Change(field, _shown(words.get(old, old)), _shown(words.get(new, new)))


@cache
def _field_words(
    model: type[Model], name: str, _language: str | None
) -> tuple[str, dict[Any, str]]:
    """Return the name of a field, and those of its choices, in the active language."""
    column = model._meta.get_field(COLUMN_OF.get(name, name))
    words = {value: str(word) for value, word in getattr(column, "flatchoices", ())}
    return f"{model._meta.verbose_name}: {getattr(column, 'verbose_name', name)}", words


def _shown(value: Any) -> str:
    if value is True:
        return _("yes")
    return "" if value in (None, False) else str(value)
