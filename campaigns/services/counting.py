"""Count confirmed signatures: every ten seconds what is new, every night all of it.

No request counts or touches a petition's row. Systems that did so broke under the load of their
best day (docs/decisions/0006-signing-path.md).
"""

from datetime import UTC, datetime, time

from django.db import connection, transaction
from django.db.models import Count, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from audit.services import record
from campaigns.models import Petition, Signature, Tally
from core.locks import lock

LOCK = "campaigns.counting"
BATCH = 50_000

# A row that waits to be counted holds its hour. Taking the hour away, adding to the tallies and
# adding to the total are one statement: killed at any point, either all of it is done or nothing.
_COUNT = """
WITH counted AS (
    UPDATE campaigns_signature AS signature SET uncounted_hour = NULL
    WHERE id IN (
        SELECT id FROM campaigns_signature
        WHERE uncounted_hour IS NOT NULL ORDER BY id LIMIT %(batch)s FOR UPDATE SKIP LOCKED
    )
    RETURNING petition_id, old.uncounted_hour AS hour, country, language
), sums AS (
    SELECT petition_id, hour, country, language, count(*) AS signatures
    FROM counted GROUP BY petition_id, hour, country, language
), tallied AS (
    INSERT INTO campaigns_tally AS tally (petition_id, hour, country, language, signatures)
    SELECT petition_id, hour, country, language, signatures FROM sums
    ON CONFLICT (petition_id, hour, country, language)
    DO UPDATE SET signatures = tally.signatures + excluded.signatures
), totals AS (
    SELECT petition_id, sum(signatures)::integer AS signatures FROM sums GROUP BY petition_id
)
UPDATE campaigns_petition AS petition
SET signature_total = petition.signature_total + totals.signatures, counted_at = %(at)s
FROM totals WHERE petition.id = totals.petition_id
RETURNING totals.signatures
"""

Cell = tuple[datetime, str, str]  # a day's beginning, country, language


def count_signatures(*, at: datetime | None = None) -> int:
    """Add what was confirmed since the last count. Returns how many signatures that were.

    Two counters at once are harmless: the second finds the lock taken and does nothing.
    """
    at = at or timezone.now()
    total = 0
    while True:
        counted = _count_batch(at)
        total += counted
        if counted < BATCH:
            return total


def recount_signatures(*, at: datetime | None = None) -> list[Petition]:
    """Prove every total from the signatures themselves, and put right what differs.

    Where a day's tallies differ from its signatures, that day's hours are replaced by one figure
    for the day. Returns the petitions that had to be put right, each with an audit event.
    """
    at = at or timezone.now()
    wrong = []
    for petition in Petition.objects.order_by("pk"):
        if _recount(petition, at):
            wrong.append(petition)
    return wrong


@transaction.atomic
def _count_batch(at: datetime) -> int:
    if not lock(LOCK, wait=False):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"batch": BATCH, "at": at})
        return sum(row[0] for row in cursor.fetchall())


@transaction.atomic
def _recount(petition: Petition, at: datetime) -> bool:
    """Compare and repair one petition, while no counter runs. Returns whether it was wrong."""
    lock(LOCK)
    petition.refresh_from_db(fields=["signature_total"])
    proved, tallied = _proved(petition), _tallied(petition)
    wrong = {
        cell for cell in proved.keys() | tallied.keys() if proved.get(cell) != tallied.get(cell)
    }
    total, before = sum(proved.values()), petition.signature_total
    if not wrong and total == before:
        return False
    for cell in wrong:
        _replace(petition, cell, proved.get(cell, 0))
    Petition.objects.filter(pk=petition.pk).update(signature_total=total, counted_at=at)
    petition.signature_total = total
    details = {"before": before, "after": total, "cells": len(wrong)}
    record(verb="signatures.recounted", target=petition, details=details, at=at)
    return True


def _proved(petition: Petition) -> dict[Cell, int]:
    rows = (
        Signature.objects.confirmed()
        .filter(petition=petition, uncounted_hour=None)
        .values_list("confirmed_on", "country", "language")
        .annotate(signatures=Count("pk"))
    )
    return {
        (datetime.combine(day, time.min, UTC), country, language): number
        for day, country, language, number in rows
    }


def _tallied(petition: Petition) -> dict[Cell, int]:
    rows = (
        Tally.objects.filter(petition=petition)
        .annotate(day=TruncDate("hour", tzinfo=UTC))
        .order_by()
        .values_list("day", "country", "language")
        .annotate(sum=Sum("signatures"))
    )
    return {
        (datetime.combine(day, time.min, UTC), country, language): number
        for day, country, language, number in rows
    }


def _replace(petition: Petition, cell: Cell, signatures: int) -> None:
    day, country, language = cell
    Tally.objects.filter(
        petition=petition, hour__date=day.date(), country=country, language=language
    ).delete()
    if signatures:
        Tally.objects.create(
            petition=petition, hour=day, country=country, language=language, signatures=signatures
        )
