"""Choose the rules by which letters find their offices, and note where offices stand. (D15)"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import Campaign, LetterAction, Stance, Targeting, TargetRule
from core.rules import RuleRefused
from officials.models import Post

from .campaign import take_up

RULES_AT_MOST = 12


@transaction.atomic
def choose_strategy(
    *,
    campaign: Campaign,
    actor: User,
    strategy: str,
    most: int,
    at: datetime | None = None,
) -> Targeting:
    """Say which of the offices that fit a writer gets, and how many at most.

    Raises RuleRefused once the campaign is handed in, or while it invites no letters.
    """
    take_up(campaign, actor, part="targets", at=at)
    said = {"strategy": strategy, "most": most}
    way, _made = Targeting.objects.update_or_create(
        letter_action=_letters_of(campaign), defaults=said
    )
    return way


@transaction.atomic
def add_rule(
    *, campaign: Campaign, actor: User, kind: str, at: datetime | None = None, **said: Any
) -> TargetRule:
    """Put a rule at the end of a draft's rules; `said` is what the kind needs to be told.

    Raises RuleRefused once the campaign is handed in, for a rule that lacks what it is about, for
    one that stands there already, and beyond twelve rules.
    """
    take_up(campaign, actor, part="targets", at=at)
    letter_action = _letters_of(campaign)
    others = TargetRule.objects.of(letter_action)
    rule = TargetRule(letter_action=letter_action, kind=kind, place=others.count(), **said)
    if others.count() >= RULES_AT_MOST:
        raise RuleRefused(_("Twelve rules are enough: take one out first."), code="kind")
    if any(rule.says_the_same(other) for other in others):
        raise RuleRefused(_("This rule stands there already."), code="kind")
    try:
        rule.full_clean()
    except ValidationError as error:
        raise RuleRefused(" ".join(error.messages), code="kind") from error
    rule.save()
    return rule


@transaction.atomic
def remove_rule(
    *, campaign: Campaign, actor: User, rule: TargetRule, at: datetime | None = None
) -> None:
    """Take a rule out of a draft. Raises RuleRefused once the campaign is handed in."""
    take_up(campaign, actor, part="targets", at=at)
    TargetRule.objects.of(_letters_of(campaign)).filter(pk=rule.pk).delete()


@transaction.atomic
def note_stance(
    *,
    campaign: Campaign,
    actor: User,
    post: Post,
    noted_on: date,
    at: datetime | None = None,
    **said: str,
) -> Stance:
    """Note where an office stands in the campaign's matter, for its organisation alone. (D15)

    `said` is position, note and source_url. Nothing is overwritten: what is noted later stands
    beside it, and the newest counts. The audit trail says that something was noted, never of whom
    or what. Raises RuleRefused for a day to come, and without anything that it rests on.
    """
    at = at or timezone.now()
    if noted_on > timezone.localdate(at):
        raise RuleRefused(_("This day lies in the future."), code="noted_on")
    if not (said.get("note") or said.get("source_url")):
        raise RuleRefused(_("Say what it rests on, or give a source."), code="note")
    stance = Stance.objects.create(
        organisation=campaign.organisation,
        situation=campaign.situation,
        post=post,
        noted_on=noted_on,
        **said,
        noted_by=actor,
        noted_at=at,
    )
    record(verb="campaign.stance_noted", target=campaign, actor=actor, at=at)
    return stance


def _letters_of(campaign: Campaign) -> LetterAction:
    """Return the letter action. Raises RuleRefused while the campaign invites no letters."""
    letter_action = LetterAction.objects.filter(campaign=campaign).first()
    if letter_action is None:
        raise RuleRefused(_("Invite people to write letters first."), code="no_letters")
    return letter_action
