"""Deeds of whoever looks at a campaign that others wrote: its safety first, then its approval."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import (
    CAMPAIGN_MOVES,
    Campaign,
    CampaignStatus,
    SafetyReview,
    approvals_needed,
)
from campaigns.permissions import APPROVED_ALREADY, NOT_SAFE_YET, WROTE_IT, has_written
from core.rules import RuleRefused, Text
from core.states import move

NOT_ENOUGH = _("Not enough people have approved this campaign.")


@dataclass(frozen=True, kw_only=True)
class SafetyAnswers:
    """What a second person answered: who could be harmed, what is done, and the two yes or no."""

    harm: str
    precautions: str
    consent_in_hand: bool
    at_risk: bool


@transaction.atomic
def submit_campaign(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Campaign:
    """Hand in for review. Raises RuleRefused with a message for everything that blocks it."""
    at = at or timezone.now()
    refuse_blocked(campaign, at)
    move(campaign, to=CampaignStatus.REVIEW, moves=CAMPAIGN_MOVES, return_reason="")
    record(verb="campaign.submitted", target=campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def return_campaign(
    *, campaign: Campaign, actor: User, reason: str, at: datetime | None = None
) -> Campaign:
    """Make it a draft again, with what should be looked at. What was approved before is void.

    So is the safety review: both were of other words. Raises RuleRefused with code "reason" without
    one.
    """
    at = at or timezone.now()
    if not reason.strip():
        raise RuleRefused(_("Say what should be looked at again."), code="reason")
    move(
        campaign,
        to=CampaignStatus.DRAFT,
        moves=CAMPAIGN_MOVES,
        return_reason=reason.strip(),
        approver=None,
        approved_at=None,
        scheduled_by=None,
    )
    campaign.approvals.all().delete()
    campaign.safety_reviews.standing().update(void_at=at)
    record(verb="campaign.returned", target=campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def review_safety(
    *, campaign: Campaign, actor: User, answers: SafetyAnswers, at: datetime | None = None
) -> SafetyReview:
    """Record that a second person asked who could be harmed, and what they answered.

    The answer on at-risk mode decides: the campaign takes it over. Raises RuleRefused if the
    reviewer wrote in it (D5), if it does not wait for review, if an answer is missing, or if the
    consent is not in hand: then it is to be returned. (D12)
    """
    at = at or timezone.now()
    locked = _in_review(campaign)
    if has_written(actor, campaign):
        raise RuleRefused(WROTE_IT.reason, code="own_work")
    if missing := _unanswered(answers):
        raise RuleRefused(also=missing)
    locked.safety_reviews.standing().update(void_at=at)
    review = SafetyReview.objects.create(
        campaign=campaign,
        reviewer=actor,
        harm=answers.harm.strip(),
        precautions=answers.precautions.strip(),
        consent_in_hand=answers.consent_in_hand,
        at_risk=answers.at_risk,
        at=at,
    )
    campaign.at_risk = answers.at_risk
    campaign.save(update_fields=["at_risk"])
    record(verb="campaign.safety_reviewed", target=campaign, actor=actor, at=at)
    return review


@transaction.atomic
def approve_campaign(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Campaign:
    """Approve what others wrote. Nothing in it changes between this and its launch.

    One approval is enough; a campaign that asks for force without consent needs two (D8). Raises
    RuleRefused if the approver had a hand in writing it (D5) or approved it already, if nobody
    reviewed its safety, or if something blocks it.
    """
    at = at or timezone.now()
    locked = _in_review(campaign)
    if has_written(actor, campaign):
        raise RuleRefused(WROTE_IT.reason, code="own_work")
    if not locked.safety_reviews.standing().exists():
        raise RuleRefused(NOT_SAFE_YET.reason, code="safety")
    refuse_blocked(campaign, at)
    _approval, is_new = campaign.approvals.get_or_create(approver=actor, defaults={"at": at})
    if not is_new:
        raise RuleRefused(APPROVED_ALREADY.reason, code="own_work")
    if campaign.approvals.count() < approvals_needed(campaign.rung):
        record(verb="campaign.approved_once", target=campaign, actor=actor, at=at)
        return campaign
    move(
        campaign,
        to=CampaignStatus.APPROVED,
        moves=CAMPAIGN_MOVES,
        approver=actor,
        approved_at=at,
    )
    record(verb="campaign.approved", target=campaign, actor=actor, at=at)
    return campaign


def refuse_unreviewed(campaign: Campaign) -> None:
    """Raise RuleRefused unless its safety was reviewed and enough people approved it. (D5, D8)"""
    found: list[tuple[str, Text]] = []
    if not campaign.safety_reviews.standing().exists():
        found.append(("safety", NOT_SAFE_YET.reason))
    if campaign.approvals.count() < approvals_needed(campaign.rung):
        found.append(("approvals", NOT_ENOUGH))
    if found:
        raise RuleRefused(also=found)


def refuse_blocked(campaign: Campaign, at: datetime) -> None:
    """Raise RuleRefused with every reason, if something blocks it on that day."""
    if found := campaign.blockers(at.date()):
        raise RuleRefused(also=found)


def _in_review(campaign: Campaign) -> Campaign:
    """Return the row, for this person alone until the transaction ends."""
    locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if locked.status != CampaignStatus.REVIEW:
        raise RuleRefused(_("This campaign does not wait for a review."), code="status")
    return locked


def _unanswered(answers: SafetyAnswers) -> list[tuple[str, Text]]:
    found: list[tuple[str, Text]] = []
    if not answers.harm.strip():
        found.append(("harm", _("Say who could be harmed, or why nobody could.")))
    if not answers.precautions.strip():
        found.append(("precautions", _("Say what is done against it.")))
    if not answers.consent_in_hand:
        found.append(
            (
                "consent_in_hand",
                _("Without the consent in hand the story cannot be told. Return the campaign."),
            )
        )
    return found
