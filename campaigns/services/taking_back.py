"""Take confirmed signatures out of the count again, and put them back.

No request counts: what leaves is noted in a small table, in the transaction in which the rows of
the signatures change, and the batch counter adds it (services.counting).
"""

from datetime import UTC, datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction

from campaigns.models import TallyReason
from campaigns.models.petition import SignatureQuerySet

# Rows are locked in the order of their numbers, so that two sweeps cannot lock each other out. One
# that the counter has not reached never will be: its change is noted, and does not wait.
_TAKE_BACK = """
WITH locked AS (
    SELECT id FROM campaigns_signature WHERE id IN ({chosen}) ORDER BY id FOR UPDATE
), gone AS (
    UPDATE campaigns_signature AS signature SET uncounted_hour = NULL
    FROM locked
    WHERE signature.id = locked.id AND signature.state = 'confirmed'
    RETURNING petition_id, confirmed_on, country, language, old.uncounted_hour AS hour
)
INSERT INTO campaigns_tallychange
    (petition_id, hour, country, language, change, reason, at, waits)
SELECT petition_id, coalesce(hour, confirmed_on::timestamp AT TIME ZONE 'UTC'), country, language,
    -count(*), %s, %s, hour IS NULL
FROM gone GROUP BY petition_id, hour, confirmed_on, country, language
RETURNING -change
"""
_PUT_BACK = """
WITH locked AS (
    SELECT petition_id, confirmed_on, country, language FROM campaigns_signature
    WHERE id IN ({chosen}) AND state = 'removed' AND created_at IS NULL
    ORDER BY id FOR UPDATE
)
INSERT INTO campaigns_tallychange
    (petition_id, hour, country, language, change, reason, at, waits)
SELECT petition_id, confirmed_on::timestamp AT TIME ZONE 'UTC', country, language,
    count(*), %s, %s, true
FROM locked GROUP BY petition_id, confirmed_on, country, language
RETURNING change
"""


def take_back(*, signatures: SignatureQuerySet, reason: str, at: datetime) -> int:
    """Note that the confirmed ones among `signatures` leave the count. Returns how many they are.

    The caller then deletes them, or sets them to `removed`, in the same transaction; they are
    locked until it ends, and a second call for the same ones waits and finds none. Choose them by
    what cannot change meanwhile: their numbers, or a mailbox. Raises ValueError for a reason that
    is not in TallyReason, TransactionManagementError outside of a transaction.
    """
    return _note(_TAKE_BACK, signatures, reason, at)


def put_back(*, signatures: SignatureQuerySet, reason: str, at: datetime) -> int:
    """Note that `signatures` that were confirmed and removed come back. Returns how many.

    The caller then sets them to `confirmed` in the same transaction. Those that were held before
    they were removed were never counted, and are passed over. Raises as `take_back` does.
    """
    return _note(_PUT_BACK, signatures, reason, at)


def _note(statement: str, signatures: SignatureQuerySet, reason: str, at: datetime) -> int:
    if not connection.in_atomic_block:
        message = "The signatures must change in the same transaction."
        raise transaction.TransactionManagementError(message)
    said = TallyReason(reason).value
    hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    try:
        chosen, parameters = signatures.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # the queryset knows without asking that it is empty
        return 0
    with connection.cursor() as cursor:
        cursor.execute(statement.format(chosen=chosen), [*parameters, said, hour])
        return sum(row[0] for row in cursor.fetchall())
