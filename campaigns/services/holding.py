"""Hold what is beyond plausible while it is not confirmed, so that it is never counted unseen."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from audit.services import record
from campaigns.models import Petition, Signature, SignatureHold, SignatureState
from campaigns.population import plausible
from campaigns.unusual import Place, confirmed_from, found_genuine


@transaction.atomic
def hold_implausible(*, at: datetime) -> dict[Place, int]:
    """Hold pending signatures beyond what their country can have given, the newest first.

    Counted against the bound is what is confirmed already and what waits. Nothing tells their
    holders: they get the same mail and the same pages. Returns how many were held now, by place.
    """
    settled = found_genuine()
    counted = confirmed_from(at=at)
    held: Counter[Place] = Counter()
    for place, waiting in _waiting().items():
        bound = plausible(place[1])
        if bound is None or place in settled:
            continue
        room = max(0, bound - counted.get(place, 0))
        if waiting > room:
            held[place] = _hold_beyond(place, room)
    for place, number in held.items():
        _note(place, number, at)
    return {place: number for place, number in held.items() if number}


def _waiting() -> dict[Place, int]:
    """How many wait for confirmation, and how many are confirmed and not counted yet, by place."""
    pending = Signature.objects.filter(state=SignatureState.PENDING, created_at__isnull=False)
    counts: Counter[Place] = Counter()
    for rows in (pending, Signature.objects.uncounted()):
        grouped = rows.order_by().values_list("petition_id", "country")
        for petition_id, country, number in grouped.annotate(number=Count("pk")):
            counts[petition_id, country] += number
    return dict(counts)


def _hold_beyond(place: Place, room: int) -> int:
    """Hold all pending ones of a place but the oldest `room`. Returns how many."""
    petition_id, country = place
    here = {"petition_id": petition_id, "country": country}
    uncounted = Signature.objects.uncounted().filter(**here).count()
    pending = Signature.objects.filter(state=SignatureState.PENDING, **here).order_by("pk")
    kept = max(0, room - uncounted)
    beyond = list(pending.values_list("pk", flat=True)[kept:])
    chosen = Signature.objects.filter(pk__in=beyond, state=SignatureState.PENDING)
    return chosen.update(state=SignatureState.HELD, hold=SignatureHold.COUNTRY)


def _note(place: Place, number: int, at: datetime) -> None:
    petition = Petition.objects.only("pk").get(pk=place[0])
    details = {"signatures": number, "reason": str(SignatureHold.COUNTRY), "country": place[1]}
    record(verb="signatures.held", target=petition, details=details, at=at)
