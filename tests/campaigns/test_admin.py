"""The admin: staff look and stop, and see nobody who signed."""

import pytest
from django.contrib import admin

from campaigns.models import Campaign, CampaignStatus, Stance, Targeting
from campaigns.services import count_signatures
from tests.factories.accounts import log_in, make_user
from tests.factories.campaigns import make_campaign, make_letter, make_signature
from tests.factories.targets import make_rule, make_stance

pytestmark = pytest.mark.django_db

MODELS = [
    "campaign",
    "petition",
    "signature",
    "tally",
    "letteraction",
    "letter",
    "targeting",
    "targetrule",
]


@pytest.fixture
def staff(client):
    log_in(client, make_user(staff=True, second_factor=True))
    return client


@pytest.fixture
def rows(db):
    signature = make_signature(name="Canary Bird", email="canary@example.org")
    letter = make_letter(name="Canary Bird", email="canary@example.org")
    count_signatures()
    action = letter.letter_action
    Targeting.objects.create(letter_action=action)
    make_rule(letter_action=action, kind="wavering")
    make_stance(campaign=action.campaign, post=letter.post, note="A canary said so.")
    return {
        "campaign": signature.petition.campaign,
        "petition": signature.petition,
        "signature": signature,
        "tally": signature.petition.tallies.get(),
        "letteraction": letter.letter_action,
        "letter": letter,
        "targeting": action.targeting,
        "targetrule": action.target_rules.get(),
    }


@pytest.mark.parametrize("model", MODELS)
def test_every_model_can_be_listed_searched_and_opened_and_none_changed(staff, rows, model):
    base = f"/admin/campaigns/{model}/"
    for url in (base, f"{base}?q=observers", f"{base}{rows[model].pk}/change/"):
        response = staff.get(url)
        assert response.status_code == 200
        assert "canary" not in response.content.decode().lower()
    assert staff.get(f"{base}add/").status_code == 403
    assert staff.post(f"{base}{rows[model].pk}/delete/").status_code == 403


def test_what_an_organisation_thinks_of_an_office_is_not_in_the_admin(staff, rows):
    assert not admin.site.is_registered(Stance)
    assert "stance" not in staff.get("/admin/campaigns/").content.decode().lower()


def act(client, campaign, action):
    url = "/admin/campaigns/campaign/"
    client.post(url, {"action": action, "_selected_action": [campaign.pk]})
    return Campaign.objects.get(pk=campaign.pk).status


def test_staff_pause_resume_and_close(staff):
    campaign = make_campaign()
    assert act(staff, campaign, "pause") == CampaignStatus.PAUSED
    assert act(staff, campaign, "resume") == CampaignStatus.LIVE
    assert act(staff, campaign, "close") == CampaignStatus.CLOSED
    assert act(staff, campaign, "resume") == CampaignStatus.CLOSED
