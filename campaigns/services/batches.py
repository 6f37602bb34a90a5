"""What a worker does for sweeps: batch by batch, forwards and backwards.

Every batch is one transaction that changes the signatures, the rows of the sweep and the notes for
the counter together: whatever is killed, the count is exact (services.taking_back).
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from django.db import transaction
from django.utils import timezone

from campaigns.models import (
    DEED_STATES,
    SWEEP_MOVES,
    Signature,
    SignatureHold,
    SignatureState,
    Sweep,
    SweepDeed,
    SweepStatus,
    Swept,
    SweptStep,
    TallyReason,
)
from campaigns.models.petition import SignatureQuerySet
from core.states import move

from .sweeping import note
from .taking_back import put_back, take_back

BATCH = 1000
BATCHES_AT_ONCE = 30


def advance_sweeps(*, at: datetime | None = None, batches: int = BATCHES_AT_ONCE) -> int:
    """Do some batches of each sweep that is at work. Returns how many signatures were handled."""
    at = at or timezone.now()
    handled = 0
    for sweep in Sweep.objects.at_work():
        for _number in range(batches):
            done = _batch(sweep.pk, at)
            handled += done
            if not done:
                break
    return handled


@transaction.atomic
def _batch(pk: int, at: datetime) -> int:
    """One batch. The sweep's row is locked: whoever stops it waits, and then it stays stopped."""
    sweep = Sweep.objects.select_for_update().get(pk=pk)
    if sweep.status == SweepStatus.RUNNING:
        return _run_batch(sweep, at)
    return _undo_batch(sweep, at) if sweep.status == SweepStatus.UNDOING else 0


def _run_batch(sweep: Sweep, at: datetime) -> int:
    rows = list(sweep.rows.waiting().order_by("pk")[:BATCH])
    if not rows:
        move(sweep, to=SweepStatus.DONE, moves=SWEEP_MOVES, ended_at=at)
        note(sweep, "sweep.ended", None, at)
        return 0
    found = _locked(rows)
    for row in rows:
        signature = found.get(row.signature_id)
        able = signature is not None and signature.state in DEED_STATES[sweep.deed]
        row.step = SweptStep.DONE if able else SweptStep.PASSED
        row.was = signature.state if signature is not None and able else row.was
    done = [found[row.signature_id] for row in rows if row.step == SweptStep.DONE]
    taken = _do(sweep.deed, done, at)
    Swept.objects.bulk_update(rows, ["step", "was"])
    sweep.done += len(done)
    sweep.passed += len(rows) - len(done)
    sweep.taken += taken
    sweep.save(update_fields=["done", "passed", "taken"])
    return len(rows)


def _undo_batch(sweep: Sweep, at: datetime) -> int:
    rows = list(sweep.rows.done().order_by("pk")[:BATCH])
    if not rows:
        move(sweep, to=SweepStatus.UNDONE, moves=SWEEP_MOVES, undone_at=at)
        note(sweep, "sweep.undone", None, at)
        return 0
    found = _locked(rows)
    back = {was: _pks(rows, found, was) for was in {row.was for row in rows}}
    sweep.restored += sum(_bring_back(was, pks, at) for was, pks in back.items())
    Swept.objects.filter(pk__in=[row.pk for row in rows]).update(step=SweptStep.BACK)
    sweep.save(update_fields=["restored"])
    return len(rows)


def _locked(rows: Sequence[Swept]) -> dict[int, Signature]:
    """Lock the signatures in the order of their numbers, and return those that are still there."""
    chosen = Signature.objects.filter(pk__in=[row.signature_id for row in rows]).order_by("pk")
    fields = ("pk", "state", "confirmed_on", "created_at")
    return {one.pk: one for one in chosen.select_for_update().only(*fields)}


def _do(deed: str, done: Sequence[Signature], at: datetime) -> int:
    """Change the signatures. Returns how many left the count."""
    pks: dict[str, list[int]] = {state: [] for state in SignatureState.values}
    for one in done:
        pks[one.state].append(one.pk)
    if deed == SweepDeed.RELEASE:
        release(Signature.objects.filter(pk__in=pks[SignatureState.HELD]))
        return 0
    held = Signature.objects.filter(pk__in=pks[SignatureState.HELD])
    held.update(state=SignatureState.REMOVED)
    pending = Signature.objects.filter(pk__in=pks[SignatureState.PENDING])
    pending.update(state=SignatureState.HELD, hold=SignatureHold.STAFF)
    confirmed = Signature.objects.filter(pk__in=pks[SignatureState.CONFIRMED])
    taken = take_back(signatures=confirmed, reason=TallyReason.SWEEP, at=at)
    confirmed.update(state=SignatureState.REMOVED)
    return taken


def release(held: SignatureQuerySet) -> int:
    """Let held signatures into the petition: who pressed the button counts, the others still may.

    Call it in a transaction. Whoever confirmed is counted on the day on which that was. Returns how
    many were released.
    """
    number = 0
    pressed = held.filter(confirmed_on__isnull=False).order_by()
    for day in {day for day in pressed.values_list("confirmed_on", flat=True) if day}:
        hour = datetime.combine(day, time.min, UTC)
        number += held.filter(confirmed_on=day, state=SignatureState.HELD).update(
            state=SignatureState.CONFIRMED, hold="", uncounted_hour=hour, created_at=None
        )
    waiting = held.filter(state=SignatureState.HELD)
    return number + waiting.update(state=SignatureState.PENDING, hold="")


def _bring_back(was: str, pks: list[int], at: datetime) -> int:
    """Return signatures to the state that they were in before. Returns how many."""
    if was == SignatureState.PENDING:
        return release(Signature.objects.filter(pk__in=pks, state=SignatureState.HELD))
    removed = Signature.objects.filter(pk__in=pks, state=SignatureState.REMOVED)
    if was == SignatureState.CONFIRMED:
        put_back(signatures=removed, reason=TallyReason.SWEEP, at=at)
    return removed.update(state=was)


def _pks(rows: Sequence[Swept], found: Mapping[int, Signature], was: str) -> list[int]:
    return [row.signature_id for row in rows if row.was == was and row.signature_id in found]
