"""From the bytes of a mail to what it says, the surest form first."""

import re
from dataclasses import replace

from django.conf import settings

from outbox import return_path

from . import automatic, delivery_status, feedback, untidy
from .mail import Mail
from .report import Report, ReportKind, Verdict

# Who a mail was delivered to: what the receiving system writes, then what the sender wrote.
_CAME_TO = (
    "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To",
    "Apparently-To", "X-Forwarded-To", "To", "Cc",
)  # fmt: skip
_OWN_ID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?:transactional|bulk|letter)@"
_MOST = 10


def read_mail(raw: bytes) -> Report:
    """Return what a mail to one of our addresses says. Never raises for anything in it."""
    mail = Mail(raw)
    came_to = tuple(mail.addresses(*_CAME_TO))[:50]
    text = mail.raw.decode("latin-1")
    if any(own and own[0] == return_path.UNSUBSCRIBE for own in map(return_path.read, came_to)):
        verdicts = _unsubscription(mail)
    else:
        verdicts = _verdicts(mail)
    report = Report(
        verdicts=tuple(verdicts),
        came_to=came_to,
        own=tuple(return_path.mentioned(text)[:_MOST]),
        public_ids=_public_ids(text),
    )
    if report.kind == ReportKind.OTHER:
        return replace(report, note=_what_else(mail))
    return report


def _verdicts(mail: Mail) -> list[Verdict]:
    """Complaints and reports by their form; bounces in words; answers by machines; anything."""
    return (
        feedback.read(mail)
        or delivery_status.read(mail)
        or automatic.read_receipt(mail)
        or untidy.read(mail)
        or automatic.read(mail)
        or [Verdict(kind=ReportKind.OTHER, recipients=tuple(mail.addresses("From"))[:1])]
    )


def _unsubscription(mail: Mail) -> list[Verdict]:
    """Whatever comes to an address for "no more" means that, unless it is a report on itself."""
    reports = feedback.read(mail) or delivery_status.read(mail)
    return reports or [Verdict(kind=ReportKind.UNSUBSCRIBE)]


def _public_ids(text: str) -> tuple[str, ...]:
    domain = re.escape(settings.MAIL_DOMAIN)
    found = re.findall(_OWN_ID + domain, text, flags=re.IGNORECASE)
    return tuple(dict.fromkeys(one.lower() for one in found))[:_MOST]


def _what_else(mail: Mail) -> str:
    if untidy.is_by_system(mail):
        return "A mail system wrote it, in words that are not understood."
    if any(mail.parts(feedback.PART)):
        return "A feedback report of another type."
    return "A mail that no machine seems to have written."
