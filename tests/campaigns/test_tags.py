"""What other pages show of campaigns."""

import pytest
from django.template import Context, Template

from tests.factories.campaigns import make_campaign

pytestmark = pytest.mark.django_db


def draw(text, **context):
    template = Template("{% load campaigns_tags %}" + text)
    return template.render(Context({"keep_language": "", **context}))


def test_live_petitions_shows_those_that_can_be_signed():
    live, closed = make_campaign(title="Live one"), make_campaign(status="closed", title="Old one")
    drawn = draw("{% live_petitions 3 %}")
    assert live.title in drawn
    assert closed.title not in drawn


def test_a_situation_shows_what_is_asked_about_it_and_nothing_if_nothing_is():
    campaign, other = make_campaign(), make_campaign()
    drawn = draw("{% campaigns_about situation %}", situation=campaign.situation)
    assert campaign.title in drawn
    assert other.title not in drawn
    draft = make_campaign(live=False)
    assert not draw("{% campaigns_about situation %}", situation=draft.situation).strip()


def test_an_organisation_shows_its_campaigns():
    campaign = make_campaign()
    drawn = draw("{% organisation_campaigns one %}", one=campaign.organisation)
    assert campaign.title in drawn


def test_a_campaign_that_has_ended_says_so_on_its_card():
    campaign = make_campaign(status="closed")
    assert "· closed" in draw("{% organisation_campaigns one %}", one=campaign.organisation)


def test_progress_shows_total_and_goal():
    campaign = make_campaign()
    campaign.petition.signature_total = 1234
    drawn = draw("{% petition_progress petition %}", petition=campaign.petition)
    assert "1,234" in drawn
    assert "2,500" in drawn


def test_sharing_is_by_plain_links_without_scripts():
    drawn = draw("{% share_links campaign %}", campaign=make_campaign(share_text="A & B “c”"))
    assert "mailto:?subject=" in drawn
    assert "A%20%26%20B" in drawn
    assert "<script" not in drawn
    assert drawn.count("noopener") == 5
