"""Briefs in a browser: the page that officials read, and the editor that loses nothing."""

import pytest

from accounts.models import Role
from situations.models import KeptText
from tests.browser.conftest import VIEWS, faults, overflow
from tests.factories.accounts import log_in, make_member
from tests.factories.briefs import make_brief
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor():
    return make_member(role=Role.EDITOR)


@pytest.fixture
def draft(editor):
    organisation = editor.memberships.get().organisation
    return make_brief(published=False, organisation=organisation, author=editor)


@pytest.fixture
def desk(client, editor, open_page):
    """Open a page of the desk, with scripts, as the editor."""

    def go(path: str):
        log_in(client, editor)
        page = open_page("/livez", scripts=True)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": page.url}])
        page.goto(path)
        page.complaints.clear()  # of the page before
        return page

    return go


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_page_of_a_brief_is_accessible_and_fits(open_page, width, scheme):
    brief = make_brief(
        situation=make_situation(name="Upper Valley"),
        body="## Now\n\n| a | b |\n|---|---|\n| " + "long " * 30 + " | 2 |\n\n> said",
        method="Read twice.",
    )
    page = open_page(brief.get_absolute_url(), width=width, scheme=scheme, scripts=True)
    assert faults(page) == []
    assert overflow(page) <= 0
    assert page.complaints == []


def test_what_is_typed_is_kept_without_a_word_and_offered_again(desk, draft):
    page = desk(f"/desk/briefs/{draft.pk}/edit/")
    page.locator("[name=body]").fill("Typed, and the power fails.")
    page.locator("[data-kept]").filter(has_text="Kept at").wait_for(timeout=15_000)
    assert KeptText.objects.get().typed["body"] == "Typed, and the power fails."
    page.reload()
    page.get_by_role("link", name="Go on with it").click()
    assert page.locator("[name=body]").input_value() == "Typed, and the power fails."
    assert page.complaints == []


def test_somebody_whose_session_has_ended_is_told_while_they_type(desk, draft):
    page = desk(f"/desk/briefs/{draft.pk}/edit/")
    page.context.clear_cookies(name="sessionid")
    page.locator("[name=body]").fill("Typed after the session ended.")
    page.locator("[data-kept]").filter(has_text="log in to go on").wait_for(timeout=15_000)
    assert KeptText.objects.get().typed["body"] == "Typed after the session ended."


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_the_desk_are_accessible_and_fit(desk, editor, draft, width):
    organisation = editor.memberships.get().organisation
    published = make_brief(situation=make_situation(organisation=organisation))
    base = f"/desk/briefs/{published.pk}/"
    page = desk("/desk/briefs/")
    page.set_viewport_size({"width": width, "height": 900})
    for address in (
        "/desk/briefs/",
        f"/desk/briefs/{draft.pk}/",
        f"/desk/briefs/{draft.pk}/edit/",
        f"/desk/briefs/{draft.pk}/occasions/",
        base,
        base + "revise/",
        base + "translate/",
    ):
        page.goto(address)
        assert faults(page) == [], address
        assert overflow(page) <= 0, address
