"""Who may do what with words of supporters, updates, organisations that sign, and paper.

Editors write, a second person decides. (D5)
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import can_approve_for, can_edit_for, can_vet_organisations
from core.permissions import Allowed, Decision, Denied

from .models import Campaign, Paper, PaperStatus, Update, UpdateStatus

OWN_UPDATE = Denied(_("Whoever wrote an update cannot publish it: a second person must."))
RECORDED_IT = Denied(
    _("Whoever recorded signatures on paper cannot verify them: a second person must.")
)


def can_decide_voices(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and approvers of the organisation, and staff, all with a second factor.

    To decide whose words are shown, and which organisations are listed.
    """
    decision = can_approve_for(user, campaign.organisation)
    return decision or can_vet_organisations(user) or decision


def has_written_update(user: Any, update: Update) -> bool:
    """Return whether the person wrote in the update, as its author or later. (D5)"""
    return update.author_id == user.pk or update.writers.filter(pk=user.pk).exists()


def can_write_update(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors, once the campaign was launched."""
    if not campaign.is_public:
        return Denied(_("News begin when a campaign was launched."))
    return can_edit_for(user, campaign.organisation)


def can_edit_update(user: Any, update: Update) -> Decision:
    """Allow owners and editors, while it is a draft: what others review stays as it was."""
    decision = can_write_update(user, update.campaign)
    if decision and update.status != UpdateStatus.DRAFT:
        return Denied(_("Only a draft can be changed. Ask for it to be returned first."))
    return decision


def can_publish_update(user: Any, update: Update) -> Decision:
    """Allow owners and approvers with a second factor who had no hand in writing it. (D5)"""
    decision = can_approve_for(user, update.campaign.organisation)
    if not decision:
        return decision
    if update.status != UpdateStatus.REVIEW:
        return Denied(_("This update is not waiting for a second person."))
    return OWN_UPDATE if has_written_update(user, update) else Allowed()


def can_return_update(user: Any, update: Update) -> Decision:
    """Allow reviewers to send it back, and its writers to take it back, until it is published."""
    if update.status != UpdateStatus.REVIEW:
        return Denied(_("This update is not waiting for a second person."))
    organisation = update.campaign.organisation
    return can_edit_for(user, organisation) or can_approve_for(user, organisation)


def can_withdraw_update(user: Any, update: Update) -> Decision:
    """Allow owners and approvers, and staff, with a second factor, what was published."""
    if update.status != UpdateStatus.PUBLISHED:
        return Denied(_("Only what was published can be taken back."))
    return can_decide_voices(user, update.campaign)


def can_record_paper(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors, once a campaign with a petition was launched."""
    if not (campaign.is_public and campaign.has_petition):
        return Denied(_("Signatures on paper belong to a petition that was launched."))
    return can_edit_for(user, campaign.organisation)


def can_verify_paper(user: Any, paper: Paper) -> Decision:
    """Allow owners and approvers with a second factor who did not record it. (D5)"""
    decision = can_approve_for(user, paper.petition.campaign.organisation)
    if not decision:
        return decision
    if paper.status != PaperStatus.RECORDED:
        return Denied(_("A second person has looked at this already."))
    return RECORDED_IT if paper.recorded_by_id == user.pk else Allowed()
