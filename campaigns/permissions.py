"""Who may do what with a campaign: editors write, a second person approves, viewers read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import (
    can_approve_for,
    can_edit_for,
    can_view_for,
)
from core.permissions import Allowed, Decision, Denied

from .models import Campaign, CampaignStatus

WROTE_IT = Denied(_("Whoever wrote in a campaign cannot approve it: a second person must."))


def has_written(user: Any, campaign: Campaign) -> bool:
    """Return whether the person wrote in the campaign, as its author or later. (D5)"""
    return campaign.author_id == user.pk or campaign.writers.filter(pk=user.pk).exists()


def can_view_desk_campaign(user: Any, campaign: Campaign) -> Decision:
    """Allow members in any role, and staff, to see it at the desk."""
    if user.is_authenticated and user.is_staff:
        return Allowed()
    return can_view_for(user, campaign.organisation)


def can_create_campaign(user: Any, organisation: Organisation | None) -> Decision:
    """Allow owners and editors of a vetted organisation."""
    return can_edit_for(user, organisation)


def can_edit_campaign(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors, while it is a draft: what others approve stays as it was."""
    decision = can_edit_for(user, campaign.organisation)
    if decision and campaign.status != CampaignStatus.DRAFT:
        return Denied(_("Only a draft can be changed. Ask for it to be returned first."))
    return decision


def can_submit_campaign(user: Any, campaign: Campaign) -> Decision:
    """Allow whoever may write in it."""
    return can_edit_campaign(user, campaign)


def can_approve_campaign(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and approvers with a second factor who had no hand in writing it. (D5)"""
    decision = can_approve_for(user, campaign.organisation)
    if not decision:
        return decision
    if campaign.status != CampaignStatus.REVIEW:
        return Denied(_("This campaign is not waiting for approval."))
    return WROTE_IT if has_written(user, campaign) else Allowed()


def can_return_campaign(user: Any, campaign: Campaign) -> Decision:
    """Allow approvers to send it back, and its writers to take it back, until it is launched."""
    if campaign.status not in (CampaignStatus.REVIEW, CampaignStatus.APPROVED):
        return Denied(_("This campaign is neither in review nor approved."))
    writes = can_edit_for(user, campaign.organisation)
    return writes or can_approve_for(user, campaign.organisation)


def can_launch_campaign(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors, once a second person approved it."""
    if campaign.status != CampaignStatus.APPROVED:
        return Denied(_("Only an approved campaign can be launched."))
    return can_edit_for(user, campaign.organisation)


def can_steer_campaign(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors to pause, resume and close what was launched."""
    if not campaign.is_public:
        return Denied(_("This campaign was not launched."))
    return can_edit_for(user, campaign.organisation)
