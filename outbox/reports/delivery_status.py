"""Delivery status notifications (RFC 3464), also where they are less tidy than the RFC."""

import re
from collections.abc import Iterable
from dataclasses import replace

from outbox.answers import classify, reply_in, status_in

from .mail import ADDRESS, Mail, fields, fields_in
from .reasons import own_words, reason_in
from .report import ReportKind, Verdict

STATUS_PARTS = ("message/delivery-status", "message/global-delivery-status")
_BEGIN_ANEW = {"original-recipient", "final-recipient", "action", "status"}
_MOST = 20  # recipients of one report; ours go to one each

# RFC 3464, 2.3.3; and what some write instead.
_ACTIONS = {
    "fail": ReportKind.FAILED,
    "error": ReportKind.FAILED,
    "delay": ReportKind.DELAYED,
    "deliver": ReportKind.DELIVERED,
    "relay": ReportKind.DELIVERED,
    "expand": ReportKind.OTHER,
}
_BY_CLASS = {"5": ReportKind.FAILED, "4": ReportKind.DELAYED, "2": ReportKind.DELIVERED}


def read(mail: Mail) -> list[Verdict]:
    """Return what the report says of each recipient. Empty if it is none of this form.

    The fields count wherever one block ends and the next begins, since blank lines are put in and
    left out. A report whose parts have lost their types is found by its fields in the text.
    """
    found: list[Verdict] = []
    for part in mail.parts(*STATUS_PARTS):
        found += _verdicts(fields(part))
    if not found:
        found = _verdicts(fields_in(mail.text))
    return [_with_reason(verdict, mail) for verdict in found[:_MOST]]


def _with_reason(verdict: Verdict, mail: Mail) -> Verdict:
    """Fill in the reason from the words for people, where the fields give none."""
    if verdict.kind != ReportKind.FAILED or verdict.words:
        return verdict
    words = reason_in(own_words(mail.text), verdict.recipients)
    code, status = reply_in(f"{words} "), verdict.status
    return replace(
        verdict,
        failure=classify(code=code, status=status, words=words),
        code=code,
        status=status_in(f"{words} {status}"),
        words=words,
    )


def _verdicts(pairs: Iterable[tuple[str, str]]) -> list[Verdict]:
    groups: list[dict[str, str]] = [{}]
    for name, value in pairs:
        if name in _BEGIN_ANEW and name in groups[-1]:
            groups.append({})
        groups[-1].setdefault(name, value)
    return [_verdict(group) for group in groups if _is_about_somebody(group)]


def _is_about_somebody(group: dict[str, str]) -> bool:
    named = "final-recipient" in group or "original-recipient" in group
    return named and ("action" in group or "status" in group)


def _verdict(group: dict[str, str]) -> Verdict:
    words = re.sub(r"^\s*[\w-]{1,20}\s*;\s*", "", group.get("diagnostic-code", ""))
    status = group.get("status", "")
    kind = _kind(group.get("action", ""), status)
    code = reply_in(f"{words} ")
    failed = kind == ReportKind.FAILED
    return Verdict(
        kind=kind,
        recipients=_recipients(group),
        failure=classify(code=code, status=status, words=words) if failed else None,
        code=code,
        status=status_in(words) or status_in(status),
        words=words,
    )


def _recipients(group: dict[str, str]) -> tuple[str, ...]:
    found = (ADDRESS.search(group.get(f"{which}-recipient", "")) for which in ("original", "final"))
    return tuple(address.group() for address in found if address)


def _kind(action: str, status: str) -> ReportKind:
    action = action.strip().lower()
    for begins, kind in _ACTIONS.items():
        if action.startswith(begins):
            return kind
    return _BY_CLASS.get(status.strip()[:1], ReportKind.OTHER)
