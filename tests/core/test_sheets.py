"""No cell of a file of ours is a formula."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sheets import lines, safe_cell


@pytest.mark.parametrize(
    "evil",
    [
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(1)",
        "|calc",
        "%1",
        "\t=1+1",
        "\r=1+1",
        "\n=1",
        " =1+1",
        "\uff1d1+1",
        "\uff0b1",
        "\u200b=1",
        "\ufeff=1",
        "\u202e=1",
    ],
)
def test_a_formula_is_shown_and_not_worked_out(evil):
    assert safe_cell(evil) == f"'{evil}"


@pytest.mark.parametrize("plain", ["Ford", "3-4", "a=b", -3.5, 0, "", "’tis", "#event+code"])
def test_words_and_numbers_stay_as_they_are(plain):
    assert safe_cell(plain) == plain


def test_nothing_is_an_empty_cell():
    assert safe_cell(None) == ""


WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_a_line_reads_back_as_it_was_written(cells):
    [line] = lines([cells])
    assert next(csv.reader([line])) == [safe_cell(cell) for cell in cells]
