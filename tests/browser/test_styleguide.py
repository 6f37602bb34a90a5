"""The style guide holds every part, so what holds here holds for the parts everywhere."""

import gzip
from pathlib import Path

import pytest

from tests.browser.conftest import VIEWS, faults, overflow

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
# Characters of a paragraph divided by its lines, the last one left out.
MEASURE = """() => [...document.querySelectorAll('.read > p, .read .prose > p')]
  .map(p => { const r = document.createRange(); r.selectNodeContents(p);
    const lines = new Set([...r.getClientRects()].map(b => Math.round(b.top))).size;
    return lines > 2 ? p.textContent.length / (lines - 0.5) : 0 }).filter(n => n)"""


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_and_nothing_sticks_out(open_page, width, scheme):
    page = open_page("/styleguide/", width=width, scheme=scheme, scripts=True)
    assert faults(page) == []
    assert overflow(page) <= 0


def test_no_policy_is_broken_and_no_request_leaves_the_site(open_page):
    page = open_page("/styleguide/", scripts=True)
    assert [line for line in page.complaints if "does not conform" not in line] == []


def test_a_mistake_is_summed_up_on_top_and_told_beside_its_field(open_page):
    page = open_page("/styleguide/")
    page.get_by_role("link", name="Email: Enter a valid email address.").click()
    assert page.url.endswith("#id_wrong-email")
    field = page.locator("#id_wrong-email")
    assert field.input_value() == "amina at example"
    told = [page.locator(f"#{name}") for name in field.get_attribute("aria-describedby").split()]
    assert any("valid email" in place.inner_text() for place in told)


def test_the_first_stop_of_the_keyboard_leads_to_the_content(open_page):
    page = open_page("/styleguide/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_a_line_to_read_holds_between_55_and_75_characters(open_page):
    page = open_page("/styleguide/", scripts=True)
    lines = page.evaluate(MEASURE)
    assert lines
    assert all(55 <= line <= 75 for line in lines), lines


def test_an_arabic_part_runs_from_the_right(open_page):
    page = open_page("/styleguide/", scripts=True)
    right = "e => e.getBoundingClientRect().right"
    sample = page.locator("[dir=rtl]").evaluate(right)
    heading = page.locator("[dir=rtl] .level").evaluate(right)
    assert 0 < sample - heading < 60


def test_the_public_stylesheet_weighs_at_most_ten_kilobytes():
    assert len(gzip.compress((CSS / "site.css").read_bytes(), 9)) <= 10_000
