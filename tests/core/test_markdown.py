"""Markdown becomes safe HTML, whatever was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.markdown import plain, render

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "<svg/onload=alert(1)>",
    "<iframe src=https://evil.test></iframe>",
    "![picture](https://tracker.test/pixel.gif)",
    '<a href="https://evil.test" style="position:fixed">x</a>',
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "`<b onmouseover=alert(1)>`",
    "[a](https://example.org 'onclick=alert(1)')",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_script_style_image_or_frame_comes_through(text):
    html = render(text).lower()
    for forbidden in ("<script", "<img", "<svg", "<iframe", "<style", "<math", "<form"):
        assert forbidden not in html
    assert not re.search(r"<[^>]*\s(style|on\w+)=", html)
    for scheme in ("javascript:", "data:", "vbscript:"):
        assert f'href="{scheme}' not in html


@given(st.text())
def test_cleaning_leaves_nothing_that_a_second_cleaning_would_take(text):
    assert "<script" not in render(text).lower()


def test_headings_begin_under_the_title_of_the_page():
    assert render("# Findings") == "<h2>Findings</h2>\n"


def test_links_and_tables_and_lists_are_kept():
    html = render("[UN](https://example.org)\n\n- one\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert '<a href="https://example.org" rel="noopener noreferrer nofollow">UN</a>' in html
    assert "<li>one</li>" in html
    assert "<table>" in html


def test_plain_words_for_a_summary():
    assert plain("# Title\n\nSome *stressed* words & more.") == "Title Some stressed words & more."
