"""Templates: every one compiles, none carries script or style, every email is whole."""

import re

import pytest
from django.template import TemplateSyntaxError
from django.template.loader import get_template

from tests.architecture.sources import ROOT, named, templates

ALL = [path for path in templates() if path.suffix in {".html", ".txt", ".xml", ".svg", ".typ"}]
PAGES = [path for path in ALL if path.suffix == ".html" and "email" not in path.parts]
NOT_IN_A_PAGE = (
    r"<script(?![^>]*\bsrc=)",
    r"\sstyle=|<style|\son\w+=|javascript:",
    r"<(?:script|img|link|iframe)[^>]*(?:src|href)=\"(?:https?:)?//",
)
EMAILS = sorted(
    {
        str(path.relative_to(ROOT / "templates")).split(".")[0]
        for path in ALL
        if path.parent.name == "email"
        and path.stem.split(".")[0] != "base"
        and not path.name.startswith("_")
    }
)


def test_every_template_compiles():
    broken = []
    for path in ALL:
        try:
            get_template(str(path.relative_to(ROOT / "templates")))
        except TemplateSyntaxError as error:
            broken.append(f"{named(path)}: {error}")
    assert broken == []


def test_no_page_holds_a_script_a_style_or_a_foreign_address():
    wrong = [
        f"{named(path)}: {rule}"
        for path in PAGES
        for rule in NOT_IN_A_PAGE
        if re.search(rule, path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_every_email_has_a_subject_a_text_and_an_html_part():
    parts = [f"{name}.{part}" for name in EMAILS for part in ("subject.txt", "txt", "html")]
    assert [part for part in parts if not (ROOT / "templates" / part).exists()] == []


@pytest.mark.parametrize(
    "page",
    ["<script>x</script>", '<p style="x">', '<a onclick="x">', '<img src="https://x.test/x.png">'],
)
def test_what_no_page_may_hold_is_found(page):
    assert any(re.search(rule, page) for rule in NOT_IN_A_PAGE)


def test_there_are_emails():
    assert len(EMAILS) > 5
