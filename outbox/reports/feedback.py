"""Complaints: the Abuse Reporting Format (RFC 5965), and one large provider's own form."""

import re

from .mail import Mail, fields
from .report import ReportKind, Verdict

PART = "message/feedback-report"

# RFC 5965, 7.3; "opt-out" is of its drafts and still comes.
_TYPES = {
    "abuse": ReportKind.COMPLAINT,
    "fraud": ReportKind.COMPLAINT,
    "opt-out": ReportKind.UNSUBSCRIBE,
    "opt-out-list": ReportKind.UNSUBSCRIBE,
    "not-spam": ReportKind.NOT_SPAM,
}
_RECIPIENTS = {"original-rcpt-to", "removal-recipient", "x-original-rcpt-to"}
_MICROSOFT = re.compile(rb"^X-HmXmrOriginalRecipient:\s*<?([^\s<>]+@[^\s<>]+)", re.I | re.M)


def read(mail: Mail) -> list[Verdict]:
    """Return the complaint that the mail is, if it is one."""
    for part in mail.parts(PART):
        pairs = fields(part)
        named = dict(pairs)
        kind = _TYPES.get(named.get("feedback-type", "").strip().lower(), ReportKind.OTHER)
        recipients = tuple(v.strip("<> ") for name, v in pairs if name in _RECIPIENTS and "@" in v)
        return [Verdict(kind=kind, recipients=recipients, words=named.get("feedback-type", ""))]
    return _as_attachment(mail)


def _as_attachment(mail: Mail) -> list[Verdict]:
    """A complaint that is no more than our mail sent back, with the recipient in a header."""
    found = _MICROSOFT.search(mail.raw)
    if not found or not any(mail.parts("message/rfc822")):
        return []
    recipient = found[1].decode("ascii", "replace")
    return [Verdict(kind=ReportKind.COMPLAINT, recipients=(recipient,))]
