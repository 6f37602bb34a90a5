"""Deeds that take a campaign out to people and home again: launch, pause, go on, close."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import can_edit_for
from audit.services import record
from campaigns.models import CAMPAIGN_MOVES, REPORT_DUE, Campaign, CampaignStatus
from core.rules import RuleRefused
from core.states import MoveRefused, move
from situations.force import why_not_force
from situations.models.choices import Rung
from situations.services.numbering import free_slug, next_reference

from .case_facts import publish_first_facts
from .reviewing import refuse_blocked, refuse_unreviewed
from .texts import publish_first

# First parts of addresses under /campaigns/ that are no campaign's.
RESERVED_SLUGS = frozenset(
    {
        "confirm",
        "confirm-letter",
        "letter-again",
        "confirm-organisation",
        "my-words",
        "stop-updates",
    }
)


@transaction.atomic
def launch_campaign(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Campaign:
    """Make it public: it gets its number and address, and its subscribers are told.

    Everything is asked anew: what blocks it by now, such as an office that cannot be reached, its
    safety review, its approvals, and for force the worksheet (D8). Raises RuleRefused otherwise.
    """
    at = at or timezone.now()
    refuse_blocked(campaign, at)
    refuse_unreviewed(campaign)
    reference = next_reference(model=Campaign, series=f"CMP-{at.astimezone(UTC).year}", width=3)
    text = campaign.title
    if slugify(text) in RESERVED_SLUGS:
        text = f"{text} campaign"
    move(
        campaign,
        to=CampaignStatus.LIVE,
        moves=CAMPAIGN_MOVES,
        reference=reference,
        slug=free_slug(model=Campaign, text=text, otherwise=reference),
        launched_at=at,
        scheduled_by=None,
    )
    publish_first(campaign, at=at)
    publish_first_facts(campaign, at=at)
    campaign.situation.touch(at=at)
    _announce(campaign, actor, at)
    return campaign


@transaction.atomic
def schedule_campaign(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Campaign:
    """Let the schedule launch it on its first day.

    Raises RuleRefused if it is not approved, or has no first day that lies ahead.
    """
    at = at or timezone.now()
    if campaign.status != CampaignStatus.APPROVED:
        raise RuleRefused(_("Only an approved campaign can be launched."), code="status")
    if campaign.opens is None or campaign.opens <= at.date():
        raise RuleRefused(_("Its first day does not lie ahead: launch it now."), code="opens")
    refuse_unreviewed(campaign)
    campaign.scheduled_by = actor
    campaign.save(update_fields=["scheduled_by"])
    record(verb="campaign.scheduled", target=campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def unschedule_campaign(
    *, campaign: Campaign, actor: User | None, at: datetime | None = None
) -> Campaign:
    """Leave the launch to people again."""
    campaign.scheduled_by = None
    campaign.save(update_fields=["scheduled_by"])
    record(verb="campaign.unscheduled", target=campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def pause_campaign(
    *, campaign: Campaign, actor: User, notice: str, at: datetime | None = None
) -> Campaign:
    """Take no signatures and send no letters for now. People read the notice.

    Raises RuleRefused with code "notice" without one.
    """
    if not notice.strip():
        raise RuleRefused(_("Tell people why it is paused."), code="notice")
    move(campaign, to=CampaignStatus.PAUSED, moves=CAMPAIGN_MOVES, notice=notice.strip())
    record(verb="campaign.paused", target=campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def resume_campaign(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Campaign:
    """Go on with a paused campaign. For force without consent the worksheet is asked anew. (D8)"""
    refusal = why_not_force(campaign.situation) if _asks_for_force(campaign) else ""
    if refusal:
        raise RuleRefused(refusal, code="rung")
    move(campaign, to=CampaignStatus.LIVE, moves=CAMPAIGN_MOVES, notice="")
    record(verb="campaign.resumed", target=campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def close_campaign(
    *, campaign: Campaign, actor: User | None, notice: str = "", at: datetime | None = None
) -> Campaign:
    """End it for good. The page stays, with what was reached; confirmed letters still leave.

    From now on it owes its supporters a report, within 30 days. (D16)
    """
    at = at or timezone.now()
    move(
        campaign,
        to=CampaignStatus.CLOSED,
        moves=CAMPAIGN_MOVES,
        notice=notice.strip(),
        closed_at=at,
        report_due_on=(at + REPORT_DUE).date(),
    )
    record(verb="campaign.closed", target=campaign, actor=actor, public=True, at=at)
    return campaign


@transaction.atomic
def put_at_risk(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Campaign:
    """Turn at-risk mode on in what was launched: danger can come later. It is not turned off."""
    campaign.at_risk = True
    campaign.save(update_fields=["at_risk"])
    record(verb="campaign.put_at_risk", target=campaign, actor=actor, at=at)
    return campaign


def keep_dates(*, at: datetime | None = None) -> int:
    """Launch what is due on its first day, and close what is past its last. Returns how many.

    Each in a transaction of its own. What can no longer be launched is left to people, and the
    reason noted; what somebody else moved meanwhile is moved.
    """
    at = at or timezone.now()
    day = at.date()
    opened = sum(_open_on_its_day(each, at) for each in Campaign.objects.to_open(on=day))
    return opened + sum(
        _close_after_its_day(each, at) for each in Campaign.objects.to_close(on=day)
    )


def _open_on_its_day(campaign: Campaign, at: datetime) -> bool:
    try:
        launch_campaign(campaign=campaign, actor=_still_entitled(campaign), at=at)
    except MoveRefused:
        return False
    except RuleRefused as refused:
        with transaction.atomic():
            unschedule_campaign(campaign=campaign, actor=None, at=at)
            record(
                verb="campaign.opening_refused",
                target=campaign,
                details={"codes": refused.codes},
                at=at,
            )
        return False
    return True


def _still_entitled(campaign: Campaign) -> User:
    """Return who wanted it launched. Raises RuleRefused if that person may not launch any more."""
    actor = campaign.scheduled_by
    if actor is None or not can_edit_for(actor, campaign.organisation):
        raise RuleRefused(
            _("Whoever wanted it launched may not write in the organisation’s name any more."),
            code="rights",
        )
    return actor


def _close_after_its_day(campaign: Campaign, at: datetime) -> bool:
    try:
        close_campaign(campaign=campaign, actor=None, at=at)
    except MoveRefused:
        return False
    return True


def _asks_for_force(campaign: Campaign) -> bool:
    return campaign.rung == Rung.MILITARY_NO_CONSENT


def _announce(campaign: Campaign, actor: User, at: datetime) -> None:
    """Write what subscribers are told: once, though the page may hold a petition and letters."""
    record(verb="campaign.launched", target=campaign, actor=actor, at=at)
    if campaign.has_petition:
        record(verb="petition.launched", target=campaign.petition, actor=actor, public=True, at=at)
    if campaign.has_letters:
        record(
            verb="letter_action.launched",
            target=campaign.letter_action,
            actor=actor,
            public=not campaign.has_petition,
            at=at,
        )
