"""Deeds on a brief until it is approved: draft, write, hand in, return."""

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
from core.text import clean_line, clean_text
from situations.force import why_not_force
from situations.models import (
    BRIEF_MOVES,
    LONGEST_BODY,
    Brief,
    BriefStatus,
    Change,
    Occasion,
    Recommendation,
    Situation,
)
from situations.models.choices import Rung
from situations.permissions import WROTE_BRIEF, has_written

STATE_FIRST = _(
    "Address the State where the people are at risk first, for its responsibility comes first"
    " (paras 28, 35); or give the reason why not."
)
OTHER_THAN_ORIGINAL = _(
    "A translation recommends what the original recommends: as many, in the same order and on the"
    " same rungs."
)
MORE_THAN_A_CORRECTION = _(
    "This changes what is found or recommended, so it is a revision and not a correction."
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

    A returned brief is a draft again. Marks that mislead the eye are taken out of the words. Raises
    RuleRefused once it is handed in, for a day to come and for a text beyond all measure.
    """
    _take_up(brief, actor)
    for field, value in fields.items():
        setattr(brief, field, _cleaned(field, value))
    if len(brief.body) > LONGEST_BODY:
        raise RuleRefused(_("This text is too long for a brief."), code="body")
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
    rows = [
        row | {"addressee": clean_line(row["addressee"]), "text": clean_text(row["text"])}
        for row in recommendations
    ]
    if any(row["rung"] == Rung.MILITARY_NO_CONSENT for row in rows):
        _refuse_force_without_worksheet(brief)
    brief.recommendations.all().delete()
    for position, row in enumerate(rows, start=1):
        Recommendation.objects.create(brief=brief, **(row | {"position": position}))
    record(verb="brief.written", target=brief, actor=actor, at=at)
    return brief


@transaction.atomic
def write_occasions(
    *,
    brief: Brief,
    actor: User,
    occasions: Iterable[dict[str, Any]],
    at: datetime | None = None,
) -> Brief:
    """Put these days and places of presentation in the place of the draft's own. (para 3)"""
    _take_up(brief, actor)
    brief.occasions.all().delete()
    for row in occasions:
        Occasion.objects.get_or_create(brief=brief, day=row["day"], place=clean_line(row["place"]))
    record(verb="brief.written", target=brief, actor=actor, at=at)
    return brief


@transaction.atomic
def submit_brief(*, brief: Brief, actor: User, at: datetime | None = None) -> Brief:
    """Hand in for review. Raises RuleRefused with a message for each missing part. (D13)"""
    refuse_incomplete(brief)
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
    refuse_own_work(brief, actor)
    if not reason.strip():
        raise RuleRefused(_("Say what should be looked at again."), code="reason")
    move(
        brief,
        to=BriefStatus.RETURNED,
        moves=BRIEF_MOVES,
        approver=None,
        publish_at=None,
        returned_reason=reason.strip(),
    )
    record(verb="brief.returned", target=brief, actor=actor, at=at)
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
    return found + _recommendation_shortcomings(brief) + _change_shortcomings(brief)


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
    if brief.translates and _asked_for(brief) != _asked_for(brief.translates):
        found.append(("recommendations", OTHER_THAN_ORIGINAL))
    return found


def _change_shortcomings(brief: Brief) -> list[tuple[str, Text]]:
    """A new version says what it changes, and a correction changes no judgement."""
    before = brief.revises
    if before is None:
        return []
    found: list[tuple[str, Text]] = []
    if not (brief.change and brief.change_note.strip()):
        found.append(("change_note", _("Say what was changed, and why: readers are told.")))
    if brief.change == Change.MINOR and not brief.translates_id:
        same = brief.assessment_id == before.assessment_id and _asked_for(brief) == _asked_for(
            before
        )
        if not same:
            found.append(("change", MORE_THAN_A_CORRECTION))
    return found


def _asked_for(brief: Brief) -> list[tuple[bool, int]]:
    rows = brief.recommendations.values_list("is_territorial_state", "rung", "position")
    return [(is_state, rung) for is_state, rung, _position in rows]


def _cleaned(field: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return clean_line(value) if field == "title" else clean_text(value)


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


def refuse_incomplete(brief: Brief) -> None:
    if missing := brief_shortcomings(brief):
        raise RuleRefused(also=missing)


def _refuse_impossible_date(brief: Brief, at: datetime) -> None:
    if brief.as_of > at.astimezone(UTC).date():
        raise RuleRefused(_("This day has not come yet."), code="as_of")


def refuse_own_work(brief: Brief, actor: User) -> None:
    if has_written(actor, brief):
        raise RuleRefused(WROTE_BRIEF.reason, code="own_work")
