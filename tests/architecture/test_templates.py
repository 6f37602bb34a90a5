"""Templates: every one compiles, none carries script or style, every email is whole."""

import re

import pytest
from django.template.loader import get_template

from tests.architecture.sources import ROOT, named, templates

ALL = [path for path in templates() if path.suffix in {".html", ".txt", ".xml", ".svg", ".typ"}]
PAGES = [path for path in ALL if path.suffix == ".html" and "email" not in path.parts]
EMAILS = sorted(
    {
        str(path.relative_to(ROOT / "templates")).split(".")[0]
        for path in ALL
        if path.parent.name == "email"
        and path.stem.split(".")[0] != "base"
        and not path.name.startswith("_")
    }
)


@pytest.mark.parametrize("path", ALL, ids=named)
def test_a_template_compiles(path):
    get_template(str(path.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_holds_no_script_style_or_foreign_address(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text)
    assert not re.search(r"<(?:script|img|link|iframe)[^>]*(?:src|href)=\"(?:https?:)?//", text)


@pytest.mark.parametrize("name", EMAILS)
def test_every_email_has_a_subject_a_text_and_an_html_part(name):
    for part in ("subject.txt", "txt", "html"):
        assert (ROOT / "templates" / f"{name}.{part}").exists(), part


def test_there_are_emails():
    assert len(EMAILS) > 5
