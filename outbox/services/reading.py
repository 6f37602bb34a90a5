"""Read what came back: one row after the other, each in a transaction of its own."""

import json
import logging
import time
import traceback
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, transaction
from django.utils import timezone

from core.sealed import require_private_key, unseal
from core.states import move
from outbox.matching import message_of, newest_bulk_to
from outbox.models import (
    INCOMING_MOVES,
    Incoming,
    IncomingSource,
    IncomingState,
    Message,
    Stream,
)
from outbox.reports import Report, ReportKind, read_mail
from outbox.reports.event import read_event

from .acting import Outcome, act_on, act_on_mailbox

logger = logging.getLogger(__name__)

SECONDS = 45.0

_FOR_LETTERS = "It came to an address to which letters are answered."
_NOT_UNDERSTOOD = {ReportKind.OTHER, ReportKind.NOT_SPAM, ReportKind.RECEIPT}


def read_incoming(*, limit: int = 500, at: datetime | None = None) -> int:
    """Read up to `limit` of the reports that wait, the oldest first. Returns how many were read.

    It ends after SECONDS too: the next run goes on.

    Several may do so at once: a row that one has in hand is skipped by the others. What cannot be
    read is marked and shown to staff, and never stops the rest.
    Raises SealClosed without the private key, before anything is touched.
    """
    require_private_key()
    ends = time.monotonic() + SECONDS
    for number in range(limit):
        if time.monotonic() >= ends or not _read_next(at=at or timezone.now()):
            return number
    return limit


@transaction.atomic
def _read_next(*, at: datetime) -> bool:
    incoming = Incoming.objects.waiting().select_for_update(skip_locked=True).first()
    if incoming is None:
        return False
    kind, outcome = _read(incoming)
    move(
        incoming,
        to=outcome.state,
        moves=INCOMING_MOVES,
        field="state",
        kind=kind,
        note=outcome.note[:200],
        message=outcome.message,
        read_at=at,
        **_as_answer(incoming, kind, outcome.message),
        **_text_of_the_forgotten(outcome.message),
    )
    return True


def _as_answer(incoming: Incoming, kind: str, message: Message | None) -> dict[str, bool]:
    """Leave to whoever files answers what a person wrote to the return path of a letter."""
    by_somebody = kind in (ReportKind.OTHER, ReportKind.ANSWERED)
    if message is None or message.stream != Stream.LETTER or not by_somebody:
        return {}
    return {"for_letters": True, "is_wanted": True}


def _text_of_the_forgotten(message: Message | None) -> dict[str, None]:
    """Keep nothing of what comes back after its recipient was forgotten."""
    return {"raw_sealed": None} if message and message.envelope_sealed is None else {}


def _read(incoming: Incoming) -> tuple[str, Outcome]:
    """Return what it is and how it ends. Whatever goes wrong with one is said at that one."""
    try:
        with transaction.atomic():
            report = _opened(incoming)
            return report.kind, _act(report, incoming)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - a strange mail must not stop those after it
        name = type(error).__name__
        where = traceback.extract_tb(error.__traceback__)[-1]
        # Not the error's own words: they may quote the mail.
        logger.error(
            "Incoming report %s cannot be read: %s at %s:%s",
            incoming.pk,
            name,
            Path(where.filename).name,
            where.lineno,
        )
        note = f"It cannot be read: {name}."
        return "", Outcome(state=IncomingState.UNREADABLE, note=note)


def _opened(incoming: Incoming) -> Report:
    text = unseal(incoming.raw_sealed or b"")
    if incoming.source == IncomingSource.WEBHOOK:
        return read_event(json.loads(text))
    return read_mail(text.encode("latin-1"))


def _act(report: Report, incoming: Incoming) -> Outcome:
    is_signed = incoming.source == IncomingSource.WEBHOOK
    message = message_of(report, is_signed=is_signed)
    if message is None and is_signed and report.kind == ReportKind.UNSUBSCRIBE:
        message = newest_bulk_to(report)
    if incoming.for_letters and (message is None or report.kind in _NOT_UNDERSTOOD):
        return Outcome(state=IncomingState.DONE, note=_FOR_LETTERS, message=message)
    if report.kind in _NOT_UNDERSTOOD:
        return Outcome(state=IncomingState.IGNORED, note=report.note, message=message)
    if message is not None:
        return act_on(report, message=message, incoming=incoming)
    if is_signed:
        return act_on_mailbox(report, at=incoming.received_at)
    return Outcome(state=IncomingState.UNMATCHED, note=report.note)
