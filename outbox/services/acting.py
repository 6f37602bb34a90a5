"""What follows from a report: the message's state, a line in its history, a mailbox let alone."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.sealed import SealClosed, unseal_json
from core.states import may_move, move
from outbox import breaker
from outbox.answers import status_in
from outbox.consequences import after_complaint, after_refusal
from outbox.leases import without_address
from outbox.matching import keys_of
from outbox.models import (
    Failure,
    Incoming,
    IncomingState,
    Lease,
    Message,
    State,
    Suppression,
    SuppressionReason,
    SuppressionScope,
    Trace,
    TraceKind,
)
from outbox.reports import Report, ReportKind, Verdict

logger = logging.getLogger(__name__)

_LINES = {
    ReportKind.FAILED: TraceKind.BOUNCED,
    ReportKind.DELAYED: TraceKind.DELAYED,
    ReportKind.DELIVERED: TraceKind.DELIVERED,
    ReportKind.COMPLAINT: TraceKind.COMPLAINED,
    ReportKind.ANSWERED: TraceKind.ANSWERED,
    ReportKind.UNSUBSCRIBE: TraceKind.UNSUBSCRIBED,
}
_STATES = {
    ReportKind.FAILED: State.BOUNCED,
    ReportKind.DELIVERED: State.DELIVERED,
    ReportKind.COMPLAINT: State.COMPLAINED,
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How an incoming report ends, and what is noted at it."""

    state: IncomingState
    note: str = ""
    message: Message | None = None


def act_on(report: Report, *, message: Message, incoming: Incoming) -> Outcome:
    """Do what follows from a report about a message, in the caller's transaction.

    A line in its history; its state, where the table of moves allows it (a late "delivered" changes
    nothing about a bounce); and for the mailbox what `outbox.consequences` says. An end to a
    subscription is made by whoever reads the line, not here.
    """
    message = Message.objects.select_for_update().get(pk=message.pk)
    verdict = _about(message, report)
    line = _LINES.get(verdict.kind)
    if line is None:
        return Outcome(state=IncomingState.IGNORED, note=report.note, message=message)
    at = incoming.received_at
    # Who is forgotten is not named by what comes afterwards.
    words = _without_address(message, verdict) if message.envelope_sealed else ""
    Trace.objects.create(
        message=message,
        kind=line,
        failure=verdict.failure or "",
        attempt=message.attempts,
        smtp_code=verdict.code,
        status_code=verdict.status[:11],
        words=words,
        recipient_key=message.recipient_key,
        incoming=incoming,
        at=at,
    )
    note = _move(message, verdict, words=words, at=at)
    if verdict.kind == ReportKind.COMPLAINT:
        after_complaint(message, at=at)
    elif verdict.failure is not None:
        after_refusal(message, failure=verdict.failure, at=at)
        if verdict.failure == Failure.POLICY:
            _tell_operator(message, words=words, at=at)
    return Outcome(state=IncomingState.DONE, note=note, message=message)


def act_on_mailbox(report: Report, *, at: datetime) -> Outcome:
    """Do what follows from a signed event about no message that we know: for the mailbox alone.

    A mailbox that is gone, and a complaint, hold whichever mail they were about.
    """
    reasons = {
        ReportKind.FAILED: (SuppressionReason.MAILBOX_GONE, SuppressionScope.ALL),
        ReportKind.COMPLAINT: (SuppressionReason.COMPLAINT, SuppressionScope.BULK),
    }
    for verdict in report.verdicts:
        is_gone = verdict.failure == Failure.MAILBOX_GONE
        if verdict.kind not in reasons or (verdict.kind == ReportKind.FAILED and not is_gone):
            continue
        reason, scope = reasons[verdict.kind]
        for key in keys_of(verdict.recipients):
            Suppression.objects.widen(
                recipient_key=key, reason=reason, scope=scope, until=None, at=at
            )
            return Outcome(state=IncomingState.DONE, note="About no message, but the mailbox.")
    return Outcome(state=IncomingState.UNMATCHED)


def _about(message: Message, report: Report) -> Verdict:
    """The verdict on this message's mailbox; where none names it, the one that says most."""
    own = bytes(message.recipient_key)
    for verdict in report.verdicts:
        if own in keys_of(verdict.recipients):
            return verdict
    return next(one for one in report.verdicts if one.kind == report.kind)


def _move(message: Message, verdict: Verdict, *, words: str, at: datetime) -> str:
    """Move the message to the state that is reported. Returns a note where the table forbids it.

    A report about a message that still waits proves that it was sent: the lease is void.
    """
    state = _STATES.get(verdict.kind)
    if state is None:
        return ""
    if not may_move(instance=message, to=state, moves=message.moves, field="state"):
        return f"The message stays {message.state}."
    also: dict[str, Any] = {"sent_at": message.sent_at or at}
    if verdict.kind == ReportKind.FAILED:
        also |= {
            "failure": verdict.failure or "",
            "smtp_code": verdict.code,
            "status_code": verdict.status[:11],
            "last_error": words,
        }
    move(message, to=state, moves=message.moves, field="state", **also)
    Lease.objects.filter(message=message).delete()
    return ""


def _without_address(message: Message, verdict: Verdict) -> str:
    """The words of a report, short, without any address or name of a mailbox in them."""
    words = verdict.words
    for address in (*verdict.recipients, _address(message)):
        words = without_address(words, to=address)
    return words[:200]


def _address(message: Message) -> str:
    if message.envelope_sealed is None:
        return ""
    try:
        return str(unseal_json(message.envelope_sealed)["to"])
    except (SealClosed, ValueError, KeyError):
        return ""


def _tell_operator(message: Message, *, words: str, at: datetime) -> None:
    """It is about us, not about the person: somebody has to look, and the domain is left alone."""
    breaker.note_refusal(domain=message.domain, words=words, at=at)
    logger.error(
        "Refused for our reputation or by policy (%s) at %s: message %s.",
        status_in(words) or "no status",
        message.domain or "a domain no longer known",
        message.public_id,
    )
