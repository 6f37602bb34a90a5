"""The states of a campaign, and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CampaignStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    APPROVED = "approved", _("approved")
    LIVE = "live", _("live")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")


CAMPAIGN_MOVES = {
    CampaignStatus.DRAFT: {CampaignStatus.REVIEW},
    CampaignStatus.REVIEW: {CampaignStatus.APPROVED, CampaignStatus.DRAFT},
    CampaignStatus.APPROVED: {CampaignStatus.LIVE, CampaignStatus.DRAFT},
    CampaignStatus.LIVE: {CampaignStatus.PAUSED, CampaignStatus.CLOSED},
    CampaignStatus.PAUSED: {CampaignStatus.LIVE, CampaignStatus.CLOSED},
    CampaignStatus.CLOSED: set(),
}
LAUNCHED = (CampaignStatus.LIVE, CampaignStatus.PAUSED, CampaignStatus.CLOSED)
UNSEEN = (CampaignStatus.DRAFT, CampaignStatus.REVIEW, CampaignStatus.APPROVED)
