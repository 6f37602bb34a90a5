"""The directory in a browser: an office, its corrections, the rules of letters; every width."""

import pytest

from campaigns.models import CampaignStatus, RuleKind
from officials.models import PostRole
from tests.browser.conftest import VIEWS, faults, overflow
from tests.factories.accounts import log_in, make_member
from tests.factories.campaigns import make_campaign
from tests.factories.officials import (
    make_institution,
    make_membership,
    make_post,
    make_state,
    make_tenure,
)
from tests.factories.targets import make_rule, make_stance

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office():
    """A minister with two predecessors, whose State sits in a council."""
    post = make_post(
        label="Minister for Foreign Affairs of Kenya",
        slug="minister-of-kenya",
        country="KE",
        role=PostRole.FOREIGN_MINISTER,
        email="minister@ke.example.org",
        holder="Ada Person",
    )
    make_tenure(post=post, start="1990", end="1999")
    council = make_institution(name="United Nations Security Council")
    make_membership(
        member=make_state(country="KE"), organization=council, start="2021", permanent=True
    )
    return post


@pytest.fixture
def campaign(office):
    campaign = make_campaign(
        status=CampaignStatus.DRAFT, letters=True, addressees=[office], slug=None
    )
    council = office.institution.__class__.objects.get(name__contains="Council")
    action = campaign.letter_action
    make_rule(letter_action=action, kind=RuleKind.OWN_MINISTER)
    make_rule(letter_action=action, kind=RuleKind.MEMBERS, institution=council)
    make_rule(letter_action=action, kind=RuleKind.ADDRESSEES, fallback=True)
    make_stance(campaign=campaign, post=office)
    return campaign


@pytest.fixture
def member(campaign, client):
    person = make_member(organisation=campaign.organisation, role="editor", second_factor=True)
    log_in(client, person)
    return client.cookies["sessionid"].value


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_every_page_of_the_directory_fits_and_can_be_read(
    open_page, office, campaign, member, width, scheme
):
    page = open_page("/officials/", width=width, scheme=scheme, scripts=True)
    home = page.url.removesuffix("officials/")
    page.context.add_cookies([{"name": "sessionid", "value": member, "url": home}])
    targets = f"/desk/campaigns/{campaign.pk}/targets/?country=KE"
    for path in (
        "/officials/",
        "/officials/minister-of-kenya/",
        "/officials/minister-of-kenya/wrong/",
        "/officials/minister-of-kenya/wrong/thank-you/",
        targets,
    ):
        page.goto(path)
        assert overflow(page) <= 0, path
        assert faults(page) == [], path
    assert page.locator("h1").inner_text() == "Whom do the letters go to?"
    assert page.complaints == []
