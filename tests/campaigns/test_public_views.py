"""The public pages of campaigns: the same bytes for everybody, and what they show."""

import pytest
from django.test import Client

from campaigns.models import CampaignStatus
from tests.factories.accounts import log_in, make_user
from tests.factories.briefs import make_brief
from tests.factories.campaigns import make_campaign, make_letter, make_petition
from tests.factories.officials import make_post

pytestmark = pytest.mark.django_db


def test_everybody_gets_the_same_bytes_and_no_cookie(client, campaign):
    url = campaign.get_absolute_url()
    anonymous = client.get(url)
    logged_in = Client()
    log_in(logged_in, make_user(staff=True, second_factor=True))
    assert anonymous.content == logged_in.get(url).content == client.get(url).content
    assert not anonymous.cookies
    assert "Cookie" not in anonymous.get("Vary", "")
    assert anonymous["Cache-Control"].startswith("public, max-age=10")
    assert b"csrf" not in anonymous.content.lower()
    assert b"nonce" not in anonymous.content


@pytest.mark.parametrize("path", ["", "letter/", "check-your-email/", "letter/check-your-email/"])
def test_every_public_page_of_a_campaign_answers_without_a_cookie(client, campaign, path):
    response = client.get(f"{campaign.get_absolute_url()}{path}")
    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]


def test_the_story_comes_first_then_the_deed_then_the_facts(client, campaign):
    page = client.get(campaign.get_absolute_url()).content.decode()
    places = [
        page.index(text)
        for text in ("The woman who hid the register", 'name="email"', "The Valley Monitor counted")
    ]
    assert places == sorted(places)


def test_d11_a_long_story_goes_on_below_the_form(client):
    story = "\n\n".join([f"Paragraph {n} of what Amani told us. " + "Word " * 80 for n in range(6)])
    campaign = make_campaign(story=story)
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert page.index("Paragraph 0") < page.index('name="email"') < page.index("Paragraph 5")


def test_the_page_names_addressees_partner_brief_and_total(client, campaign):
    campaign.petition.signature_total = 1234
    campaign.petition.save()
    brief = make_brief(situation=campaign.situation)
    page = client.get(campaign.get_absolute_url()).content.decode()
    office = campaign.offices[0]
    for text in ("1,234", office.label, "Oluwaseun Bright", "Women&#x27;s Council", brief.title):
        assert text in page


def test_d10_the_account_shows_signatures_and_letters_side_by_side_and_no_names(client, campaign):
    make_letter(letter_action=campaign.letter_action, name="Nameless Writer")
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "Signatures" in page
    assert "No letter has left yet" in page
    assert "Nameless" not in page


def test_a_campaign_without_a_petition_offers_the_letter_instead(client):
    campaign = make_campaign(petition=False, letters=True)
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert f'href="/campaigns/{campaign.slug}/letter/"' in page
    assert 'name="email"' not in page
    assert client.get(f"/campaigns/{campaign.slug}/check-your-email/").status_code == 404
    assert client.post(f"/campaigns/{campaign.slug}/sign/").status_code == 404


def test_the_page_costs_few_queries_however_many_addressees(
    client, campaign, django_assert_max_num_queries
):
    for number in range(5):
        campaign.addressees.add(make_post(email=f"more{number}@state.example.org", holder="Kofi B"))
    with django_assert_max_num_queries(17):
        client.get(campaign.get_absolute_url())


def test_a_campaign_that_was_not_launched_does_not_exist_in_public(client):
    draft = make_campaign(live=False)
    approved = make_campaign(status=CampaignStatus.APPROVED)
    page = client.get("/campaigns/").content.decode()
    assert draft.title not in page
    assert approved.title not in page


@pytest.mark.parametrize("status", [CampaignStatus.PAUSED, CampaignStatus.CLOSED])
def test_a_paused_or_closed_campaign_says_so_and_has_no_form(client, status):
    campaign = make_campaign(status=status, notice="We look into a complaint.", letters=True)
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "We look into a complaint." in page
    assert 'name="email"' not in page
    assert (
        'name="own_words"'
        not in client.get(f"{campaign.get_absolute_url()}letter/").content.decode()
    )


def test_the_list_shows_progress_and_can_be_narrowed(client, campaign):
    closed = make_campaign(status=CampaignStatus.CLOSED, title="Closed long ago")
    page = client.get("/campaigns/").content.decode()
    assert campaign.title in page
    assert closed.title in page
    assert "The goal is 1,000" in page
    assert closed.title not in client.get("/campaigns/?state=open").content.decode()
    assert campaign.title not in client.get("/campaigns/?state=ended").content.decode()
    assert campaign.title not in client.get("/campaigns/?q=long+ago").content.decode()
    assert "No campaign fits" in client.get("/campaigns/?q=nosuchword").content.decode()


def test_an_empty_list_says_what_to_do(client):
    assert "No campaign has been launched yet" in client.get("/campaigns/").content.decode()


def test_the_list_costs_few_queries(client, django_assert_max_num_queries):
    for _number in range(8):
        make_campaign()
    with django_assert_max_num_queries(3):
        client.get("/campaigns/")


def test_pages_keep_the_language_of_the_reader(client, campaign):
    page = client.get(f"{campaign.get_absolute_url()}?lang=ar").content.decode()
    assert 'dir="rtl"' in page
    assert f'action="/campaigns/{campaign.slug}/sign/?lang=ar"' in page


def test_a_page_of_a_campaign_with_a_petition_alone_has_no_letter(client):
    petition = make_petition()
    assert client.get(f"{petition.campaign.get_absolute_url()}letter/").status_code == 404
