"""Who may do what with a campaign: editors write, a second person approves, viewers read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import (
    NO_SECOND_FACTOR,
    can_approve_for,
    can_edit_for,
    can_view_for,
    has_second_factor,
)
from core.permissions import Allowed, Decision, Denied

from .models import Campaign, CampaignStatus, CampaignText, Sweep, TextStatus

NOT_A_REVIEWER = Denied(_("Only staff who decide about signatures may do this."))
WROTE_IT = Denied(_("Whoever wrote in a campaign cannot approve it: a second person must."))

APPROVED_ALREADY = Denied(
    _("You approved this campaign already. A second person must approve it as well.")
)
WROTE_TEXT = Denied(_("Whoever wrote in a text cannot approve it: a second person must."))
OWN_REPORT = Denied(_("Whoever wrote the report cannot publish it: a second person must."))
NOT_SAFE_YET = Denied(
    _("Nobody has reviewed yet whether this campaign could harm somebody. That comes first.")
)


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


def can_note_stance(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors, at any time: offices change their minds. (D15)"""
    return can_edit_for(user, campaign.organisation)


def can_submit_campaign(user: Any, campaign: Campaign) -> Decision:
    """Allow whoever may write in it."""
    return can_edit_campaign(user, campaign)


def can_review_safety(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and approvers with a second factor who had no hand in writing it. (D5)"""
    decision = can_approve_for(user, campaign.organisation)
    if not decision:
        return decision
    if campaign.status != CampaignStatus.REVIEW:
        return Denied(_("This campaign is not waiting for approval."))
    return WROTE_IT if has_written(user, campaign) else Allowed()


def can_approve_campaign(user: Any, campaign: Campaign) -> Decision:
    """Allow the same people, once somebody reviewed its safety, and each of them once. (D5, D8)"""
    decision = can_review_safety(user, campaign)
    if not decision:
        return decision
    if not campaign.safety_reviews.standing().exists():
        return NOT_SAFE_YET
    if campaign.approvals.filter(approver=user).exists():
        return APPROVED_ALREADY
    return Allowed()


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


def can_schedule_campaign(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors to leave the launch of an approved campaign to the schedule."""
    return can_launch_campaign(user, campaign)


def can_clone_campaign(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors of the organisation whose campaign it is."""
    return can_edit_for(user, campaign.organisation)


def can_put_at_risk(user: Any, campaign: Campaign) -> Decision:
    """Allow whoever steers it, and whoever approves, once it is public and not in that mode yet."""
    if not campaign.is_public or campaign.at_risk:
        return Denied(_("This campaign was not launched, or is in at-risk mode already."))
    writes = can_edit_for(user, campaign.organisation)
    return writes or can_approve_for(user, campaign.organisation)


def can_withdraw_story(user: Any, campaign: Campaign) -> Decision:
    """Allow editors and approvers alike, at once: a person took the consent back. (D12)"""
    if not (campaign.is_public and campaign.story):
        return Denied(_("There is no public story that could be taken back."))
    writes = can_edit_for(user, campaign.organisation)
    return writes or can_approve_for(user, campaign.organisation)


def can_change_text(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors to begin a change of what is live or paused."""
    if campaign.status not in (CampaignStatus.LIVE, CampaignStatus.PAUSED):
        return Denied(_("Only the text of a live or paused campaign can be changed."))
    return can_edit_for(user, campaign.organisation)


def can_write_text(user: Any, text: CampaignText) -> Decision:
    """Allow owners and editors, while the text is a draft."""
    if text.status != TextStatus.DRAFT:
        return Denied(_("This text was handed in and cannot be changed now."))
    if text.campaign.is_public:
        return can_edit_for(user, text.campaign.organisation)
    return can_edit_campaign(user, text.campaign)


def can_approve_text(user: Any, text: CampaignText) -> Decision:
    """Allow owners and approvers with a second factor who had no hand in writing it. (D5)"""
    decision = can_approve_for(user, text.campaign.organisation)
    if not decision:
        return decision
    if text.status != TextStatus.REVIEW:
        return Denied(_("This text does not wait for a second person."))
    return WROTE_TEXT if text.writers.filter(pk=user.pk).exists() else Allowed()


def can_return_text(user: Any, text: CampaignText) -> Decision:
    """Allow approvers to send it back, and its writers to take it back."""
    if text.status != TextStatus.REVIEW:
        return Denied(_("This text does not wait for a second person."))
    writes = can_edit_for(user, text.campaign.organisation)
    return writes or can_approve_for(user, text.campaign.organisation)


def can_write_report(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors, from the closing until it is published. (D16)"""
    if not campaign.owes_report:
        return Denied(_("This campaign owes its supporters no report."))
    return can_edit_for(user, campaign.organisation)


def can_publish_report(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and approvers with a second factor who did not write it last. (D5, D16)"""
    decision = can_approve_for(user, campaign.organisation)
    if not decision:
        return decision
    if not (campaign.owes_report and campaign.report.strip()):
        return Denied(_("There is no report that waits to be published."))
    return OWN_REPORT if campaign.report_author_id == user.pk else Allowed()


def can_review_signatures(user: Any) -> Decision:
    """Allow staff who may decide about signatures, with a second factor. Nobody sees a name."""
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return NOT_A_REVIEWER
    if not user.has_perm("campaigns.change_signature"):
        return NOT_A_REVIEWER
    return Allowed() if has_second_factor(user) else NO_SECOND_FACTOR


def can_run_sweep(user: Any, sweep: Sweep) -> Decision:
    """Allow reviewers; a large sweep is run by somebody who did not propose it. (D5)"""
    decision = can_review_signatures(user)
    if decision and sweep.needs_second and sweep.proposed_by_id == user.pk:
        return Denied(_("Whoever proposed so large a sweep cannot run it: a second person must."))
    return decision
