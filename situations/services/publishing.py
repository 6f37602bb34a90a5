"""Deeds on a brief from its approval on: publish, schedule, hold back, lift, retract."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from core.locks import lock
from core.rules import RuleRefused
from core.states import move
from situations.models import (
    BRIEF_MOVES,
    Brief,
    BriefStatus,
    Change,
    Embargo,
    KeptText,
    Retraction,
)
from situations.permissions import APPROVED_BRIEF

from .briefs import refuse_incomplete, refuse_own_work
from .numbering import free_slug, next_reference


@transaction.atomic
def publish_brief(
    *,
    brief: Brief,
    actor: User,
    embargo_until: datetime | None = None,
    at: datetime | None = None,
) -> Brief:
    """Publish a reviewed brief: it gets its number and address and never changes again.

    With `embargo_until` nobody outside reads it before that moment, and it is announced then. What
    rests on a brief that is held back itself, as a translation does, is held back as long. Raises
    RuleRefused if the approver had a hand in writing it (D5) or if a part is missing.
    """
    at = at or timezone.now()
    refuse_own_work(brief, actor)
    if embargo_until and embargo_until <= at:
        raise RuleRefused(_("This moment has passed already."), code="moment")
    return _publish(brief, actor, embargo_until=embargo_until, at=at)


@transaction.atomic
def schedule_brief(
    *, brief: Brief, actor: User, publish_at: datetime, at: datetime | None = None
) -> Brief:
    """Approve a reviewed brief, to be published at that moment; until then it can be called back.

    Raises RuleRefused as publish_brief does, and for a moment that has passed.
    """
    at = at or timezone.now()
    refuse_own_work(brief, actor)
    refuse_incomplete(brief)
    if publish_at <= at:
        raise RuleRefused(_("This moment has passed already."), code="moment")
    move(
        brief,
        to=BriefStatus.SCHEDULED,
        moves=BRIEF_MOVES,
        approver=actor,
        publish_at=publish_at,
    )
    record(verb="brief.scheduled", target=brief, actor=actor, at=at)
    return brief


@transaction.atomic
def call_back_brief(
    *, brief: Brief, reason: str, actor: User | None = None, at: datetime | None = None
) -> Brief:
    """Stop a scheduled brief before its hour and give it back to its writers.

    `actor` is None when the site itself stops it. Raises RuleRefused without a reason.
    """
    if not reason.strip():
        raise RuleRefused(_("Say what should be looked at again."), code="reason")
    if brief.status != BriefStatus.SCHEDULED:
        raise RuleRefused(_("This brief does not wait for its hour."), code="status")
    move(
        brief,
        to=BriefStatus.RETURNED,
        moves=BRIEF_MOVES,
        approver=None,
        publish_at=None,
        returned_reason=reason.strip(),
    )
    record(verb="brief.called_back", target=brief, actor=actor, at=at)
    return brief


def publish_due(*, at: datetime | None = None) -> int:
    """Publish what was scheduled and is due. Returns how many briefs were looked at.

    One that may not be published any more, since what it rests on has changed, goes back to its
    writers with the reason.
    """
    at = at or timezone.now()
    numbers = list(Brief.objects.due(at=at).values_list("pk", flat=True))
    for number in numbers:
        with transaction.atomic():
            brief = Brief.objects.due(at=at).select_for_update(of=("self",)).filter(pk=number)
            for each in brief:
                _publish_or_return(each, at)
    return len(numbers)


@transaction.atomic
def announce_released(*, at: datetime | None = None) -> int:
    """Announce what has come out from under its embargo. Returns how many."""
    at = at or timezone.now()
    if not lock("briefs: announce what was held back", wait=False):
        return 0
    released = list(Brief.objects.unannounced(at=at).order_by("pk"))
    for brief in released:
        _announce(brief, actor=None, at=at)
    return len(released)


@transaction.atomic
def lift_embargo(*, brief: Brief, actor: User, at: datetime | None = None) -> None:
    """Let people read a brief before its embargo ends, with its translations, and announce it.

    Whoever approved it cannot do that alone: it takes a second approver. Raises RuleRefused.
    """
    at = at or timezone.now()
    held = Embargo.objects.select_for_update().filter(
        brief__in=Brief.objects.of_brief(brief), until__gt=at, lifted_at=None
    )
    embargoes = list(held.select_related("brief"))
    if not embargoes:
        raise RuleRefused(_("No embargo stands on this brief."), code="embargo")
    if any(embargo.brief.approver_id == actor.pk for embargo in embargoes):
        raise RuleRefused(APPROVED_BRIEF.reason, code="own_work")
    for embargo in embargoes:
        embargo.lifted_at, embargo.lifted_by = at, actor
        embargo.save(update_fields=["lifted_at", "lifted_by"])
        record(
            verb="brief.embargo_lifted",
            target=embargo.brief,
            actor=actor,
            details={"until": embargo.until.isoformat()},
            at=at,
        )
    announce_released(at=at)


@transaction.atomic
def retract_brief(
    *, brief: Brief, actor: User, reason: str, at: datetime | None = None
) -> Retraction:
    """Take a published brief back, with its versions and translations. The reason is public.

    Its address says so from now on, with number, title and reason. Raises RuleRefused without a
    reason, and for what is not published or was retracted before.
    """
    at = at or timezone.now()
    if not reason.strip():
        raise RuleRefused(_("Say why it is taken back: readers are told."), code="reason")
    if not brief.is_published:
        raise RuleRefused(_("Only what was published can be taken back."), code="status")
    retraction, is_new = Retraction.objects.get_or_create(
        reference=brief.reference,
        defaults={"reason": reason.strip(), "retracted_at": at, "retracted_by": actor},
    )
    if not is_new:
        raise RuleRefused(_("This brief was retracted before."), code="status")
    record(
        verb="brief.retracted",
        target=brief,
        actor=actor,
        public=Brief.objects.out(at=at).filter(pk=brief.pk).exists(),
        at=at,
    )
    return retraction


def _publish_or_return(brief: Brief, at: datetime) -> None:
    try:
        with transaction.atomic():
            _publish(brief, brief.approver, embargo_until=None, at=at)
    except RuleRefused as refused:
        call_back_brief(brief=brief, reason=str(refused), at=at)


def _publish(
    brief: Brief, actor: User | None, *, embargo_until: datetime | None, at: datetime
) -> Brief:
    refuse_incomplete(brief)
    base = brief.revises or brief.translates
    if base and base.is_retracted:
        raise RuleRefused(_("The brief that this belongs to was retracted."), code="status")
    move(
        brief,
        to=BriefStatus.PUBLISHED,
        moves=BRIEF_MOVES,
        approver=actor,
        published_at=at,
        **_number(brief, base, at),
    )
    KeptText.objects.filter(brief=brief).delete()
    ends = [each.held_until for each in (brief.revises, brief.translates) if each]
    moments = [moment for moment in (embargo_until, *ends) if moment and moment > at]
    if moments:
        brief.embargo = Embargo.objects.create(brief=brief, until=max(moments))
        details = {"embargo_until": max(moments).isoformat()}
        record(verb="brief.held_back", target=brief, actor=actor, details=details, at=at)
    else:
        _announce(brief, actor=actor, at=at)
    return brief


def _number(brief: Brief, base: Brief | None, at: datetime) -> dict[str, Any]:
    """Number, address and version: its own for a new brief, else those of what it belongs to."""
    if base is None:
        series = f"BRF-{at.astimezone(UTC).year}"
        reference = next_reference(model=Brief, series=series, width=3)
        slug = free_slug(model=Brief, text=brief.title, otherwise=reference)
        return {"reference": reference, "slug": slug, "version": 1}
    lock(f"versions of {base.reference}")
    before = Brief.objects.of_brief(base).filter(language=brief.language)
    version = max(before.values_list("version", flat=True), default=0) + 1
    return {"reference": base.reference, "slug": base.slug, "version": version}


def _announce(brief: Brief, *, actor: User | None, at: datetime) -> None:
    """Say in one public event what has come out, for those who asked to be told."""
    if brief.translates_id:
        verb = "brief.translated"
    elif brief.revises_id:
        verb = "brief.corrected" if brief.change == Change.MINOR else "brief.revised"
    else:
        verb = "brief.published"
    brief.situation.touch(at=at)
    record(verb=verb, target=brief, actor=actor, public=True, at=at)
