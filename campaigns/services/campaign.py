"""Deeds on a campaign: draft, write, hand in, return, approve, launch, pause, resume, close."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from audit.services import record
from campaigns.models import (
    CAMPAIGN_MOVES,
    Addressee,
    Campaign,
    CampaignStatus,
    LetterAction,
    Petition,
)
from campaigns.permissions import WROTE_IT, has_written
from core.rules import RuleRefused
from core.states import move
from officials.models import Post
from situations.models import Situation
from situations.services.numbering import free_slug, next_reference

# First parts of addresses under /campaigns/ that are no campaign's.
RESERVED_SLUGS = frozenset({"confirm", "confirm-letter"})


@transaction.atomic
def draft_campaign(
    *,
    situation: Situation,
    organisation: Organisation,
    actor: User,
    title: str,
    ask: str,
    at: datetime | None = None,
    **fields: Any,
) -> Campaign:
    """Begin a campaign: one ask about one situation."""
    campaign = Campaign.objects.create(
        situation=situation,
        organisation=organisation,
        author=actor,
        title=title,
        ask=ask,
        drafted_at=at or timezone.now(),
        **fields,
    )
    record(verb="campaign.drafted", target=campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def write_campaign(
    *, campaign: Campaign, actor: User, at: datetime | None = None, **fields: Any
) -> Campaign:
    """Change parts of a draft. Whoever does is one of its writers and cannot approve it. (D5)

    Raises RuleRefused once it is handed in.
    """
    _take_up(campaign, actor, part=", ".join(sorted(fields)), at=at)
    for field, value in fields.items():
        setattr(campaign, field, value)
    campaign.save(update_fields=list(fields))
    return campaign


@transaction.atomic
def write_petition(
    *, campaign: Campaign, actor: User, text: str, goal: int, at: datetime | None = None
) -> Campaign:
    """Put a petition into a draft, or take it out by an empty text."""
    _take_up(campaign, actor, part="petition", at=at)
    if text:
        Petition.objects.update_or_create(campaign=campaign, defaults={"text": text, "goal": goal})
    else:
        Petition.objects.filter(campaign=campaign).delete()
    return _read_again(campaign)


@transaction.atomic
def write_letter_action(
    *, campaign: Campaign, actor: User, at: datetime | None = None, **texts: str
) -> Campaign:
    """Put a letter action into a draft, or take it out by an empty statement."""
    _take_up(campaign, actor, part="letter", at=at)
    if texts["statement"]:
        LetterAction.objects.update_or_create(campaign=campaign, defaults=texts)
    else:
        LetterAction.objects.filter(campaign=campaign).delete()
    return _read_again(campaign)


@transaction.atomic
def add_addressee(
    *, campaign: Campaign, actor: User, post: Post, at: datetime | None = None
) -> Campaign:
    """Put an office at the end of a draft's addressees, if it is not among them."""
    _take_up(campaign, actor, part="addressees", at=at)
    place = Addressee.objects.filter(campaign=campaign).count()
    Addressee.objects.get_or_create(campaign=campaign, post=post, defaults={"place": place})
    return campaign


@transaction.atomic
def remove_addressee(
    *, campaign: Campaign, actor: User, post: Post, at: datetime | None = None
) -> Campaign:
    """Take an office out of a draft's addressees."""
    _take_up(campaign, actor, part="addressees", at=at)
    Addressee.objects.filter(campaign=campaign, post=post).delete()
    return campaign


@transaction.atomic
def submit_campaign(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Campaign:
    """Hand in for approval. Raises RuleRefused with a message for everything that blocks it."""
    at = at or timezone.now()
    _refuse_blocked(campaign, at)
    move(campaign, to=CampaignStatus.REVIEW, moves=CAMPAIGN_MOVES, return_reason="")
    record(verb="campaign.submitted", target=campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def return_campaign(
    *, campaign: Campaign, actor: User, reason: str, at: datetime | None = None
) -> Campaign:
    """Make it a draft again, with what should be looked at. An approval given before is void.

    Raises RuleRefused with code "reason" without one.
    """
    if not reason.strip():
        raise RuleRefused(_("Say what should be looked at again."), code="reason")
    move(
        campaign,
        to=CampaignStatus.DRAFT,
        moves=CAMPAIGN_MOVES,
        return_reason=reason.strip(),
        approver=None,
        approved_at=None,
    )
    record(verb="campaign.returned", target=campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def approve_campaign(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Campaign:
    """Approve what others wrote. Nothing in it changes between this and its launch.

    Raises RuleRefused if the approver had a hand in writing it (D5), or if something blocks it.
    """
    at = at or timezone.now()
    if has_written(actor, campaign):
        raise RuleRefused(WROTE_IT.reason, code="own_work")
    _refuse_blocked(campaign, at)
    move(
        campaign,
        to=CampaignStatus.APPROVED,
        moves=CAMPAIGN_MOVES,
        approver=actor,
        approved_at=at,
    )
    record(verb="campaign.approved", target=campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def launch_campaign(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Campaign:
    """Make it public: it gets its number and address, and its subscribers are told.

    Raises RuleRefused if something blocks it by now, such as an office that cannot be reached.
    """
    at = at or timezone.now()
    _refuse_blocked(campaign, at)
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
    )
    campaign.situation.touch(at=at)
    _announce(campaign, actor, at)
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
    """Go on with a paused campaign."""
    move(campaign, to=CampaignStatus.LIVE, moves=CAMPAIGN_MOVES, notice="")
    record(verb="campaign.resumed", target=campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def close_campaign(
    *, campaign: Campaign, actor: User, notice: str = "", at: datetime | None = None
) -> Campaign:
    """End it for good. The page stays, with what was reached; confirmed letters still leave."""
    at = at or timezone.now()
    move(
        campaign,
        to=CampaignStatus.CLOSED,
        moves=CAMPAIGN_MOVES,
        notice=notice.strip(),
        closed_at=at,
    )
    record(verb="campaign.closed", target=campaign, actor=actor, public=True, at=at)
    return campaign


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


def _take_up(campaign: Campaign, actor: User, *, part: str, at: datetime | None) -> None:
    """Make the draft writable for `actor`, alone until the transaction ends."""
    current = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if current.status != CampaignStatus.DRAFT:
        raise RuleRefused(
            _("This campaign was handed in and cannot be changed now."), code="handed_in"
        )
    if actor.pk != campaign.author_id:
        campaign.writers.add(actor)
    record(verb="campaign.edited", target=campaign, actor=actor, details={"part": part}, at=at)


def _read_again(campaign: Campaign) -> Campaign:
    """Return the row as it is now, without what was remembered of its petition and letters."""
    return Campaign.objects.for_pages().get(pk=campaign.pk)


def _refuse_blocked(campaign: Campaign, at: datetime) -> None:
    if found := campaign.blockers(at.date()):
        raise RuleRefused(also=found)
