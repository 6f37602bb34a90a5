"""Find the offices that a person's letter goes to. (D15; paragraph 67)

Two steps. `targets_for` is a question: which offices fit this writer, asked as often as a page
likes. `pick_targets` is a deed: which of them this writer gets, by the strategy of the letter
action; it is asked once, and the form carries what it answered.
"""

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from campaigns.models import (
    LetterAction,
    Position,
    RuleKind,
    Stance,
    Strategy,
    Targeting,
    TargetRule,
    TargetTally,
)
from officials.models import Post, PostRole
from officials.models.post_queries import PostQuerySet

# No page offers more, and no rule of an honest campaign finds more that one person could choose of.
OFFERED_AT_MOST = 60


def targets_for(
    *, letter_action: LetterAction, country: str, at: datetime | None = None
) -> list[Post]:
    """Return the offices that a person of the country may write to, in order and none twice.

    Offices that exist on the day and have an email address that may be written to. Rules marked as
    fallback are asked when the others find none, and the campaign's addressees when those find none
    either; the addressees alone where there are no rules. It changes nothing. (D15)
    """
    day = timezone.localdate(at)
    rules = list(TargetRule.objects.of(letter_action))
    first = [rule for rule in rules if not rule.fallback]
    last = [rule for rule in rules if rule.fallback]
    for chosen in (first, last):
        found = _found(chosen, letter_action, country, day)
        if found:
            return found
    return _once(_addressees(letter_action, day))


def may_write_to(
    *, letter_action: LetterAction, post: Post, country: str, at: datetime | None = None
) -> bool:
    """Return whether the office is one that a person of the country may write to."""
    return post in targets_for(letter_action=letter_action, country=country, at=at)


def depends_on_country(letter_action: LetterAction) -> bool:
    """Whether people of different countries may get different offices."""
    return any(
        rule.kind in (RuleKind.OWN_MINISTER, RuleKind.OWN_MISSION, RuleKind.EMBASSY)
        for rule in TargetRule.objects.of(letter_action)
    )


def gives_out(letter_action: LetterAction) -> bool:
    """Whether offices are given to writers, who choose none themselves."""
    way = Targeting.objects.filter(letter_action=letter_action).first() or Targeting()
    return way.strategy in (Strategy.LEAST, Strategy.RANDOM)


@transaction.atomic
def pick_targets(
    *, letter_action: LetterAction, country: str, at: datetime | None = None
) -> list[Post]:
    """Return the offices that this writer gets, by the strategy of the letter action.

    All that fit, up to its maximum; those that fit, to choose from; some by lot; or those that the
    fewest writers got so far, counted under a lock, so that a burst of writers is spread evenly.
    """
    fitting = targets_for(letter_action=letter_action, country=country, at=at)
    way = Targeting.objects.filter(letter_action=letter_action).first() or Targeting()
    if way.strategy == Strategy.CHOOSES or not fitting:
        return fitting
    if way.strategy == Strategy.LEAST:
        return _least_written_to(way, fitting)
    if way.strategy == Strategy.RANDOM:
        # A lottery between offices, not a secret: nothing is gained by guessing it.
        return random.sample(fitting, min(way.most, len(fitting)))
    return fitting[: way.most]


def _least_written_to(way: Targeting, fitting: Sequence[Post]) -> list[Post]:
    """Give out the offices with the lowest count and count them, one writer after another.

    An office that joins late starts where the least one is: otherwise it would get every letter
    until it had caught up.
    """
    Targeting.objects.select_for_update(no_key=True).get(pk=way.pk)
    tallies = TargetTally.objects.filter(letter_action=way.letter_action_id, post__in=fitting)
    given = dict(tallies.values_list("post", "given"))
    start = min(given.values(), default=0)
    TargetTally.objects.bulk_create(
        TargetTally(letter_action_id=way.letter_action_id, post=post, given=start)
        for post in fitting
        if post.pk not in given
    )
    by_lot = random.sample(fitting, len(fitting))
    picked = sorted(by_lot, key=lambda post: given.get(post.pk, start))[: way.most]
    tallies.filter(post__in=picked).update(given=F("given") + 1)
    return picked


def _found(
    rules: Iterable[TargetRule], letter_action: LetterAction, country: str, day: date
) -> list[Post]:
    return _once(chain.from_iterable(_by_rule(rule, letter_action, country, day) for rule in rules))


def _once(posts: Iterable[Post]) -> list[Post]:
    """Return each office once, as many as a page offers."""
    return list({post.pk: post for post in posts}.values())[:OFFERED_AT_MOST]


def _by_rule(
    rule: TargetRule, letter_action: LetterAction, country: str, day: date
) -> Iterable[Post]:
    """Return what one rule finds that can be written to."""
    if rule.kind == RuleKind.ADDRESSEES:
        return _addressees(letter_action, day)
    rows = Post.objects.addressable(on=day).with_address()
    if rule.kind == RuleKind.WAVERING:
        return _wavering(rows, letter_action)
    if rule.kind in (RuleKind.OWN_MINISTER, RuleKind.OWN_MISSION, RuleKind.EMBASSY):
        return _of_country(rule, rows, country)[:OFFERED_AT_MOST]
    return _of_anybody(rule, rows, day)[:OFFERED_AT_MOST]


def _of_country(rule: TargetRule, rows: PostQuerySet, country: str) -> PostQuerySet:
    """Return offices that depend on where the writer lives. (D15)"""
    if not country:
        return rows.none()
    if rule.kind == RuleKind.OWN_MINISTER:
        return rows.in_country(country).with_role(PostRole.FOREIGN_MINISTER)
    if rule.kind == RuleKind.OWN_MISSION:
        return rows.in_country(country).with_role(PostRole.PERMANENT_REPRESENTATIVE)
    found = rows.accredited_in(country)
    return found.in_country(rule.country) if rule.country else found


def _of_anybody(rule: TargetRule, rows: PostQuerySet, day: date) -> PostQuerySet:
    """Return offices that are the same for writers of every country."""
    if rule.kind == RuleKind.POST and rule.post:
        return rows.filter(pk=rule.post.pk)
    if rule.kind == RuleKind.MEMBERS and rule.institution:
        found = rows.for_members_of(rule.institution, on=rule.on or day)
        return found.with_role(rule.role or PostRole.PERMANENT_REPRESENTATIVE)
    found = rows.with_role(rule.role)
    found = found.in_country(rule.country) if rule.country else found
    return found.of_institution(rule.institution) if rule.institution else found


def _wavering(rows: PostQuerySet, letter_action: LetterAction) -> PostQuerySet:
    """Return offices of which the campaign's organisation noted last that they waver. (D15)"""
    noted = Stance.objects.of_campaign(letter_action.campaign).newest()
    return rows.filter(pk__in=noted.filter(position=Position.WAVERING).values("post"))


def _addressees(letter_action: LetterAction, day: date) -> PostQuerySet:
    return letter_action.campaign.offices.addressable(on=day).with_address()
