"""Bounces that are words for people: many systems, many languages, no fields.

Two sources. The flufl.bounce library knows the layouts of some dozens of systems, and finds the
address; it does not say why. Our own reading finds the reason, and the bounces of systems that the
library does not know: whatever a mail system writes in its own name and that names a refusal.
"""

import re
from email import message_from_bytes

from flufl.bounce import all_failures

from outbox.answers import classify, reply_in, status_in
from outbox.models import Failure

from .mail import Mail, bounded
from .reasons import own_words, reason_in
from .report import ReportKind, Verdict

FLUFL_BYTES = 100_000  # it goes through a mail once for each layout that it knows

_SYSTEMS = re.compile(
    r"mailer[-_.]?daemon|mail[-_.]?daemon|postmaster|mdaemon|mail(?:er)?[-_. ]?system|"
    r"mail delivery|delivery (?:sub)?system|mail administrator|microsoftexchange|"
    r"mail[-_.]?router|bounce|complaints?@|administrator@|почтов\w+ (?:систем|служб)|"
    r"系统退信|邮件系统|退信",
    re.IGNORECASE,
)
_SUBJECTS = re.compile(
    r"undeliver(?:ed|able)|returned (?:mail|to sender)|delivery (?:status )?(?:notification|"
    r"failure|has failed|report|problem)|failure notice|"
    r"mail (?:delivery|system) (?:failed|error|failure)|"
    r"(?:message|mail) (?:status|could not be delivered|not delivered|undelivered)|"
    r"non[- ]?(?:delivery|remis|recapit)|nondeliverable|unzustellbar|"
    r"not? (?:se )?(?:pudo|ha podido) entregar|no entregado|devuelto|não entregue|"
    r"недоставлен|не ?доставлен|возвращ\w+ (?:письм|сообщ)|"
    r"退信|投递失败|无法投递|配信不能|delivery incomplete|mail refused",
    re.IGNORECASE,
)
_DELAYS = re.compile(
    r"\(delay\)|delayed|still being retried|warning message only|"
    r"not (?:yet )?been (?:able to be )?delivered yet|not yet been delivered|"
    r"(?:could not|unable to) send message for past|will (?:be re-?tried|continue to (?:try|retry)|"
    r"keep trying)|no action is required|you do not need to resend|temporary (?:problem|failure)|"
    r"retard[ée]|en retard|retrasado|verzögert|задерж|延迟|延遲",
    re.IGNORECASE,
)
_FINALLY = re.compile(
    r"permanent|given up|giving up|gave up|failed|undeliverable|could not be delivered",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"[^\s<>;:,\"'()\[\]]{1,64}@[^\s<>;:,\"'()\[\]]{1,253}[a-z0-9]", re.IGNORECASE
)


def read(mail: Mail) -> list[Verdict]:
    """Return what a bounce in plain words says: one verdict, or none if it is no bounce.

    Only a mail that a mail system wrote in its own name counts. People's answers quote bounces, and
    a colleague's "no longer with us" is an answer by a machine.
    """
    later, for_good = _by_flufl(mail)
    text = own_words(mail.text)
    subject = mail.header("Subject")
    by_system = is_by_system(mail) or mail.has("X-Failed-Recipients")
    if not by_system and not ((later or for_good) and _SUBJECTS.search(subject)):
        return []
    recipients = for_good or later or tuple(dict.fromkeys(_ADDRESS.findall(text)))[:5]
    reason = reason_in(text, recipients)
    code, status = reply_in(reason), status_in(reason)
    if not for_good and _is_delay(subject, text, has_later=bool(later)):
        return [Verdict(kind=ReportKind.DELAYED, recipients=later, words=reason[:200])]
    failure = classify(code=code, status=status, words=reason)
    if not (for_good or code or failure != Failure.REFUSED or _SUBJECTS.search(subject)):
        return []
    return [
        Verdict(
            kind=ReportKind.FAILED,
            recipients=recipients,
            failure=failure,
            code=code,
            status=status,
            words=reason,
        )
    ]


def is_by_system(mail: Mail) -> bool:
    """Return whether a mail system wrote it in its own name."""
    sender = " ".join(mail.headers("From", "Sender", "X-Mailer-Daemon"))
    return bool(_SYSTEMS.search(sender)) or (not sender and bool(_SUBJECTS.search(mail.text[:500])))


def _by_flufl(mail: Mail) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the library finds: addresses that failed for now, and for good."""
    try:
        later, for_good = all_failures(bounded(message_from_bytes(mail.raw[:FLUFL_BYTES])))
    except Exception:  # noqa: BLE001 - its detectors raise what they like on broken mails
        return (), ()
    return _addresses(later), _addresses(for_good)


def _addresses(found: frozenset[bytes]) -> tuple[str, ...]:
    return tuple(sorted(one.decode("ascii", "replace") for one in found if b"@" in one))


def _is_delay(subject: str, text: str, *, has_later: bool) -> bool:
    if has_later:
        return True
    if _SUBJECTS.search(subject) and not _DELAYS.search(subject):
        return bool(_DELAYS.search(text)) and not _FINALLY.search(text)
    return bool(_DELAYS.search(f"{subject}\n{text}")) and not _FINALLY.search(subject)
