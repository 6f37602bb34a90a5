"""File what offices sent: a worker reads the outbox on its schedule, and drops nothing."""

import hashlib
import logging
import traceback
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from audit.services import record
from campaigns.models import (
    Letter,
    LetterDigest,
    Reply,
    ReplyKind,
    ReplyState,
)
from campaigns.models.reply import BY_PEOPLE
from campaigns.replying.classifying import kind_of
from campaigns.replying.masking import masked, own_words
from campaigns.replying.matching import Match, match_of
from campaigns.replying.trust import is_from_office
from core.sealed import SealClosed, email_key, require_private_key, seal, unseal, unseal_json
from outbox.models import Incoming
from outbox.reports import read_mail
from outbox.reports.mail import Mail
from outbox.reports.sender import sender_of
from outbox.services import enqueue, let_go, mark_filed, raw_of
from outbox.services.receiving import KEPT_OF_ANSWERS

from .letters import mail_context

logger = logging.getLogger(__name__)

MOST = 100  # in one run
RAW_KEPT = timedelta(days=30)  # after a decision, to look again at what was attached


def file_replies(*, at: datetime | None = None) -> int:
    """File the mails that answer letters and that nobody has filed yet. Returns how many.

    One transaction each. What cannot be read is filed as not understood, for a person; it never
    stops those after it. Raises SealClosed without the private key.
    """
    require_private_key()
    at = at or timezone.now()
    waiting = Incoming.objects.to_file().values_list("pk", flat=True)[:MOST]
    return sum(_file_next(pk, at) for pk in list(waiting))


def forward_replies(*, at: datetime | None = None) -> int:
    """Forward to writers what answers their letters, as mails of our own. Returns how many.

    Wrapped anew, so that neither side learns the other's address, and no forged sender is lent our
    good name.
    """
    require_private_key()
    at = at or timezone.now()
    keys = Reply.objects.to_forward().order_by("pk").values_list("pk", flat=True)[:MOST]
    return sum(_forward(pk, at) for pk in list(keys))


def let_old_mails_go(*, at: datetime | None = None) -> int:
    """Let go the raw mails of what was decided 30 days ago. Returns how many."""
    moment = (at or timezone.now()) - RAW_KEPT
    old = list(Reply.objects.decided_before(moment).select_related("incoming")[:1000])
    for reply in old:
        if reply.incoming:
            let_go(reply.incoming)
        reply.text_sealed = None
        reply.save(update_fields=["text_sealed"])
    return len(old)


@transaction.atomic
def _file_next(pk: int, at: datetime) -> int:
    rows = Incoming.objects.to_file().select_for_update(skip_locked=True)
    incoming = rows.filter(pk=pk).first()
    if incoming is None:
        return 0
    values = _understood(incoming)
    same = values.pop("same")
    reply, is_new = Reply.objects.get_or_create(
        same=same, defaults={**values, "incoming": incoming, "filed_at": at}
    )
    mark_filed(incoming, at=at)
    if is_new:
        record(verb="reply.filed", target=reply, details={"kind": reply.kind}, at=at)
    else:
        let_go(incoming)  # the same by another way; the first is kept
    return 1


def _understood(incoming: Incoming) -> dict[str, Any]:
    """Return the columns of a reply. Whatever goes wrong with one is said at that one."""
    try:
        with transaction.atomic():
            return _read(incoming)
    except (DatabaseError, SealClosed):
        raise
    except Exception as error:  # noqa: BLE001 - a strange mail must not stop those after it
        where = traceback.extract_tb(error.__traceback__)[-1]
        logger.error(  # not the error's own words: they may quote the mail
            "Reply %s cannot be read: %s at %s:%s",
            incoming.pk,
            type(error).__name__,
            Path(where.filename).name,
            where.lineno,
        )
        return {
            "same": bytes(incoming.digest),
            "kind": ReplyKind.UNKNOWN,
            "state": ReplyState.UNMATCHED,
            "sender_key": bytes(incoming.digest),
            "size": incoming.size,
            "received_at": incoming.received_at,
        }


def _read(incoming: Incoming) -> dict[str, Any]:
    raw = raw_of(incoming)
    mail, report = Mail(raw, most=KEPT_OF_ANSWERS), read_mail(raw)
    sender = sender_of(mail)
    key = sender_key(sender.address)
    words = own_words(mail.text)
    match = match_of(mail, report, incoming, words=words, sender_key=key)
    kind = kind_of(mail, report, words=words)
    names = _names(match)
    return {
        **_placed(match, kind),
        "same": _same(mail),
        "kind": kind,
        "sender_key": key,
        "sender_domain": sender.domain[:253],
        "is_verified": is_from_office(sender, match.post),
        "checks": sender.in_words[:120],
        "subject": masked(mail.header("Subject"), names=names)[:300],
        "text": masked(words, names=names),
        "text_sealed": seal(f"{mail.header('Subject')}\n\n{words}"),
        "files": [
            {"name": masked(name, names=names), "type": what, "size": size}
            for name, what, size in mail.files
        ],
        "size": incoming.size,
        "received_at": incoming.received_at,
    }


def sender_key(address: str) -> bytes:
    """Return the blind index by which a sender is known again, and nobody read."""
    return email_key(address or "nobody", scope="reply.sender")


def _placed(match: Match, kind: ReplyKind) -> dict[str, Any]:
    state = ReplyState.WAITING if kind in BY_PEOPLE else ReplyState.ASIDE
    if match.campaign is None and kind in BY_PEOPLE:
        state = ReplyState.UNMATCHED
    return {
        "state": state,
        "matched_by": match.by,
        "letter": match.letter,
        "digest": match.digest,
        "communication": match.communication,
        "campaign": match.campaign,
        "post": match.post,
        "hints": match.hints,
    }


def _same(mail: Mail) -> bytes:
    """What makes a mail the same although it came by two ways: Message-ID, sender and text."""
    body = memoryview(mail.raw)[max(mail.raw.find(b"\n\n"), 0) :]
    marks = (mail.header("Message-ID"), mail.header("From"), mail.header("Date"))
    digest = hashlib.sha256("\0".join(marks).encode("utf-8", "replace"))
    digest.update(body)
    return digest.digest()


def _names(match: Match) -> list[str]:
    """The names that the desk is not to read: of the writer, or of all writers in a digest."""
    letters: list[Letter] = [match.letter] if match.letter else []
    if isinstance(match.digest, LetterDigest) and not letters:
        letters = list(match.digest.letters.filter(sealed__isnull=False)[:1000])
    names = [unseal_json(each.sealed).get("name", "") for each in letters if each.sealed]
    return [name for name in names if name]


@transaction.atomic
def _forward(pk: int, at: datetime) -> int:
    rows = Reply.objects.to_forward().for_pages().select_for_update(of=("self",), skip_locked=True)
    reply = rows.filter(pk=pk).first()
    if reply is None or reply.letter is None:
        return 0
    reply.forwarded_at = at
    if reply.letter.sealed is not None:  # its writer may have asked to be forgotten
        reply.forwarded = _mail_to_writer(reply, reply.letter, at)
    reply.text_sealed = None  # from here on the copy for the desk is enough
    reply.save(update_fields=["forwarded_at", "forwarded", "text_sealed"])
    return 1


def _mail_to_writer(reply: Reply, letter: Letter, at: datetime) -> Any:
    person = unseal_json(letter.sealed or b"")
    text = masked(unseal(reply.text_sealed or b""))
    context = mail_context(letter) | {
        "verified": reply.is_verified,
        "files": len(reply.files),
        "challenge": reply.kind == ReplyKind.CHALLENGE,
    }
    return enqueue(
        template="campaigns/email/letter_answered",
        to=person["email"],
        context=context,
        values={"text": text, "reference": letter.reference},
        dedup_key=f"letter_answered:{reply.pk}",
        language=letter.language,
        at=at,
    )
