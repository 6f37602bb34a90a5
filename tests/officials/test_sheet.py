"""Bytes into rows: what spreadsheets really write."""

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import RuleRefused
from officials.importing import sheet as sheets
from officials.importing.columns import check_header
from officials.importing.sheet import open_sheet

TEXT = "post_label,institution\nMinister,Ministère\n"


def read(content):
    sheet = open_sheet(io.BytesIO(content))
    return sheet, list(sheet.rows())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_or_without_a_byte_order_mark(encoding):
    sheet, rows = read(TEXT.encode(encoding))
    assert sheet.header == ["post_label", "institution"]
    assert sheet.encoding == "UTF-8"
    assert rows[0].cells == ["Minister", "Ministère"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_the_header_has(delimiter):
    sheet, rows = read(TEXT.replace(",", delimiter).encode())
    assert sheet.delimiter == delimiter
    assert rows[0].cells == ["Minister", "Ministère"]


def test_latin_1_is_read_and_said():
    sheet, rows = read(TEXT.replace("Minister", "Ministre d’État").encode("cp1252"))
    assert sheet.encoding == "Latin-1"
    assert rows[0].cells == ["Ministre d’État", "Ministère"]


def test_bytes_that_windows_does_not_know_are_read_all_the_same():
    _sheet, rows = read(b"post_label,institution\nMinist\x8dre,B\xe9\n")
    assert rows[0].cells[1] == "Bé"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_ending_will_do(newline):
    _sheet, rows = read(TEXT.replace("\n", newline).encode())
    assert [row.line for row in rows] == [2]


def test_lines_are_counted_as_an_editor_counts_them():
    text = 'a,b\n1,"street\ncity"\n\n,\n2,x\n'
    _sheet, rows = read(text.encode())
    assert [(row.line, row.cells) for row in rows] == [(2, ["1", "street\ncity"]), (6, ["2", "x"])]


def test_a_quotation_mark_that_is_never_closed_takes_its_own_line_only():
    text = 'a,b\n1,"open\n' + "".join(f"{n},x\n" for n in range(30))
    _sheet, rows = read(text.encode())
    assert rows[0].line == 2
    assert "never closed" in rows[0].broken
    assert [row.cells[0] for row in rows[1:]] == [str(n) for n in range(30)]


def test_two_stray_quotation_marks_do_not_join_the_rows_between_them():
    text = 'a,b\n1,"open\n2,x\n3,y\n4,close"\n5,z\n'
    _sheet, rows = read(text.encode())
    good = [row for row in rows if not row.broken]
    # The marks frame one long cell, which is a lawful row; nothing after it is lost.
    assert good[-1].cells == ["5", "z"]


def test_text_after_a_closing_quotation_mark_breaks_its_row_only():
    _sheet, rows = read(b'a,b\n1,"x"y\n2,z\n')
    assert "quotation" in rows[0].broken
    assert rows[1].cells == ["2", "z"]


def test_a_row_of_the_wrong_width_is_refused_with_its_counts():
    _sheet, rows = read(b"a,b\n1\n1,2,3\n1,2\n")
    assert [bool(row.broken) for row in rows] == [True, True, False]
    assert "3 cells" in rows[1].broken
    assert "2" in rows[1].broken


def test_a_cell_without_end_is_refused_and_the_next_row_is_read():
    text = "a,b\n1," + "x" * 200_000 + "\n2,y\n"
    _sheet, rows = read(text.encode())
    assert rows[0].broken
    assert rows[1].cells == ["2", "y"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        ("a,b\n1,2\n".encode("utf-16"), "UTF-8"),
        (b"a,b\n1,\x00\n", "UTF-8"),
        (b"x" * (sheets.MAX_BYTES + 1), "5 MB"),
    ],
)
def test_what_is_no_csv_file_is_refused_as_a_whole(content, reason):
    with pytest.raises(RuleRefused, match=reason) as refused:
        open_sheet(io.BytesIO(content))
    assert refused.value.codes == ["file"]


def test_a_file_of_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    with pytest.raises(RuleRefused, match="more than 2 rows"):
        read(b"a\n1\n2\n3\n")


def test_a_file_of_nothing_but_a_mark_has_no_columns():
    sheet = open_sheet(io.BytesIO(b"\xef\xbb\xbf"))
    with pytest.raises(RuleRefused, match="missing"):
        check_header(sheet.header)


@given(st.one_of(st.binary(max_size=300), st.text('ab,;"\n\r\\é', max_size=80)))
def test_no_bytes_whatever_break_the_reading(content):
    if isinstance(content, str):
        content = content.encode()
    with suppress(RuleRefused):
        sheet, rows = read(content)
        assert all(row.broken or len(row.cells) == len(sheet.header) for row in rows)


# The header


NEEDED = ["post_label", "institution", "classification", "source_url"]


def test_the_least_header_is_enough():
    assert check_header(NEEDED).names == NEEDED


def test_names_of_popolo_and_capitals_are_understood():
    header = ["Post Label", "Organization", "organization_classification", "SOURCE-URL"]
    assert check_header(header).names == NEEDED


def test_a_missing_column_is_named():
    with pytest.raises(RuleRefused, match=r"missing: classification, source_url"):
        check_header(["post_label", "institution"])


def test_an_address_needs_a_column_of_when_it_was_checked():
    with pytest.raises(RuleRefused, match="last_verified"):
        check_header([*NEEDED, "email"])


def test_a_misspelt_column_is_not_lost_without_a_word():
    with pytest.raises(RuleRefused, match="“emial”; is “email” meant"):
        check_header([*NEEDED, "emial"])


def test_a_column_of_an_unknown_language_is_refused():
    with pytest.raises(RuleRefused, match="salutation_xx"):
        check_header([*NEEDED, "salutation_xx"])
    assert check_header([*NEEDED, "salutation_fr"])


def test_a_column_that_is_there_twice_is_refused():
    with pytest.raises(RuleRefused, match="twice"):
        check_header([*NEEDED, "institution"])


def test_columns_of_other_collections_are_noticed_and_left_alone():
    assert check_header([*NEEDED, "twitter"]).ignored == ["twitter"]
