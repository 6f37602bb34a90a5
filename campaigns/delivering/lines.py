"""The lines of a list: what an office reads of each signature.

Every cell is text to a spreadsheet: no formula, no number, no date. A name stands in it only if its
owner agreed that it be handed over; nobody else's name is even unsealed. Each line holds random
letters, so that a number of the chain says nothing to whoever tries names. (security.md, 13)
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from campaigns.models.delivery_states import Redaction
from core.countries import country_name
from core.sealed import SealClosed, unseal_json
from core.sheets import safe_cell

from .chain import next_in_chain

# A byte-order mark: without it one common spreadsheet reads the file as if it were not UTF-8.
BYTE_ORDER_MARK = "\ufeff"
SALT_BYTES = 12
_PLAIN = re.compile(r"[^\W\d_]\D*")
# As spreadsheets write them in the languages that most of them speak.
_YES_OR_NO = frozenset(
    [
        "true",
        "false",
        "vrai",
        "faux",
        "verdadero",
        "falso",
        "wahr",
        "falsch",
        "verdadeiro",
        "vero",
        "истина",
        "ложь",
    ]
)
_NOT_IN_A_CELL = str.maketrans(dict.fromkeys(range(32), " "))

# Number, sealed, country, language, version of the text, whether the name may be handed over.
SignatureRow = tuple[int, Any, str, str, int, bool]


@dataclass(frozen=True)
class Lines:
    """Lines in a row, and the number of the last."""

    text: str
    head: str


def header(redaction: str, language: str) -> list[str]:
    """Return the first row of the list, in the language of the list."""
    with translation.override(language):
        if redaction == Redaction.COUNTS:
            return [_("Line"), _("Country code"), _("Country"), _("Signatures"), _("Chain")]
        return [
            _("Line"),
            _("Signature of"),
            _("Country code"),
            _("Country"),
            _("Text signed"),
            _("Random letters"),
            _("Chain"),
        ]


def as_line(cells: Iterable[str]) -> str:
    """Return cells as a line of CSV, each in quotation marks. (RFC 4180)"""
    return '"' + '","'.join([cell.replace('"', '""') for cell in cells]) + '"\r\n'


class Writer:
    """Writes signatures as lines, in one language and redaction, on and on."""

    def __init__(self, *, redaction: str, language: str, left: dict[str, int]):
        """`left`: how many unnamed people's lines may still name each country. It is counted down.

        (delivering.places)
        """
        self._redaction = redaction
        self._left = left
        with translation.override(language):
            self._others = _("country not named")
            self._one = one_from("")
        self._language = language
        self._named: dict[str, str] = {}
        self._one_from: dict[str, str] = {}

    def write(self, rows: Iterable[SignatureRow], *, head: str, after: int) -> Lines:
        """Write signatures as the lines that follow on line `after`, whose number is `head`."""
        parts = []
        for number, row in enumerate(rows, after + 1):
            cells = [f"#{number}", *self._about(row), f"r:{secrets.token_hex(SALT_BYTES)}"]
            head = next_in_chain(head, cells)
            cells.append(f"h:{head}")
            parts.append(as_line(cells))
        return Lines("".join(parts), head)

    def count_lines(self, countries: Iterable[tuple[str, int]], *, head: str) -> Lines:
        """Write the table by country: for a delivery that says nothing of anybody."""
        parts = []
        for number, (code, signatures) in enumerate(countries, 1):
            name = self._country(code) if code else self._others
            cells = [f"#{number}", code, safe_cell(name), str(signatures)]
            head = next_in_chain(head, cells)
            parts.append(as_line([*cells, f"h:{head}"]))
        return Lines("".join(parts), head)

    def _about(self, row: SignatureRow) -> tuple[str, str, str, str]:
        _number, sealed, country, language, version, agreed = row
        signed = f"{language} v{version}"
        name = self._name(sealed) if agreed else ""
        if name:
            return name, country, self._country(country), signed
        if self._left.get(country):
            self._left[country] -= 1
            return self._one_of(country), country, self._country(country), signed
        return self._one, "", self._others, signed

    def _name(self, sealed: Any) -> str:
        """Return the name as it may stand; empty if it was erased, or its box is damaged."""
        if sealed is None:
            return ""
        try:
            said: Mapping[str, Any] = unseal_json(sealed)
        except SealClosed:
            return ""
        name = str(said.get("name", "")).translate(_NOT_IN_A_CELL).strip()
        if self._redaction == Redaction.INITIALS:
            name = initials(name)
        return as_text(name)

    def _one_of(self, code: str) -> str:
        said = self._one_from.get(code)
        if said is None:
            with translation.override(self._language):
                said = self._one_from[code] = one_from(self._country(code))
        return said

    def _country(self, code: str) -> str:
        name = self._named.get(code)
        if name is None:
            name = self._named[code] = country_name(code, self._language)
        return name


def as_text(name: str) -> str:
    """Return a name that every spreadsheet takes for text.

    A letter first and no digit: that is neither a formula nor a number, a date or a sum of money.
    Before anything else, and before what is read as true or false, stands an apostrophe.
    """
    # A fraction such as ½ is no digit, and no letter either.
    letters = _PLAIN.fullmatch(name) and name[0].isalpha()
    plain = letters and name.casefold() not in _YES_OR_NO
    return name if plain or not name else f"'{name}"


def one_from(country: str) -> str:
    """Return what stands for a person who did not agree to be named, in the active language."""
    if not country:
        return _("one signature")
    return _("one signature from %(country)s") % {"country": country}


def initials(name: str) -> str:
    """Return the first sign of each word, three at most: "Ada M. Lovelace" is "A. M. L."."""
    signs = [word[0] for word in name.split() if word[0].isalpha()]
    return " ".join(f"{sign.upper()}." for sign in signs[:3])
