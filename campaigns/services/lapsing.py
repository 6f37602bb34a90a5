"""What is deleted, as numbers: never confirmed, held to the end, removed for good, bounced."""

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from campaigns.models import LapseKind, Signature, SignatureState, Sweep, SweepStatus, Swept
from campaigns.models.petition import HELD_KEPT, SignatureQuerySet

# A bounce is of a signature that is still there, or lapses later: it is not one more.
GONE = (LapseKind.PENDING, LapseKind.HELD, LapseKind.REMOVED)

_LAPSE = """
INSERT INTO campaigns_lapse AS lapse (petition_id, day, kind, signatures)
VALUES (%s, %s, %s, %s)
ON CONFLICT (petition_id, day, kind)
DO UPDATE SET signatures = lapse.signatures + excluded.signatures
"""


# Few messages are in these states, and there is an index of those; of arrivals a day is read.
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

    What our own relay refuses is known within six hours, since that is when the last attempt ends.
    A mail system further on may go on for days (RFC 5321, 4.5.4.1), and what it sends back later
    is not counted: to know its petition, it would have to be kept who came in when. So the number
    is "at least".
    """
    at = at or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_BOUNCES, {"since": at - timedelta(days=1, hours=1)})
        return sum(row[0] for row in cursor.fetchall())


@transaction.atomic
def forget_removed(*, at: datetime | None = None) -> int:
    """Delete for good what sweeps removed 30 days ago. From then on they cannot be undone.

    Returns how many signatures went. The sweep and its numbers stay.
    """
    at = at or timezone.now()
    ended = Sweep.objects.filter(
        status__in=(SweepStatus.DONE, SweepStatus.CANCELLED), ended_at__lt=at - HELD_KEPT
    )
    rows = Swept.objects.filter(sweep__in=ended)
    removed = Signature.objects.filter(
        state=SignatureState.REMOVED, pk__in=rows.values("signature_id")
    )
    note_lapsed(signatures=removed, at=at)
    number, _by_model = removed.delete()
    rows.delete()
    return number
