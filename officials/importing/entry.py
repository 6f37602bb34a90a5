"""One row understood: typed values by object, or every reason why it cannot be taken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from core.countries import is_country
from core.text import clean_line, clean_text
from officials.dates import PartialDate
from officials.languages import Language
from officials.models import Classification, ContactKind, Gender, PostRole

from .columns import form_of_address_column

# A spreadsheet runs what starts with these, so an export of ours must never hold it. No name of an
# office or a person starts so either.
FORMULA_SIGNS = ("=", "+", "-", "@")
MAY_START_SO = frozenset({"phone", "postal_address"})
YES = frozenset({"yes", "y", "true", "1", "acting"})
NO = frozenset({"no", "n", "false", "0"})

CONTACT_COLUMNS = {
    "email": ContactKind.EMAIL,
    "postal_address": ContactKind.POSTAL,
    "phone": ContactKind.PHONE,
    "web_form_url": ContactKind.WEB_FORM,
}
PERSON_COLUMNS = ("family_name", "given_name", "honorific_prefix")
ALWAYS = ("post_label", "institution", "source_url")


class RowRefused(Exception):  # noqa: N818 - read as a sentence where it is caught
    """A row cannot be taken; the message says why, for the person who made the file."""


@dataclass(frozen=True)
class Entry:
    """A row as the directory's objects would say it. What the row leaves out is absent."""

    line: int
    institution: dict[str, Any]
    post: dict[str, Any]
    person: dict[str, Any]
    tenure: dict[str, Any]
    contacts: dict[ContactKind, str]
    forms: dict[str, dict[str, str]]
    part_of: str = ""
    accredited_to: str = ""
    contact_language: str = ""
    verified_on: date | None = None
    source_url: str = ""

    @property
    def title(self) -> str:
        """Which office, and who in it, for a reader of the report."""
        office = f"{self.post['label']} · {self.institution['name']}"
        return f"{office} · {self.person['name']}" if self.person else office


@dataclass
class _Reader:
    """Takes cells one by one and gathers what is wrong with them."""

    cells: Mapping[str, str]
    problems: list[str] = field(default_factory=list)

    def text(self, column: str) -> str:
        value = self.cells.get(column, "")
        value = clean_text(value) if column == "postal_address" else clean_line(value)
        if value.startswith(FORMULA_SIGNS) and column not in MAY_START_SO:
            self.problems.append(
                _("%(column)s starts with “%(sign)s”, as a formula does.")
                % {"column": column, "sign": value[0]}
            )
            return ""
        return value

    def read(self, column: str, how: Callable[[str], Any]) -> Any:
        """Return the cell as `how` understands it, None when it is empty or wrong."""
        value = self.text(column)
        if not value:
            return None
        try:
            return how(value)
        except (ValueError, ValidationError) as error:
            reason = " ".join(getattr(error, "messages", error.args))
            self.problems.append(f"{column}: {reason}")
            return None


def read_entry(*, line: int, cells: Mapping[str, str]) -> Entry:
    """Return what a row says. Raises RowRefused with everything that is wrong with it."""
    reader = _Reader(cells)
    for column in ALWAYS:
        if not cells.get(column, "").strip():
            reader.problems.append(_("%(column)s is empty.") % {"column": column})
    entry = Entry(
        line=line,
        institution=_institution(reader),
        post=_post(reader),
        person=_person(reader),
        tenure=_tenure(reader),
        contacts=_contacts(reader),
        forms=_forms(reader),
        part_of=reader.text("part_of"),
        accredited_to=reader.text("accredited_to"),
        contact_language=reader.read("email_language", _one_of(Language)) or "",
        verified_on=reader.read("last_verified", _past_day),
        source_url=reader.text("source_url"),
    )
    if "name" not in entry.person and (entry.person or entry.tenure):
        reader.problems.append(_("There are details of a holder and no person_name."))
    if reader.problems:
        raise RowRefused(" ".join(reader.problems))
    return entry


def _institution(reader: _Reader) -> dict[str, Any]:
    return _said(
        name=reader.text("institution"),
        classification=reader.read("classification", _one_of(Classification)),
        country=reader.read("country", _country),
        website=reader.text("website"),
    )


def _post(reader: _Reader) -> dict[str, Any]:
    return _said(
        label=reader.text("post_label"),
        role=reader.read("role", _one_of(PostRole)),
        language=reader.read("language", _one_of(Language)),
        active_from=reader.read("active_from", _first_day),
        active_until=reader.read("active_until", _last_day),
    )


def _person(reader: _Reader) -> dict[str, Any]:
    return _said(
        name=reader.text("person_name"),
        wikidata=reader.text("wikidata_person"),
        gender=reader.read("gender", _gender),
        **{column: reader.text(column) for column in PERSON_COLUMNS},
    )


def _tenure(reader: _Reader) -> dict[str, Any]:
    start = reader.read("start_date", PartialDate.parse)
    end = reader.read("end_date", PartialDate.parse)
    if start and end and end.last_day < start.first_day:
        reader.problems.append(_("end_date lies before start_date."))
    said = _said(start=start, end=end, end_reason=reader.text("end_reason"))
    acting = reader.read("acting", _yes_or_no)
    named = bool(reader.cells.get("person_name", "").strip())
    return {**said, "acting": acting} if acting or (named and acting is not None) else said


def _contacts(reader: _Reader) -> dict[ContactKind, str]:
    contacts = {kind: reader.text(column) for column, kind in CONTACT_COLUMNS.items()}
    contacts[ContactKind.EMAIL] = reader.read("email", _email) or ""
    return {kind: value for kind, value in contacts.items() if value}


def _forms(reader: _Reader) -> dict[str, dict[str, str]]:
    forms: dict[str, dict[str, str]] = {}
    for column in reader.cells:
        if found := form_of_address_column(column):
            name, language = found
            if value := reader.text(column):
                forms.setdefault(language, {})[name] = value
    return forms


def _said(**values: Any) -> dict[str, Any]:
    """Leave out what the row does not say: an empty cell erases nothing."""
    return {name: value for name, value in values.items() if value not in ("", None)}


def _one_of(choices: type[models.TextChoices]) -> Callable[[str], str]:
    """Return a reader that takes a value of the choices, or its word."""

    def how(value: str) -> str:
        folded = value.lower()
        if folded in choices.values:
            return folded
        for choice in choices:
            if folded == str(choice.label).lower():
                return choice.value
        raise ValueError(
            _("“%(value)s” is none of %(known)s.")
            % {"value": value, "known": ", ".join(choices.values)}
        )

    return how


def _gender(value: str) -> str:
    return _one_of(Gender)({"f": "female", "m": "male"}.get(value.lower(), value))


def _country(value: str) -> str:
    code = value.upper()
    if not is_country(code):
        raise ValueError(_("“%s” is no country code of two letters.") % value)
    return code


def _email(value: str) -> str:
    validate_email(value)
    return value


def _first_day(value: str) -> date:
    return PartialDate.parse(value).first_day


def _last_day(value: str) -> date:
    return PartialDate.parse(value).last_day


def _past_day(value: str) -> date:
    day = PartialDate.parse(value)
    if day.first_day > timezone.localdate():
        raise ValueError(_("“%s” lies in the future.") % value)
    return day.first_day


def _yes_or_no(value: str) -> bool:
    if value.lower() in YES | NO:
        return value.lower() in YES
    raise ValueError(_("“%s” is neither yes nor no.") % value)
