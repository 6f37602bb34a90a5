"""The account of each petition, written once a night after the recount.

Nothing here names anybody, and the public page reads it instead of counting: it is the same all
day, so that nobody who tries something can watch what becomes of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db.models import Count, Sum
from django.utils import timezone

from audit.models import Event
from campaigns.models import (
    Lapse,
    LapseKind,
    Petition,
    Signature,
    SignatureState,
    Standing,
    TallyChange,
    TallyReason,
)

from .lapsing import GONE

# Reasons for which a row is gone: what is removed by a sweep is still there, or among the lapsed.
LEFT = (TallyReason.WITHDRAWN, TallyReason.ERASED)


def write_standings(
    *, corrected: Iterable[Petition] = (), at: datetime | None = None
) -> list[Standing]:
    """Write the account of every petition that was launched. `corrected` is what the recount found.

    A second run on the same day writes the same rows anew.
    """
    at = at or timezone.now()
    differences = {petition.pk: _difference(petition) for petition in corrected}
    counts = _counts()
    written = []
    for petition in Petition.objects.public().only("pk"):
        standing, _made = Standing.objects.update_or_create(
            petition=petition,
            day=at.astimezone(UTC).date(),
            defaults={
                **_figures(counts.get(petition.pk, {})),
                "recounted_at": at,
                "difference": differences.get(petition.pk, 0),
            },
        )
        written.append(standing)
    return written


def _counts() -> dict[int, dict[str, int]]:
    """Count by petition what is there, what lapsed and what was withdrawn: one look at each table.

    The names of lapsed ones begin with "gone", since both have states of the same name.
    """
    found: dict[int, dict[str, int]] = defaultdict(dict)
    states = Signature.objects.order_by().values_list("petition_id", "state")
    for petition_id, state, number in states.annotate(number=Count("pk")):
        found[petition_id][state] = number
    lapses = Lapse.objects.order_by().values_list("petition_id", "kind")
    for petition_id, kind, number in lapses.annotate(number=Sum("signatures")):
        found[petition_id][f"gone {kind}"] = number
    left = TallyChange.objects.filter(reason__in=LEFT).order_by().values_list("petition_id")
    for petition_id, change in left.annotate(change=Sum("change")):
        found[petition_id]["left"] = -change
    return found


def _figures(counts: Mapping[str, int]) -> dict[str, int]:
    there = sum(counts.get(state, 0) for state in SignatureState.values)
    gone = {kind: counts.get(f"gone {kind}", 0) for kind in LapseKind}
    withdrawn = counts.get("left", 0)
    return {
        "received": there + sum(gone[kind] for kind in GONE) + withdrawn,
        "confirmed": counts.get(SignatureState.CONFIRMED, 0),
        "waiting": counts.get(SignatureState.PENDING, 0),
        "held": counts.get(SignatureState.HELD, 0),
        "removed": counts.get(SignatureState.REMOVED, 0) + gone[LapseKind.REMOVED],
        "lapsed": gone[LapseKind.PENDING] + gone[LapseKind.HELD],
        "bounced": gone[LapseKind.BOUNCED],
        "withdrawn": withdrawn,
    }


def _difference(petition: Petition) -> int:
    """By how much the recount changed the total, as its line in the audit trail says."""
    said = Event.objects.about(petition).filter(verb="signatures.recounted").first()
    return said.details["after"] - said.details["before"] if said else 0
