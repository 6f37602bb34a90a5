"""From leases to messages: what was taken is written down as sent, what was left over is ended.

A mark is a few bytes beside the message (models.lease). Whoever made many marks settles them in one
statement; what a worker that died has left is settled by the next that looks.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from .models import Domain, Failure, Lease, Message, State
from .models.message import MessageQuerySet

VANISHED = "The process that was sending it vanished."

# Messages are locked before leases, here and in a claim, so that neither ever waits for the other.
_SETTLE = """
WITH locked AS MATERIALIZED (
    SELECT m.id FROM outbox_message m WHERE m.id = ANY(%(pks)s) ORDER BY m.id FOR UPDATE
), taken AS (
    DELETE FROM outbox_lease l USING locked
    WHERE l.message_id = locked.id AND l.taken_at IS NOT NULL
    RETURNING l.message_id, l.attempt, l.smtp_code, l.taken_at
)
UPDATE outbox_message m SET
    state = 'sent', sent_at = taken.taken_at, smtp_code = taken.smtp_code,
    attempts = taken.attempt, failure = '', status_code = '', last_error = ''
FROM taken WHERE m.id = taken.message_id AND m.state IN ('queued', 'sending', 'uncertain')
"""

_UNCERTAIN = """
WITH over AS MATERIALIZED (
    SELECT m.id FROM outbox_message m LEFT JOIN outbox_lease l ON l.message_id = m.id
    WHERE m.state = 'sending'
        AND (l.message_id IS NULL OR (l.until <= %(now)s AND l.taken_at IS NULL))
    ORDER BY m.id FOR UPDATE OF m SKIP LOCKED
), ended AS (
    DELETE FROM outbox_lease l USING over WHERE l.message_id = over.id AND l.taken_at IS NULL
    RETURNING l.message_id, l.attempt
)
UPDATE outbox_message m SET
    state = 'uncertain', failure = %(failure)s, last_error = %(words)s,
    attempts = coalesce(ended.attempt, m.attempts)
FROM over LEFT JOIN ended ON ended.message_id = over.id
WHERE m.id = over.id AND m.state = 'sending'
"""


def settle(pks: Collection[int]) -> int:
    """Write down as sent those of the messages that a relay took. Returns how many.

    A message that was closed meanwhile, because a person forgot it or a report came first, stays as
    it is.
    """
    if not pks:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {"pks": list(pks)})
        return int(cursor.rowcount)


@transaction.atomic
def drop(messages: MessageQuerySet) -> int:
    """Cancel those of the messages that wait, also in a worker's hands. Returns how many.

    What a worker has sent by now is written down as sent.
    """
    settle(Lease.objects.taken().filter(message__in=messages).values_list("message_id", flat=True))
    waiting = messages.filter(state=State.QUEUED).locked()
    Lease.objects.filter(message__in=waiting).delete()
    return waiting.filter(state=State.QUEUED).update(state=State.CANCELLED)


def forget_words(*, messages: MessageQuerySet) -> None:
    """Forget in which words the domains of these last refused: they may have named the person."""
    names = set(messages.values_list("domain", flat=True))
    Domain.objects.filter(name__in=names).exclude(words="").update(words="")


def settle_left_over(*, at: datetime | None = None) -> int:
    """Settle what workers that are no more have marked. Returns how many."""
    left = Lease.objects.taken().left_over(at=at or timezone.now())
    return settle(left.values_list("message_id", flat=True))


@transaction.atomic
def park(*, at: datetime | None = None) -> int:
    """Bring to their end the messages that no claim will. Returns how many.

    A letter whose sender vanished while sending is uncertain; mail that is too late, or has had its
    attempts, is not sent. Claims decide likewise on what is due; this also reaches what is not.
    """
    now = at or timezone.now()
    settled = settle_left_over(at=now)
    with connection.cursor() as cursor:
        cursor.execute(_UNCERTAIN, {"now": now, "failure": Failure.VANISHED, "words": VANISHED})
        uncertain = int(cursor.rowcount)
    free = Message.objects.waiting(at=now)
    ended = free.filter(expires_at__lte=now).update(state=State.EXPIRED) + free.filter(
        attempts__gte=F("max_attempts")
    ).update(state=State.FAILED)
    Lease.objects.left_over(at=now).filter(
        message__in=Message.objects.closed(), taken_at=None
    ).delete()
    return settled + uncertain + ended
