"""Deeds on a draft of a campaign: begin it, and write its parts."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from audit.services import record
from campaigns.models import (
    Addressee,
    Campaign,
    CampaignStatus,
    Petition,
)
from core.rules import RuleRefused
from officials.models import Post
from situations.models import Situation


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
    take_up(campaign, actor, part=", ".join(sorted(fields)), at=at)
    for field, value in fields.items():
        setattr(campaign, field, value)
    campaign.save(update_fields=list(fields))
    return campaign


@transaction.atomic
def write_petition(
    *, campaign: Campaign, actor: User, text: str, goal: int, at: datetime | None = None
) -> Campaign:
    """Put a petition into a draft, or take it out by an empty text."""
    take_up(campaign, actor, part="petition", at=at)
    if text:
        Petition.objects.update_or_create(campaign=campaign, defaults={"text": text, "goal": goal})
    else:
        Petition.objects.filter(campaign=campaign).delete()
    return read_again(campaign)


@transaction.atomic
def write_signing(
    *,
    campaign: Campaign,
    actor: User,
    asks_region: bool,
    at_risk: bool,
    at: datetime | None = None,
) -> Campaign:
    """Say what signers are asked, and whether being seen to sign could put them in danger.

    The safety review has the last word on at-risk mode.
    """
    take_up(campaign, actor, part="signing", at=at)
    campaign.at_risk = at_risk
    campaign.save(update_fields=["at_risk"])
    Petition.objects.filter(campaign=campaign).update(asks_region=asks_region)
    return read_again(campaign)


@transaction.atomic
def add_addressee(
    *, campaign: Campaign, actor: User, post: Post, at: datetime | None = None
) -> Campaign:
    """Put an office at the end of a draft's addressees, if it is not among them."""
    take_up(campaign, actor, part="addressees", at=at)
    place = Addressee.objects.filter(campaign=campaign).count()
    Addressee.objects.get_or_create(campaign=campaign, post=post, defaults={"place": place})
    return campaign


@transaction.atomic
def remove_addressee(
    *, campaign: Campaign, actor: User, post: Post, at: datetime | None = None
) -> Campaign:
    """Take an office out of a draft's addressees."""
    take_up(campaign, actor, part="addressees", at=at)
    Addressee.objects.filter(campaign=campaign, post=post).delete()
    return campaign


def finish_step(*, campaign: Campaign, step: str) -> Campaign:
    """Remember that somebody went through a step of the wizard, so that the next one opens there.

    The row is locked, since two people may write different steps of one campaign at once.
    """
    with transaction.atomic():
        locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
        if step not in locked.steps_done:
            locked.steps_done.append(step)
            locked.save(update_fields=["steps_done"])
    campaign.steps_done = locked.steps_done
    return campaign


def take_up(campaign: Campaign, actor: User, *, part: str, at: datetime | None) -> None:
    """Make the draft writable for `actor`, alone until the transaction ends.

    Raises RuleRefused once it is handed in.
    """
    current = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if current.status != CampaignStatus.DRAFT:
        raise RuleRefused(
            _("This campaign was handed in and cannot be changed now."), code="handed_in"
        )
    if actor.pk != campaign.author_id:
        campaign.writers.add(actor)
    record(verb="campaign.edited", target=campaign, actor=actor, details={"part": part}, at=at)


def read_again(campaign: Campaign) -> Campaign:
    """Return the row as it is now, without what was remembered of its petition and letters."""
    return Campaign.objects.for_pages().get(pk=campaign.pk)
