"""The pages of a warning that only a form leads to: from the first word to the answers."""

import pytest
from playwright.sync_api import Page

from situations.models import EarlyWarning, Territory
from situations.services import answer_warning
from situations.services.territories import load_territories
from tests.browser.conftest import faults, overflow
from tests.factories.accounts import make_organisation
from tests.factories.warnings import make_officer, put_on_duty

pytestmark = pytest.mark.django_db(transaction=True)
VIEWS = ((1280, "light"), (360, "dark"))


@pytest.fixture
def officer():
    if not Territory.objects.exists():
        load_territories()
    organisation = make_organisation()
    return put_on_duty(organisation, make_officer(organisation))[0]


def look(page: Page) -> list[str]:
    """What is wrong with the page as it stands: wide by day, narrow by night."""
    wrong = []
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        wrong += [f"{width} {scheme}: {fault}" for fault in faults(page)]
        wrong += [f"{width}: too wide"] if overflow(page) > 0 else []
    return wrong


def warn(page: Page) -> None:
    page.locator("[name=place]").fill("The houses behind the mill")
    page.locator("[name=feared]").fill("Men with lists said that they will be back.")
    page.locator("[name=contact]").fill("ana@sender.example.org")


def press(page: Page) -> None:
    page.locator("main form button, main form input[type=submit]").first.click()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_that_a_form_leads_to_is_accessible_and_fits(officer, open_page, language):
    page = open_page(f"/warnings/new/?lang={language}", scripts=True)
    found = {"form": look(page)}
    press(page)
    found["refused"] = look(page)
    warn(page)
    press(page)
    found["read once more"] = look(page)
    press(page)
    found["receipt"] = look(page)
    numbers = [each.inner_text() for each in page.locator(".receipt dd").all()]
    answer_warning(warning=EarlyWarning.objects.get(), actor=officer, text="We read it.")
    page.goto(f"/warnings/answers/?lang={language}")
    found["answers"] = look(page)
    page.locator("[name=receipt]").fill(numbers[0])
    page.locator("[name=pin]").fill(numbers[1])
    press(page)
    assert "We read it." in page.locator("main").inner_text()
    found["thread"] = look(page)
    page.locator("textarea[name=text]").fill("It began on Monday.")
    press(page)
    found["added"] = look(page)
    assert found == {name: [] for name in found}
    assert page.complaints == []


def test_it_works_without_scripts_and_leaves_no_cookie(officer, open_page):
    page = open_page("/warnings/new/")
    warn(page)
    press(page)
    press(page)
    assert EarlyWarning.objects.count() == 1
    page.reload()
    assert EarlyWarning.objects.count() == 1
    assert page.context.cookies() == []
