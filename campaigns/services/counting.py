"""Count confirmed signatures: every ten seconds what is new, every night all of it.

No request counts or touches a petition's row. Systems that did so broke under the load of their
best day (docs/decisions/0006-signing-path.md).
"""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from audit.services import record
from campaigns.models import Petition, Tally
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

# What was taken back, or put back, is added to its day: from the day's hours, the latest first,
# since after the counting nobody knows the hour. A figure never falls below nothing, whatever was
# damaged: the nightly recount puts it right.
_CHANGE = """
WITH changed AS (
    UPDATE campaigns_tallychange SET waits = false WHERE waits
    RETURNING petition_id, date_trunc('day', hour, 'UTC') AS day, country, language, change
), cells AS (
    SELECT petition_id, day, country, language, sum(change) AS change
    FROM changed GROUP BY petition_id, day, country, language
), hours AS (
    SELECT tally.id, tally.petition_id, cells.day, tally.country, tally.language, tally.hour,
        tally.signatures, cells.change,
        sum(tally.signatures) OVER (
            PARTITION BY tally.petition_id, cells.day, tally.country, tally.language
            ORDER BY tally.hour DESC
        ) - tally.signatures AS later
    FROM cells JOIN campaigns_tally AS tally
        ON tally.petition_id = cells.petition_id AND tally.country = cells.country
        AND tally.language = cells.language
        AND tally.hour >= cells.day AND tally.hour < cells.day + interval '1 day'
), less AS (
    UPDATE campaigns_tally AS tally
    SET signatures = tally.signatures - least(hours.signatures, -hours.change - hours.later)
    FROM hours WHERE tally.id = hours.id AND -hours.change > hours.later
), more AS (
    INSERT INTO campaigns_tally AS tally (petition_id, hour, country, language, signatures)
    SELECT petition_id, coalesce(
        (
            SELECT max(hours.hour) FROM hours
            WHERE (hours.petition_id, hours.day, hours.country, hours.language)
                = (cells.petition_id, cells.day, cells.country, cells.language)
        ), day
    ), country, language, change
    FROM cells WHERE change > 0
    ON CONFLICT (petition_id, hour, country, language)
    DO UPDATE SET signatures = tally.signatures + excluded.signatures
), totals AS (
    SELECT petition_id, sum(change)::integer AS change FROM cells GROUP BY petition_id
)
UPDATE campaigns_petition AS petition
SET signature_total = greatest(0, petition.signature_total + totals.change), counted_at = %(at)s
FROM totals WHERE petition.id = totals.petition_id
"""

# Seen in one moment: what was confirmed and counted, what the tallies hold, and what waits to be
# taken from them or added. Only the counter moves between the first and the second, and it is kept
# out meanwhile; a signature that is taken back just now has changed in the first and the third.
_PROVE = """
SELECT day, country, language, sum(proved)::integer, sum(tallied)::integer
FROM (
    SELECT confirmed_on::timestamp AT TIME ZONE 'UTC' AS day, country, language,
        count(*) AS proved, 0 AS tallied
    FROM campaigns_signature
    WHERE petition_id = %(petition)s AND state = 'confirmed' AND uncounted_hour IS NULL
    GROUP BY confirmed_on, country, language
    UNION ALL
    SELECT date_trunc('day', hour, 'UTC'), country, language, 0, signatures
    FROM campaigns_tally WHERE petition_id = %(petition)s
    UNION ALL
    SELECT date_trunc('day', hour, 'UTC'), country, language, -change, 0
    FROM campaigns_tallychange WHERE petition_id = %(petition)s AND waits
) AS figures
GROUP BY day, country, language
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
        counted = sum(row[0] for row in cursor.fetchall())
        cursor.execute(_CHANGE, {"at": at})
    return counted


@transaction.atomic
def _recount(petition: Petition, at: datetime) -> bool:
    """Compare and repair one petition, while no counter runs. Returns whether it was wrong."""
    lock(LOCK)
    petition.refresh_from_db(fields=["signature_total"])
    figures = _figures(petition)
    wrong = {cell: proved for cell, (proved, tallied) in figures.items() if proved != tallied}
    total = sum(proved for proved, _tallied in figures.values())
    before = petition.signature_total
    if not wrong and total == before:
        return False
    for cell, proved in wrong.items():
        _replace(petition, cell, max(0, proved))
    Petition.objects.filter(pk=petition.pk).update(signature_total=total, counted_at=at)
    petition.signature_total = total
    details = {"before": before, "after": total, "cells": len(wrong)}
    record(verb="signatures.recounted", target=petition, details=details, at=at)
    return True


def _figures(petition: Petition) -> dict[Cell, tuple[int, int]]:
    """Return what each cell should hold at this moment, and what it holds."""
    with connection.cursor() as cursor:
        cursor.execute(_PROVE, {"petition": petition.pk})
        return {
            (day, country, language): (proved, tallied)
            for day, country, language, proved, tallied in cursor.fetchall()
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
