"""A mail that joins the statement that causes it: both take one journey to the database.

For what a rush of visitors does, where each journey counts. Everything else calls `enqueue`, in the
transaction of what causes it. A statement with such a mail reads

    WITH ..., content (id) AS (<the number of a wording>), <JOINED> SELECT ...

and takes the parameters of `joining`. Carried out, it has queued the mail; else there was none.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from outbox.addresses import mailable
from outbox.models import Content, Stream

from .inserting import INTO_QUEUE, Batch, Row, in_common, of_one, store
from .queueing import How, Recipient, as_strings, rendering

JOINED = f"""fresh AS MATERIALIZED (
    SELECT uuidv7() AS public_id, %(dedup_key)s::text AS dedup_key, %(envelope)s::bytea AS envelope,
        %(recipient_key)s::bytea AS recipient_key, %(domain)s::text AS domain
), mail AS (
    {INTO_QUEUE}
    FROM fresh CROSS JOIN content
)"""  # noqa: S608 - put together from constants


def wording(
    *, template: str, names: frozenset[str], context: Mapping[str, Any], language: str
) -> int:
    """Return the number of what a transactional mail says, stored beforehand.

    `names` are those of its values, none of which stands in the subject: ValueError. The number may
    be kept for a while: what no mail uses is deleted after months.
    """
    stream = Stream.TRANSACTIONAL
    how: How = {"language": language}
    rendered = rendering(template, stream=stream, names=names, context=context, how=how)
    if rendered.names_in_subject:
        raise ValueError("The subject of a mail that joins a statement holds no value.")
    known = Content.objects.filter(digest=rendered.digest).values_list("pk", flat=True)
    if number := known.first():
        return number
    store(rendered, at=timezone.now())
    return known.get()


def joining(
    recipient: Recipient, *, at: datetime, expires: timedelta, priority: int, asks: bool
) -> dict[str, Any]:
    """Return the parameters of JOINED for a mail that goes at a moment to come, waking nobody.

    Raises AddressRefused unless it goes to exactly one address, ValueError for a key that holds one
    or a value that is None.
    """
    address = mailable(recipient.to)
    envelope = {"to": address, "values": as_strings(recipient.values)}
    row = Row(to=address, dedup_key=recipient.dedup_key, envelope=envelope)
    batch = Batch(
        rows=[row],
        stream=Stream.TRANSACTIONAL,
        at=at,
        expires_at=at + expires,
        priority=priority,
        asks=asks,
    )
    return of_one(row) | in_common(batch)
