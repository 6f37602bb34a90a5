"""The account of each petition, written once a night after the recount.

Nothing here names anybody, and the public page reads it instead of counting: it is the same all
day, so that nobody who tries something can watch what becomes of it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import connection
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
from campaigns.models.petition import SignatureQuerySet

# Reasons for which a row is gone: what is removed by a sweep is still there, or among the lapsed.
LEFT = (TallyReason.WITHDRAWN, TallyReason.ERASED)
# A bounce is of a signature that is still there, or lapses later: it is not one more.
GONE = (LapseKind.PENDING, LapseKind.HELD, LapseKind.REMOVED)

_LAPSE = """
INSERT INTO campaigns_lapse AS lapse (petition_id, day, kind, signatures)
VALUES (%s, %s, %s, %s)
ON CONFLICT (petition_id, day, kind)
DO UPDATE SET signatures = lapse.signatures + excluded.signatures
"""


# Few messages are in these states, and PostgreSQL has an index of those; of arrivals it reads a day.
_BOUNCES = """
INSERT INTO campaigns_lapse AS lapse (petition_id, day, kind, signatures)
SELECT arrival.petition_id, (arrival.at AT TIME ZONE 'UTC')::date, 'bounced', count(*)
FROM outbox_message AS message JOIN campaigns_arrival AS arrival
    ON arrival.post = decode(substr(message.dedup_key, 17), 'hex')
WHERE message.state IN ('bounced', 'failed') AND message.created_at >= %(since)s
    AND message.dedup_key ~ '^judge:signature:[0-9a-f]{24}$'
GROUP BY arrival.petition_id, (arrival.at AT TIME ZONE 'UTC')::date
ON CONFLICT (petition_id, day, kind)
DO UPDATE SET signatures = greatest(lapse.signatures, excluded.signatures)
RETURNING signatures
"""


def note_lapsed(*, signatures: SignatureQuerySet, at: datetime) -> int:
    """Note how many signatures are about to be deleted, by the state they are in. Returns how many.

    Called in the transaction that deletes them. What is confirmed is not among them: it leaves by
    services.taking_back.
    """
    kinds = {kind.value for kind in GONE}
    rows = signatures.filter(state__in=kinds).order_by().values_list("petition_id", "state")
    noted = 0
    for petition_id, state, number in rows.annotate(number=Count("pk")):
        with connection.cursor() as cursor:
            cursor.execute(_LAPSE, [petition_id, at.astimezone(UTC).date(), state, number])
        noted += number
    return noted


def note_bounces(*, at: datetime | None = None) -> int:
    """Note how many mails that asked to confirm came back, or were refused for good, by petition.

    A mail leads to its petition while the arrival of its post is kept, which is a day. So each day
    is looked at again and again, and keeps the most that was found. Returns how many are known of
    the last day. Whose mailbox ends after confirming has confirmed: that is no bounce.
    """
    at = at or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_BOUNCES, {"since": at - timedelta(days=1, hours=1)})
        return sum(row[0] for row in cursor.fetchall())


def write_standings(
    *, corrected: Iterable[Petition] = (), at: datetime | None = None
) -> list[Standing]:
    """Write the account of every petition that was launched. `corrected` is what the recount found.

    A second run on the same day writes the same rows anew.
    """
    at = at or timezone.now()
    differences = {petition.pk: _difference(petition) for petition in corrected}
    written = []
    for petition in Petition.objects.public().only("pk"):
        figures = _figures(petition)
        standing, _made = Standing.objects.update_or_create(
            petition=petition,
            day=at.astimezone(UTC).date(),
            defaults={
                **figures,
                "recounted_at": at,
                "difference": differences.get(petition.pk, 0),
            },
        )
        written.append(standing)
    return written


def _figures(petition: Petition) -> dict[str, int]:
    rows = Signature.objects.filter(petition=petition).order_by()
    states = dict(rows.values_list("state").annotate(number=Count("pk")))
    lapses = Lapse.objects.filter(petition=petition).order_by()
    lapsed = dict(lapses.values_list("kind").annotate(number=Sum("signatures")))
    left = TallyChange.objects.filter(petition=petition, reason__in=LEFT)
    withdrawn = -(left.aggregate(sum=Sum("change"))["sum"] or 0)
    removed = states.get(SignatureState.REMOVED, 0) + lapsed.get(LapseKind.REMOVED, 0)
    return {
        "received": sum(states.values()) + sum(lapsed.get(kind, 0) for kind in GONE) + withdrawn,
        "confirmed": states.get(SignatureState.CONFIRMED, 0),
        "waiting": states.get(SignatureState.PENDING, 0),
        "held": states.get(SignatureState.HELD, 0),
        "removed": removed,
        "lapsed": lapsed.get(LapseKind.PENDING, 0) + lapsed.get(LapseKind.HELD, 0),
        "bounced": lapsed.get(LapseKind.BOUNCED, 0),
        "withdrawn": withdrawn,
    }


def _difference(petition: Petition) -> int:
    """By how much the recount changed the total, as its line in the audit trail says."""
    said = Event.objects.about(petition).filter(verb="signatures.recounted").first()
    return said.details["after"] - said.details["before"] if said else 0
