"""What a mail of an office is. Only what a person wrote can ever be an answer."""

import re

from django.conf import settings

from campaigns.models import ReplyKind
from outbox.relay import LETTERS
from outbox.reports import Report, ReportKind
from outbox.reports.mail import Mail

_REPORTS = {
    ReportKind.FAILED,
    ReportKind.DELAYED,
    ReportKind.DELIVERED,
    ReportKind.NOT_SPAM,
    ReportKind.RECEIPT,
    ReportKind.UNSUBSCRIBE,
}
# Longer than this is more than "we have your letter", whatever else it says.
LONGEST_HOLDING = 1_200

_CHALLENGE = re.compile(
    r"(?:confirm|verify) (?:that )?(?:you|your|this) |click (?:the|this) link (?:below )?to|"
    r"challenge|captcha|prove (?:that )?you|white ?list|"
    r"(?:postal|home|full) address (?:is )?(?:required|needed)|"
    r"(?:provide|include|state|send us) your (?:full |postal |home )+address|"
    r"votre adresse postale|confirmez (?:que|votre)|su direcci[oó]n postal|"
    r"подтвердите|почтовый адрес|请确认|验证",
    re.IGNORECASE,
)
_HOLDING = re.compile(
    r"(?:acknowledge|confirm)\w* (?:the )?receipt|(?:have|has|was|been) received|"
    r"thank you for (?:your|the) (?:letter|e-?mail|message|correspondence)|"
    r"(?:will|shall) (?:be )?(?:reply|respond|answer|replied|considered|receive)|in due course|"
    r"accus\w+ (?:de )?r[ée]ception|bien re[çc]u|r[ée]pond\w+ (?:dans|d[èe]s|ult[ée]rieur)|"
    r"acus\w+ (?:de )?recibo|hemos recibido|(?:le )?responder(?:emos|á)|"
    r"eingangsbest[äa]tigung|eingegangen|получен|будет (?:рассмотрен|направлен)|"
    r"已收到|将.{0,8}答复|تلقينا|استلمنا",
    re.IGNORECASE,
)


def kind_of(mail: Mail, report: Report, *, words: str) -> ReplyKind:
    """Return what a mail is; `words` are those that its sender wrote, without what is quoted.

    Never raises for anything in it. What nobody can tell is UNKNOWN, and looked at by a person.
    """
    if report.kind == ReportKind.COMPLAINT:
        return ReplyKind.COMPLAINT
    if report.kind in _REPORTS:
        return ReplyKind.REPORT
    if _is_our_own(mail):
        return ReplyKind.AUTOMATIC
    if report.kind == ReportKind.ANSWERED:
        asks = _CHALLENGE.search(f"{mail.header('Subject')}\n{words[:4000]}")
        return ReplyKind.CHALLENGE if asks else ReplyKind.AUTOMATIC
    if not words.strip() and not mail.files:
        return ReplyKind.UNKNOWN
    if len(words) <= LONGEST_HOLDING and not mail.files and _HOLDING.search(words):
        return ReplyKind.HOLDING
    return ReplyKind.REPLY


def _is_our_own(mail: Mail) -> bool:
    """Whether we wrote it ourselves: what comes round in a circle is never answered again."""
    senders = {one.lower() for one in mail.addresses("From", "Sender")}
    ours = {f"{LETTERS}@{settings.MAIL_DOMAIN}", f"alerts@{settings.MAIL_DOMAIN}"}
    return bool(senders & {each.lower() for each in ours})
