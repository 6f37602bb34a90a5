"""Ten thousand lines of a list: each cell is text to every spreadsheet, and the file can be read.

`python -m tests.campaigns.at_the_office` opens the same list in LibreOffice.
"""

import csv
import re
import unicodedata

import pytest

from campaigns.delivering import lines
from tests.campaigns.crowded import FORMULAS, VALUES, crowd
from tests.campaigns.delivered import unpacked, verdict
from tests.factories.campaigns import make_petition
from tests.factories.deliveries import make_made

pytestmark = pytest.mark.django_db

NUMBER = 10_000
# What a spreadsheet works out, or reads as a number, a date, a sum of money or a truth.
_WORKED_OUT = "=+-@|%−"
_READ_AS_VALUE = re.compile(r"[\W\d_]*\d[\W\d_]*([eE]\d+)?|true|false|wahr|falsch|vrai|faux", re.I)


@pytest.fixture(autouse=True)
def delivery_directory(settings, tmp_path):
    settings.DELIVERY_DIR = tmp_path / "deliveries"


def why_no_text(cell: str) -> str:
    """Return why a spreadsheet may take the cell for something else than text; else nothing."""
    if cell.startswith(("\t", "\r", "\n")):
        return "begins with white space"
    if any(unicodedata.category(sign) == "Cc" for sign in cell):
        return "holds a control character"
    visible = [sign for sign in cell if unicodedata.category(sign) not in ("Cf", "Zs")]
    plain = unicodedata.normalize("NFKC", "".join(visible))
    if plain[:1] and plain[0] in _WORKED_OUT:
        return "begins as a formula"
    # LibreOffice and others show what begins so as it is; the line's own number begins with "#".
    if plain.startswith(("'", "#")):
        return ""
    return "reads as a value" if _READ_AS_VALUE.fullmatch(plain) else ""


@pytest.mark.parametrize("cell", [*FORMULAS, *VALUES], ids=lambda cell: ascii(cell))
def test_the_judge_of_cells_knows_what_is_no_text(cell):
    assert why_no_text(cell) or cell.lstrip().startswith(
        ("'", '"', "#", "(", "½", "∞", "r:", "May", "0x")
    )
    assert not why_no_text(lines.as_text(cell.translate(lines._NOT_IN_A_CELL).strip()))


def test_each_cell_of_ten_thousand_lines_is_text(tmp_path):
    petition = make_petition()
    crowd(petition, NUMBER)
    delivery = make_made(petition=petition)
    place = unpacked(delivery, tmp_path / "out")
    raw = (place / "signatures.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "a mark, by which spreadsheets know that it is UTF-8"
    text = raw.decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines(keepends=True), strict=True))
    assert [len(row) for row in rows] == [7] * (NUMBER + 1)
    assert text.count("\r\n") == text.count("\n") == NUMBER + 1, "no line breaks within a cell"
    bad = {cell: why for row in rows for cell in row if (why := why_no_text(cell))}
    assert bad == {}
    # Whoever is named stands there whole: protected, and nothing taken away.
    named = {row[1].removeprefix("'") for row in rows}
    assert {name.translate(lines._NOT_IN_A_CELL).strip() for name in FORMULAS} <= named
    assert verdict(place, delivery.head).returncode == 0


def test_with_the_guard_off_the_judge_finds_formulas(petition, tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "as_text", lambda name: name)
    crowd(petition, 200)
    place = unpacked(make_made(petition=petition), tmp_path / "out")
    text = (place / "signatures.csv").read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert "begins as a formula" in {why_no_text(cell) for cell in cells}
