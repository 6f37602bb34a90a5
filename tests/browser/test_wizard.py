"""The campaign wizard and what stands around it: every page fits, and is accessible."""

import os
from pathlib import Path

import pytest

from accounts.models import Role
from campaigns.models import CampaignStatus
from campaigns.services import approve_text, begin_change, submit_text, write_text
from tests.browser.conftest import faults, overflow
from tests.factories.accounts import log_in, make_member, make_user
from tests.factories.campaigns import make_campaign, make_safety_review, make_text
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = ("situation", "ask", "story", "facts", "petition", "signing", "letter", "partner", "dates")
# A folder for pictures of these pages, for whoever wants to look at them.
PICTURES = os.environ.get("PICTURES")


@pytest.fixture
def owner():
    return make_member(role=Role.OWNER, second_factor=True)


@pytest.fixture
def desk(client, owner, open_page):
    """Open a page of the desk as the owner, at a width and in a theme."""

    def go(width: int, scheme: str):
        log_in(client, owner)
        page = open_page("/livez", width=width, scheme=scheme, scripts=True)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": page.url}])
        return page

    return go


def look(page, address: str, name: str) -> None:
    page.goto(address)
    if PICTURES:
        width = page.viewport_size["width"]
        dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        file = f"{name}-{width}{'-dark' if dark else ''}.png"
        page.screenshot(path=Path(PICTURES) / file, full_page=True)
    assert faults(page) == [], address
    assert overflow(page) <= 0, address


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "light"), (1280, "dark")])
def test_the_wizard_and_its_reviews_are_accessible_and_fit(desk, owner, width, scheme):
    organisation = owner.memberships.get().organisation
    situation = make_situation(organisation=organisation)
    about = {"organisation": organisation, "situation": situation}
    draft = make_campaign(live=False, letters=True, **about)
    make_campaign(title="Observers for the river towns", **about)
    draft.steps_done = ["situation", "ask", "addressees", "story"]
    draft.consent_note = ""
    draft.save()
    make_text(campaign=draft, language="fr", story="")
    make_text(campaign=draft, language="ar", title="مراقبون للوادي")
    review = make_campaign(status=CampaignStatus.REVIEW, **about)
    safe = make_campaign(status=CampaignStatus.REVIEW, **about)
    make_safety_review(campaign=safe)
    closed = make_campaign(status=CampaignStatus.CLOSED, **about)
    page = desk(width, scheme)
    one = f"/desk/campaigns/{draft.pk}/"
    look(page, "/desk/campaigns/new/", "new")
    look(page, one, "detail")
    for step in STEPS:
        look(page, f"{one}part/{step}/", f"step-{step}")
    look(page, f"{one}addressees/?q=minister", "step-addressees")
    look(page, f"{one}languages/", "step-languages")
    look(page, f"{one}text/ar/write/", "translate")
    look(page, f"/desk/campaigns/{review.pk}/safety/", "safety")
    look(page, f"/desk/campaigns/{safe.pk}/", "reviewed")
    look(page, f"/desk/campaigns/{closed.pk}/", "closed")
    look(page, f"/desk/campaigns/{closed.pk}/report/", "report")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_changes_are_accessible_and_fit(desk, owner, width, scheme):
    live = make_campaign(organisation=owner.memberships.get().organisation)
    writer = make_user()
    for words in ("We ask you to send monitors now.", "We ask you to send six monitors now."):
        text = begin_change(campaign=live, actor=writer, language="en")
        write_text(text=text, actor=writer, petition_text=words, reason="Clearer.")
        submit_text(text=text, actor=writer)
        approve_text(text=text, actor=make_user())
    text = begin_change(campaign=live, actor=writer, language="en")
    write_text(text=text, actor=writer, title="Send monitors", reason="Shorter.")
    submit_text(text=text, actor=writer)
    page = desk(width, scheme)
    look(page, f"/desk/campaigns/{live.pk}/languages/", "languages")
    look(page, f"/desk/campaigns/{live.pk}/text/en/", "change")
    look(page, f"{live.get_absolute_url()}changes/", "changes")
    look(page, f"{live.get_absolute_url()}changes/?lang=ar", "changes-ar")
    look(page, f"{live.get_absolute_url()}text/en-v1/", "text")
