"""Deeds at the end of a situation: review what came of it, end the monitoring, archive, reopen."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from core.rules import RuleRefused
from core.states import move
from situations.models import (
    REVIEW_MOVES,
    SITUATION_MOVES,
    OutcomeReview,
    ReviewStatus,
    Situation,
    SituationStatus,
)
from situations.models.choices import Phase
from situations.models.measure import IN_FORCE, INTRUSIVE, Course
from situations.permissions import WROTE_REVIEW, has_written

REBUILD_FIRST = _(
    "Coercion was carried out here, so the responsibility goes on to rebuilding (para 29). Log what"
    " is done to rebuild before the situation is archived."
)

VERBS = {
    SituationStatus.MONITORING_ENDED: "situation.monitoring_ended",
    SituationStatus.ARCHIVED: "situation.archived",
    SituationStatus.REGISTERED: "situation.reopened",
}


@transaction.atomic
def draft_review(
    *, situation: Situation, actor: User, at: datetime | None = None, **words: Any
) -> OutcomeReview:
    """Begin the review of what became of a decided situation. (paras 14-19, 51)

    Raises RuleRefused if it was never decided, if a review is open, or for a day to come.
    """
    at = at or timezone.now()
    situation = Situation.objects.select_for_update(of=("self",)).get(pk=situation.pk)
    if not situation.is_public:
        raise RuleRefused(_("It has not been decided yet what this situation is."), code="status")
    if situation.outcome_reviews.open().exists():
        raise RuleRefused(_("A review of this situation is open. Finish it first."), code="open")
    review = OutcomeReview(situation=situation, author=actor, created_at=at, **words)
    _refuse_impossible_day(review, at)
    review.save()
    record(verb="outcome.drafted", target=review, actor=actor, at=at)
    return review


@transaction.atomic
def write_review(
    *, review: OutcomeReview, actor: User, at: datetime | None = None, **words: Any
) -> OutcomeReview:
    """Save changes in a draft. Whoever saves is one of its writers and cannot decide it. (D5)"""
    current = OutcomeReview.objects.select_for_update().get(pk=review.pk).status
    if {review.status, current} != {ReviewStatus.DRAFT}:
        raise RuleRefused(
            _("This review was handed in and cannot be changed now."), code="handed_in"
        )
    if actor.pk != review.author_id:
        review.writers.add(actor)
    for field, value in words.items():
        setattr(review, field, value)
    _refuse_impossible_day(review, at or timezone.now())
    review.save(update_fields=list(words))
    record(verb="outcome.written", target=review, actor=actor, at=at)
    return review


@transaction.atomic
def submit_review(
    *, review: OutcomeReview, actor: User, at: datetime | None = None
) -> OutcomeReview:
    """Hand in for a second person to decide."""
    move(review, to=ReviewStatus.REVIEW, moves=REVIEW_MOVES, returned_reason="")
    record(verb="outcome.submitted", target=review, actor=actor, at=at)
    return review


@transaction.atomic
def return_review(
    *, review: OutcomeReview, actor: User, reason: str, at: datetime | None = None
) -> OutcomeReview:
    """Give it back to its writers with what they should look at again."""
    _refuse_own_work(review, actor)
    if not reason.strip():
        raise RuleRefused(_("Say what should be looked at again."), code="reason")
    move(review, to=ReviewStatus.DRAFT, moves=REVIEW_MOVES, returned_reason=reason.strip())
    record(verb="outcome.returned", target=review, actor=actor, at=at)
    return review


@transaction.atomic
def decide_review(
    *, review: OutcomeReview, actor: User, at: datetime | None = None
) -> OutcomeReview:
    """Confirm the review: it is public from now on and never changes.

    The situation shows the review of the latest day. Raises RuleRefused if the decider had a hand
    in writing it (D5).
    """
    at = at or timezone.now()
    situation = Situation.objects.select_for_update(of=("self",)).get(pk=review.situation_id)
    _refuse_own_work(review, actor)
    move(
        review,
        to=ReviewStatus.DECIDED,
        moves=REVIEW_MOVES,
        decided_by=actor,
        decided_at=at,
    )
    latest = situation.outcome_reviews.decided().newest_first().first()
    situation.outcome_review, situation.updated_at = latest, at
    situation.save(update_fields=["outcome_review", "updated_at"])
    review.situation = situation
    details = {"result": review.result, "as_of": review.as_of.isoformat()}
    record(
        verb="situation.reviewed",
        target=situation,
        actor=actor,
        public=True,
        details=details,
        at=at,
    )
    return review


@transaction.atomic
def end_monitoring(*, situation: Situation, actor: User, at: datetime | None = None) -> Situation:
    """Follow it no more. Raises RuleRefused without a decided review of what became of it."""
    if situation.outcome_review_id is None:
        raise RuleRefused(
            _("Review first what became of it: a second person decides on that."), code="review"
        )
    return _move(situation, SituationStatus.MONITORING_ENDED, actor, at)


@transaction.atomic
def archive_situation(
    *, situation: Situation, actor: User, at: datetime | None = None
) -> Situation:
    """Put it away. It stays public, and no entry is added any more.

    Raises RuleRefused if coercion was carried out and nothing is logged on rebuilding. (para 29)
    """
    if needs_rebuilding(situation):
        raise RuleRefused(REBUILD_FIRST, code="rebuild")
    return _move(situation, SituationStatus.ARCHIVED, actor, at)


@transaction.atomic
def reopen_situation(
    *, situation: Situation, actor: User, reason: str, at: datetime | None = None
) -> Situation:
    """Follow it again, as the current assessment judged it. Raises RuleRefused without a reason.

    The judgement is as old as it was: assess it anew.
    """
    if not reason.strip():
        raise RuleRefused(_("Say why it is reopened."), code="reason")
    if not situation.is_ended:
        raise RuleRefused(_("This situation has not ended."), code="status")
    return _move(situation, SituationStatus.REGISTERED, actor, at, reason=reason.strip())


def needs_rebuilding(situation: Situation) -> bool:
    """Return whether coercion was carried out and nothing is logged on rebuilding. (para 29)"""
    done = situation.measures.filter(course=Course.CARRIED_OUT, rung__in=INTRUSIVE)
    rebuilt = situation.measures.filter(course__in=IN_FORCE, phase=Phase.REBUILD)
    return done.exists() and not rebuilt.exists()


def _move(
    situation: Situation, to: SituationStatus, actor: User, at: datetime | None, **details: str
) -> Situation:
    at = at or timezone.now()
    move(situation, to=to, moves=SITUATION_MOVES, updated_at=at)
    situation.refresh_from_db(fields=["standing"])
    record(verb=VERBS[to], target=situation, actor=actor, public=True, details=details, at=at)
    return situation


def _refuse_impossible_day(review: OutcomeReview, at: datetime) -> None:
    if review.as_of > at.astimezone(UTC).date():
        raise RuleRefused(_("This day has not come yet."), code="as_of")


def _refuse_own_work(review: OutcomeReview, actor: User) -> None:
    if has_written(actor, review):
        raise RuleRefused(WROTE_REVIEW.reason, code="own_work")
