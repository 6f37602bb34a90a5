"""Sweeps: look first, propose a fixed set, let it run, stop it midway, undo it.

A worker does what is decided here, batch by batch (services.batches).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services import record
from campaigns.models import (
    SWEEP_MOVES,
    Petition,
    SignatureState,
    Sweep,
    SweepDeed,
    SweepStatus,
)
from campaigns.sieve import Sieve
from core.rules import RuleRefused
from core.states import move

# More than this is nobody's decision alone. (security research 1.5, threat 16)
ALONE_AT_MOST = 1000
ALONE_SHARE = 5  # per cent of the count
# Of held signatures, which are in no count yet, so few are one person's daily work.
FEW_HELD = 10

_FREEZE = """
INSERT INTO campaigns_swept (sweep_id, signature_id, was, step)
SELECT %s, chosen.id, chosen.state, 'waiting'
FROM ({chosen}) AS chosen (id, state) ORDER BY chosen.id
"""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a sweep would do at this moment."""

    last: int  # the newest signature that it looks at: what comes in later is not in it
    by_state: Mapping[str, int]
    by_country: Sequence[tuple[str, int]]  # of those in the count, the most first
    total: int
    needs_second: bool
    timeless: int  # confirmed ones that a time of day leaves out, since only their day is known

    @property
    def matched(self) -> int:
        return sum(self.by_state.values())

    @property
    def counted(self) -> int:
        return self.by_state.get(SignatureState.CONFIRMED, 0)

    @property
    def total_after(self) -> int:
        return self.total - self.counted


def needs_second(*, deed: str, matched: int, total: int) -> bool:
    """Return whether two people are needed: more than 1,000, or more than 5 % of the count."""
    few = deed != SweepDeed.REMOVE and matched <= FEW_HELD
    return matched > ALONE_AT_MOST or (matched * 100 > total * ALONE_SHARE and not few)


def preview_sweep(*, petition: Petition, deed: str, sieve: Sieve, last: int = 0) -> Preview:
    """Return what a sweep would do. Changes nothing. `last` bounds it to what was seen before."""
    rows = sieve.signatures(petition, deed=deed)
    rows = rows.filter(pk__lte=last) if last else rows
    by_state = dict(rows.values_list("state").annotate(number=Count("pk")))
    counted = rows.filter(state=SignatureState.CONFIRMED).values_list("country")
    total = Petition.objects.values_list("signature_total", flat=True).get(pk=petition.pk)
    return Preview(
        last=last or rows.aggregate(last=Max("pk"))["last"] or 0,
        by_state=by_state,
        by_country=list(counted.annotate(number=Count("pk")).order_by("-number", "country")),
        total=total,
        needs_second=needs_second(deed=deed, matched=sum(by_state.values()), total=total),
        timeless=_timeless(petition, deed, sieve),
    )


@transaction.atomic
def propose_sweep(
    *,
    petition: Petition,
    deed: str,
    sieve: Sieve,
    expected: tuple[int, int],
    actor: Any,
    **words: Any,
) -> Sweep:
    """Fix which signatures a deed would be done to. Nothing happens to them yet.

    `expected` is (last, matched) of the preview that the person saw; `words` are `reason` (a
    PublicReason), `note` and `at`. Raises RuleRefused if nothing matches, or more than was seen.
    """
    last, number = expected
    at = words.get("at") or timezone.now()
    seen = preview_sweep(petition=petition, deed=deed, sieve=sieve, last=last)
    if not seen.matched:
        raise RuleRefused(_("No signature matches."), code="nothing")
    if seen.matched > number:
        raise RuleRefused(_("It has changed meanwhile. Look at the preview again."), code="changed")
    sweep = Sweep.objects.create(
        petition=petition,
        deed=deed,
        sieve=sieve.for_the_record,
        reason=words["reason"],
        note=words.get("note", ""),
        matched=seen.matched,
        counted=seen.counted,
        total_then=seen.total,
        needs_second=seen.needs_second,
        proposed_by=actor,
        proposed_at=at,
    )
    _freeze(sweep, sieve, last)
    note(sweep, "sweep.proposed", actor, at)
    return sweep


@transaction.atomic
def run_sweep(*, sweep: Sweep, actor: Any, at: datetime | None = None) -> Sweep:
    """Let a worker run it. Raises RuleRefused if a second person is needed, MoveRefused if begun.

    The bound is asked again: what was 4 % of the count when it was proposed may be 6 % by now.
    """
    at = at or timezone.now()
    total = Petition.objects.values_list("signature_total", flat=True).get(pk=sweep.petition_id)
    two = sweep.needs_second or needs_second(deed=sweep.deed, matched=sweep.matched, total=total)
    if two and sweep.proposed_by_id == actor.pk:
        raise RuleRefused(
            _("Whoever proposed so large a sweep cannot run it: a second person must."),
            code="second_person",
        )
    also = {"run_by": actor, "begun_at": at, "needs_second": two}
    move(sweep, to=SweepStatus.RUNNING, moves=SWEEP_MOVES, **also)
    note(sweep, "sweep.begun", actor, at)
    return sweep


@transaction.atomic
def drop_sweep(*, sweep: Sweep, actor: Any, at: datetime | None = None) -> Sweep:
    """Give up what was proposed and has not run."""
    at = at or timezone.now()
    move(sweep, to=SweepStatus.DROPPED, moves=SWEEP_MOVES, ended_at=at)
    sweep.rows.all().delete()
    note(sweep, "sweep.dropped", actor, at)
    return sweep


@transaction.atomic
def cancel_sweep(*, sweep: Sweep, actor: Any, at: datetime | None = None) -> Sweep:
    """Stop it after the batch at hand. What was done stays done, counted, and can be undone."""
    at = at or timezone.now()
    sweep = Sweep.objects.select_for_update().get(pk=sweep.pk)
    move(sweep, to=SweepStatus.CANCELLED, moves=SWEEP_MOVES, ended_at=at)
    note(sweep, "sweep.cancelled", actor, at)
    return sweep


@transaction.atomic
def undo_sweep(*, sweep: Sweep, actor: Any, at: datetime | None = None) -> Sweep:
    """Let a worker bring back exactly those that it changed, as far as they are still there.

    Raises RuleRefused for what was released: it is in the count, and only a sweep takes it out.
    """
    at = at or timezone.now()
    if sweep.deed == SweepDeed.RELEASE:
        raise RuleRefused(
            _("What was released is in the count. Take it out by a sweep."), code="released"
        )
    move(sweep, to=SweepStatus.UNDOING, moves=SWEEP_MOVES, undone_by=actor, undone_at=at)
    note(sweep, "sweep.undoing", actor, at)
    return sweep


def _freeze(sweep: Sweep, sieve: Sieve, last: int) -> None:
    chosen = sieve.signatures(sweep.petition, deed=sweep.deed).filter(pk__lte=last)
    query, parameters = chosen.values_list("pk", "state").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_FREEZE.format(chosen=query), [sweep.pk, *parameters])


def _timeless(petition: Petition, deed: str, sieve: Sieve) -> int:
    """Count the confirmed ones of the same days that a time of day leaves out."""
    if not (sieve.after or sieve.before) or deed != SweepDeed.REMOVE:
        return 0
    rows = sieve.without_times().signatures(petition, deed=deed)
    return rows.filter(state=SignatureState.CONFIRMED).count()


def note(sweep: Sweep, verb: str, actor: Any, at: datetime) -> None:
    """Write it into the audit trail: numbers and words from lists, since nothing there goes."""
    details = {
        "deed": sweep.deed,
        "reason": sweep.reason,
        "sieve": sweep.sieve,
        "matched": sweep.matched,
        "done": sweep.done,
        "taken": sweep.taken,
        "restored": sweep.restored,
    }
    record(verb=verb, target=sweep, actor=actor, details=details, at=at)
