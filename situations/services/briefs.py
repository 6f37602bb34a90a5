"""Deeds on a brief: draft, write, hand in, return, publish."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from audit.services import record
from core.rules import RuleRefused, Text
from core.states import move
from situations.force import why_not_force
from situations.models import BRIEF_MOVES, Brief, BriefStatus, Recommendation, Situation
from situations.models.choices import Rung
from situations.permissions import WROTE_BRIEF, has_written

from .numbering import free_slug, next_reference

STATE_FIRST = _(
    "Address the State where the people are at risk first, for its responsibility comes first"
    " (paras 28, 35); or give the reason why not."
)


@transaction.atomic
def draft_brief(
    *,
    situation: Situation,
    organisation: Organisation,
    actor: User,
    title: str,
    at: datetime | None = None,
    **fields: Any,
) -> Brief:
    """Begin a brief on a situation. It rests on the current assessment unless told otherwise."""
    at = at or timezone.now()
    fields.setdefault("assessment", situation.current_assessment)
    if "as_of" not in fields:
        assessment = fields["assessment"]
        fields["as_of"] = assessment.as_of if assessment else at.astimezone(UTC).date()
    brief = Brief(
        situation=situation,
        organisation=organisation,
        author=actor,
        title=title,
        created_at=at,
        **fields,
    )
    _refuse_impossible_date(brief, at)
    brief.save()
    record(verb="brief.drafted", target=brief, actor=actor, at=at)
    return brief


@transaction.atomic
def write_brief(*, brief: Brief, actor: User, at: datetime | None = None, **fields: Any) -> Brief:
    """Save changes in a draft. Whoever saves is one of its writers and cannot approve it. (D5)

    A returned brief is a draft again. Raises RuleRefused once it is handed in.
    """
    _take_up(brief, actor)
    for field, value in fields.items():
        setattr(brief, field, value)
    _refuse_impossible_date(brief, at or timezone.now())
    brief.save(update_fields=list(fields))
    record(verb="brief.written", target=brief, actor=actor, at=at)
    return brief


@transaction.atomic
def write_recommendations(
    *,
    brief: Brief,
    actor: User,
    recommendations: Iterable[dict[str, Any]],
    at: datetime | None = None,
) -> Brief:
    """Put these recommendations, in their order, in the place of the draft's own.

    Raises RuleRefused for one that asks for force without consent and has no worksheet. (D8)
    """
    _take_up(brief, actor)
    rows = list(recommendations)
    if any(row["rung"] == Rung.MILITARY_NO_CONSENT for row in rows):
        _refuse_force_without_worksheet(brief)
    brief.recommendations.all().delete()
    for position, row in enumerate(rows, start=1):
        Recommendation.objects.create(brief=brief, **(row | {"position": position}))
    record(verb="brief.written", target=brief, actor=actor, at=at)
    return brief


@transaction.atomic
def submit_brief(*, brief: Brief, actor: User, at: datetime | None = None) -> Brief:
    """Hand in for review. Raises RuleRefused with a message for each missing part. (D13)"""
    _refuse_incomplete(brief)
    if brief.status == BriefStatus.RETURNED:
        move(brief, to=BriefStatus.DRAFT, moves=BRIEF_MOVES)
    move(
        brief,
        to=BriefStatus.REVIEW,
        moves=BRIEF_MOVES,
        submitted_at=at or timezone.now(),
        returned_reason="",
    )
    record(verb="brief.submitted", target=brief, actor=actor, at=at)
    return brief


@transaction.atomic
def return_brief(*, brief: Brief, actor: User, reason: str, at: datetime | None = None) -> Brief:
    """Give it back to its writers with what they should look at again."""
    _refuse_own_work(brief, actor)
    if not reason.strip():
        raise RuleRefused(_("Say what should be looked at again."), code="reason")
    move(brief, to=BriefStatus.RETURNED, moves=BRIEF_MOVES, returned_reason=reason.strip())
    record(verb="brief.returned", target=brief, actor=actor, at=at)
    return brief


@transaction.atomic
def publish_brief(*, brief: Brief, actor: User, at: datetime | None = None) -> Brief:
    """Publish a reviewed brief: it gets its number and address and never changes again.

    Raises RuleRefused if the approver had a hand in writing it (D5) or if a part is missing.
    """
    at = at or timezone.now()
    _refuse_own_work(brief, actor)
    _refuse_incomplete(brief)
    series = f"BRF-{at.astimezone(UTC).year}"
    reference = next_reference(model=Brief, series=series, width=3)
    move(
        brief,
        to=BriefStatus.PUBLISHED,
        moves=BRIEF_MOVES,
        reference=reference,
        slug=free_slug(model=Brief, text=brief.title, otherwise=reference),
        approver=actor,
        published_at=at,
    )
    brief.situation.touch(at=at)
    record(verb="brief.published", target=brief, actor=actor, public=True, at=at)
    return brief


def brief_shortcomings(brief: Brief) -> list[tuple[str, Text]]:
    """Return what a brief lacks before it can be handed in, as (field, message)."""
    found: list[tuple[str, Text]] = []
    if not brief.situation.is_public or brief.assessment is None:
        found.append(
            ("situation", _("The situation must be decided before a brief on it goes out."))
        )
    for field, message in (
        ("standfirst", _("Say in a few sentences what this brief is about.")),
        ("body", _("The brief has no text yet.")),
        ("sources", _("Name the sources.")),
    ):
        if not getattr(brief, field).strip():
            found.append((field, message))
    return found + _recommendation_shortcomings(brief)


def _recommendation_shortcomings(brief: Brief) -> list[tuple[str, Text]]:
    first = brief.recommendations.first()
    if first is None:
        return [("recommendations", _("Recommend something to somebody who can act."))]
    found: list[tuple[str, Text]] = []
    if not first.is_territorial_state and not brief.state_first_reason.strip():
        found.append(("state_first_reason", STATE_FIRST))
    # Asked again, for a worksheet can be withdrawn while the brief is in review. (D8)
    if brief.recommendations.filter(rung=Rung.MILITARY_NO_CONSENT).exists() and (
        refusal := why_not_force(brief.situation)
    ):
        found.append(("rung", refusal))
    return found


def _take_up(brief: Brief, actor: User) -> None:
    """Make the draft writable for `actor`, alone until the transaction ends."""
    current = Brief.objects.select_for_update().get(pk=brief.pk).status
    if brief.status == BriefStatus.RETURNED:
        move(brief, to=BriefStatus.DRAFT, moves=BRIEF_MOVES)
    elif {brief.status, current} != {BriefStatus.DRAFT}:
        raise RuleRefused(
            _("This brief was handed in and cannot be changed now."), code="handed_in"
        )
    if actor.pk != brief.author_id:
        brief.writers.add(actor)


def _refuse_force_without_worksheet(brief: Brief) -> None:
    if refusal := why_not_force(brief.situation):
        raise RuleRefused(refusal, code="rung")


def _refuse_incomplete(brief: Brief) -> None:
    if missing := brief_shortcomings(brief):
        raise RuleRefused(also=missing)


def _refuse_impossible_date(brief: Brief, at: datetime) -> None:
    if brief.as_of > at.astimezone(UTC).date():
        raise RuleRefused(_("This day has not come yet."), code="as_of")


def _refuse_own_work(brief: Brief, actor: User) -> None:
    if has_written(actor, brief):
        raise RuleRefused(WROTE_BRIEF.reason, code="own_work")
