"""Who writes the facts that letters stand on, and who approves them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import can_approve_for, can_edit_for, can_lead_for
from core.permissions import Allowed, Decision, Denied

from .models import Campaign, CampaignStatus, CaseFacts, TextStatus
from .permissions import WROTE_TEXT, can_edit_campaign


def can_write_facts(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors: in a draft as a part of it, in what runs as a new version."""
    if not campaign.has_letters:
        return Denied(_("This campaign has no letters."))
    if campaign.status in (CampaignStatus.LIVE, CampaignStatus.PAUSED):
        return can_edit_for(user, campaign.organisation)
    return can_edit_campaign(user, campaign)


def can_approve_facts(user: Any, facts: CaseFacts) -> Decision:
    """Allow owners and approvers with a second factor who had no hand in writing them. (D5)"""
    decision = can_approve_for(user, facts.letter_action.campaign.organisation)
    if not decision:
        return decision
    if facts.status != TextStatus.REVIEW:
        return Denied(_("These facts do not wait for a second person."))
    return WROTE_TEXT if facts.writers.filter(pk=user.pk).exists() else Allowed()


def can_return_facts(user: Any, facts: CaseFacts) -> Decision:
    """Allow approvers to send them back, and their writers to take them back."""
    if facts.status != TextStatus.REVIEW:
        return Denied(_("These facts do not wait for a second person."))
    organisation = facts.letter_action.campaign.organisation
    return can_edit_for(user, organisation) or can_approve_for(user, organisation)


def can_add_names(user: Any, campaign: Campaign) -> Decision:
    """Allow owners to add names that no letter should hold to a campaign that runs.

    Nobody takes one off: whom it puts in danger to be named is in danger for longer than a campaign
    knows. A draft is edited as a whole.
    """
    if not campaign.has_letters or campaign.status not in (
        CampaignStatus.LIVE,
        CampaignStatus.PAUSED,
    ):
        return Denied(_("This campaign takes no letters at the moment."))
    return can_lead_for(user, campaign.organisation)
