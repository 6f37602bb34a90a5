"""Events of mail providers, as django-anymail normalises them, read like any other report."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from outbox import return_path
from outbox.answers import classify, reply_in, status_in
from outbox.models import Failure

from .report import Report, ReportKind, Verdict

# Every type that is kept. Whether and when somebody opened a mail, or followed a link in it, is
# nobody's business: those events are dropped before they are stored.
KINDS = {
    "delivered": ReportKind.DELIVERED,
    "bounced": ReportKind.FAILED,
    "rejected": ReportKind.FAILED,
    "failed": ReportKind.FAILED,
    "deferred": ReportKind.DELAYED,
    "complained": ReportKind.COMPLAINT,
    "unsubscribed": ReportKind.UNSUBSCRIBE,
    "autoresponded": ReportKind.ANSWERED,
}

# What a provider says of why it did not even try (anymail.signals.RejectReason): its own list of
# addresses that bounced earlier, of addresses that are none, of people who complained or asked.
_BY_REASON = {
    "invalid": Failure.MAILBOX_GONE,
    "bounced": Failure.MAILBOX_GONE,
    "timed_out": Failure.TEMPORARY,
    "blocked": Failure.POLICY,
}
_KIND_BY_REASON = {"spam": ReportKind.COMPLAINT, "unsubscribed": ReportKind.UNSUBSCRIBE}

_ID = re.compile(r"(?<![0-9a-f-])[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}(?![0-9a-f-])", re.I)


def read_event(event: Mapping[str, Any]) -> Report:
    """Return what an event says. Its signature was checked when it came in."""
    reason = str(event.get("reject_reason") or "")
    kind = KINDS.get(str(event.get("event_type")), ReportKind.OTHER)
    if event.get("event_type") == "rejected":
        kind = _KIND_BY_REASON.get(reason, kind)
    words = " ".join(str(event.get(name) or "") for name in ("mta_response", "description")).strip()
    recipient = str(event.get("recipient") or "")
    named = " ".join(str(event.get(name) or "") for name in ("message_id", "metadata", "tags"))
    verdict = Verdict(
        kind=kind,
        recipients=(recipient,) if "@" in recipient else (),
        failure=_failure(event, words) if kind == ReportKind.FAILED else None,
        code=reply_in(f"{words} "),
        status=status_in(words),
        words=words,
    )
    return Report(
        verdicts=(verdict,),
        own=tuple(return_path.mentioned(named)),
        public_ids=tuple(str(UUID(found)) for found in _ID.findall(named))[:10],
    )


def _failure(event: Mapping[str, Any], words: str) -> Failure:
    """The words of the receiving system, where there are any that say something; else the reason.

    "bounced" is all that many providers make of a full mailbox or of a blocklist, too.
    """
    by_words = classify(words=words)
    if by_words != Failure.REFUSED:
        return by_words
    if event.get("is_soft"):
        return Failure.TEMPORARY
    reason = str(event.get("reject_reason") or "")
    is_said = bool(status_in(words) or reply_in(f"{words} "))
    if reason == "bounced" and is_said:
        return by_words
    return _BY_REASON.get(reason, by_words)
