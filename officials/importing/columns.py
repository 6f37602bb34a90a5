"""The columns of a file of officials. Names follow Popolo where it has one.

A row says: this office, in this institution, is or was held by this person, and is reached so. An
office may have several rows, one per holder. An empty cell says nothing and erases nothing.
"""

import difflib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.rules import RuleRefused
from officials.languages import Language

REQUIRED = ("post_label", "institution", "classification", "source_url")
# Whoever gives an address says when it was last checked, or leaves the cell empty: never checked.
REQUIRED_WITH_EMAIL = "last_verified"
OPTIONAL = (
    "accredited_to",
    "acting",
    "active_from",
    "active_until",
    "country",
    "email",
    "email_language",
    "end_date",
    "end_reason",
    "family_name",
    "gender",
    "given_name",
    "honorific_prefix",
    "language",
    "last_verified",
    "part_of",
    "person_name",
    "phone",
    "postal_address",
    "role",
    "start_date",
    "web_form_url",
    "website",
    "wikidata_person",
)
PER_LANGUAGE = {
    "post_label": "office",
    "envelope_name": "envelope_name",
    "salutation": "salutation",
    "closing": "closing",
}
OTHER_NAMES = {
    "organization": "institution",
    "organization_classification": "classification",
    "country_iso2": "country",
    "language_of_correspondence": "language",
}
# Known from other collections and of no use here: noticed, and left alone.
IGNORED = frozenset({"fax", "id", "note", "notes", "twitter", "wikidata_post"})

_IN_LANGUAGE = re.compile(rf"({'|'.join(PER_LANGUAGE)})_({'|'.join(Language.values)})")


@dataclass(frozen=True)
class Columns:
    """A checked header: the name of each column in the order of the file, and what is ignored."""

    names: list[str]
    ignored: list[str]

    def cells(self, row: list[str]) -> dict[str, str]:
        """Return the cells of a row by column."""
        return dict(zip(self.names, row, strict=True))


def check_header(header: list[str]) -> Columns:
    """Return the columns that the header names.

    Raises RuleRefused with the code "file", naming every column that is missing, unknown or there
    twice: a misspelt name would lose its cells without a word.
    """
    names = [_plain(name) for name in header]
    problems = [*_missing(names), *_unknown(names), *_twice(names)]
    if problems:
        raise RuleRefused(" ".join(problems), code="file")
    return Columns(names, [name for name in names if name in IGNORED])


def form_of_address_column(name: str) -> tuple[str, str] | None:
    """Return (field, language) for a column such as "salutation_fr", None for others."""
    found = _IN_LANGUAGE.fullmatch(name)
    return (PER_LANGUAGE[found[1]], found[2]) if found else None


def _plain(name: str) -> str:
    name = re.sub(r"[\s-]+", "_", name.strip().lower())
    return OTHER_NAMES.get(name, name)


def _missing(names: list[str]) -> list[str]:
    missing = [name for name in REQUIRED if name not in names]
    if "email" in names and REQUIRED_WITH_EMAIL not in names:
        missing.append(REQUIRED_WITH_EMAIL)
    if not missing:
        return []
    return [_("These columns are missing: %(names)s.") % {"names": ", ".join(missing)}]


def _unknown(names: list[str]) -> list[str]:
    known = {*REQUIRED, *OPTIONAL, *IGNORED}
    problems = []
    for name in names:
        if name in known or form_of_address_column(name):
            continue
        meant = difflib.get_close_matches(name, known, n=1)
        problems.append(
            _("There is no column “%(name)s”; is “%(meant)s” meant?")
            % {"name": name, "meant": meant[0]}
            if meant
            else _("There is no column “%(name)s”.") % {"name": name}
        )
    return problems


def _twice(names: list[str]) -> list[str]:
    twice = sorted({name for name in names if names.count(name) > 1})
    return [_("The column “%(name)s” is there twice.") % {"name": name} for name in twice]
