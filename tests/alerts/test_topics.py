"""The words for what can be followed, as they stand in forms and addresses."""

import pytest

from alerts.models import Topic
from alerts.topics import find_topic, topic_choices, word_for
from campaigns.models import CampaignStatus
from situations.models.territory import Region
from tests.factories.campaigns import make_campaign

pytestmark = pytest.mark.django_db


def test_a_region_is_named_by_its_number():
    assert word_for("region", Region.AFRICA) == "region:002"
    assert find_topic("region:002") == ("region", Region.AFRICA)
    assert str(Topic.objects.about(kind="region", subject=Region.AFRICA)) == "Africa"


@pytest.mark.parametrize(
    "word", ["region:001", "region:", "region:africa", "campaign:", "planet:x"]
)
def test_what_there_is_not_cannot_be_followed(word):
    assert find_topic(word) is None


def test_a_campaign_that_was_launched_can_be_followed_and_no_other():
    campaign = make_campaign()
    assert find_topic(f"campaign:{campaign.slug}") == ("campaign", campaign)
    assert Topic.objects.about(kind="campaign", subject=campaign).subject == campaign
    draft = make_campaign(status=CampaignStatus.DRAFT)
    assert find_topic(f"campaign:{draft.slug}") is None


def test_regions_and_campaigns_are_on_offer():
    campaign = make_campaign()
    groups = dict(topic_choices())
    assert len(groups["One region of the world"]) == len(Region)
    assert (f"campaign:{campaign.slug}", str(campaign)) in groups["One campaign"]
