"""Which letter a mail of an office answers: by what nobody can make up first, by habit last."""

import re
from base64 import b32decode
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from campaigns.models import (
    Campaign,
    Communication,
    Letter,
    LetterDigest,
    LetterState,
    MatchedBy,
    Reply,
)
from officials.models import Post
from outbox.models import Incoming, Message, Stream
from outbox.relay import tokens_in
from outbox.reports import Report
from outbox.reports.mail import Mail

_REFERENCE = re.compile(r"(?<![\w-])([LD])-([A-Z2-7]{4})-([A-Z2-7]{4})(?![\w-])", re.IGNORECASE)
_OWN = re.compile(r"(?<![\w-])([A-Z]{2,6}-\d{4}-\d{3,5})/M(\d{1,9})(?!\d)")
_THREAD = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.letter@", re.IGNORECASE)
_GONE_OUT = (LetterState.SENT, LetterState.UNCERTAIN, LetterState.QUEUED, LetterState.FAILED)
_MOST = 10


@dataclass(frozen=True, kw_only=True)
class Match:
    """What was found, and by what. Without any: nothing, and what a person may go by."""

    by: MatchedBy | str = ""
    letter: Letter | None = None
    digest: LetterDigest | None = None
    communication: Communication | None = None
    campaign: Campaign | None = None
    post: Post | None = None
    hints: list[str] = field(default_factory=list)


def match_of(
    mail: Mail, report: Report, incoming: Incoming, *, words: str, sender_key: bytes
) -> Match:
    """Return what the mail answers.

    The token of the address that it came to; a reference in its subject or words; the mail that it
    is a reply to; the sender's earlier answers, if all belong together. A token that we did not
    make ends the search: the mail is kept for a person, and nothing else in it is believed.
    """
    tokens = tokens_in(report.came_to)
    references = _references(f"{mail.header('Subject')}\n{words}")
    hints = [*tokens, *references][:_MOST]
    if tokens:
        return _by_token(tokens) or Match(hints=hints)
    return (
        _by_reference(references)
        or _by_thread(mail, incoming)
        or _by_sender(sender_key)
        or Match(hints=hints)
    )


def _by_token(tokens: list[str]) -> Match | None:
    return _first(MatchedBy.TOKEN, token__in=tokens)


def _by_reference(references: list[str]) -> Match | None:
    by = MatchedBy.REFERENCE
    for reference in references:
        letters = letters_of_reference(reference)
        found = _letter(letters[0] if len(letters) == 1 else None, by)
        found = found or _digest(_digest_of(reference), by)
        found = found or _communication(_communication_of(reference), by)
        if found:
            return found
    return None


def letters_of_reference(reference: str) -> list[Letter]:
    """Return the letters that a reference names: one, or none, or hardly ever two."""
    found = _REFERENCE.fullmatch(reference.strip())
    if not found or found[1].upper() != "L":
        return []
    first = b32decode((found[2] + found[3]).upper())
    least, most = UUID(bytes=first + b"\x00" * 11), UUID(bytes=first + b"\xff" * 11)
    named = Letter.objects.filter(public_id__range=(least, most), state__in=_GONE_OUT)
    return list(named.for_pages()[:2])


def _digest_of(reference: str) -> LetterDigest | None:
    found = _REFERENCE.fullmatch(reference)
    if not found or found[1].upper() != "D":
        return None
    start = f"{found[2]}{found[3]}".lower()
    named = list(LetterDigest.objects.filter(token__startswith=start)[:2])
    return named[0] if len(named) == 1 else None


def _communication_of(reference: str) -> Communication | None:
    found = _OWN.fullmatch(reference)
    if not found:
        return None
    own = Communication.objects.filter(pk=int(found[2]), campaign__reference=found[1])
    return own.exclude(queued_at=None).first()


def _by_thread(mail: Mail, incoming: Incoming) -> Match | None:
    """By the Message-ID that it names, or the return path that it came to."""
    named = " ".join(mail.headers("In-Reply-To", "References"))
    ids = [UUID(one) for one in _THREAD.findall(named)[:_MOST]]
    messages = Message.objects.filter(public_id__in=ids, stream=Stream.LETTER)
    keys = [incoming.message_id, *messages.values_list("pk", flat=True)]
    keys = [key for key in keys if key]
    return _first(MatchedBy.THREAD, message__in=keys)


def _first(by: MatchedBy, **named: Any) -> Match | None:
    """Of a letter, a digest and a communication that could be meant, the first there is."""
    return (
        _letter(Letter.objects.filter(**named).first(), by)
        or _digest(LetterDigest.objects.filter(**named).first(), by)
        or _communication(Communication.objects.filter(**named).first(), by)
    )


def _by_sender(key: bytes) -> Match | None:
    """By habit: where everything that this sender sent before was about one office and campaign."""
    before = Reply.objects.of_sender(key).order_by()
    places = list(before.values_list("campaign", "post").distinct()[:2])
    if len(places) != 1:
        return None
    campaign, post = places[0]
    return Match(
        by=MatchedBy.SENDER,
        campaign=Campaign.objects.get(pk=campaign),
        post=Post.objects.filter(pk=post).first(),
    )


def _letter(letter: Letter | None, by: MatchedBy) -> Match | None:
    if letter is None:
        return None
    campaign = letter.letter_action.campaign
    return Match(by=by, letter=letter, campaign=campaign, post=letter.post, digest=letter.digest)


def _digest(digest: LetterDigest | None, by: MatchedBy) -> Match | None:
    if digest is None:
        return None
    campaign = digest.letter_action.campaign
    return Match(by=by, digest=digest, campaign=campaign, post=digest.post)


def _communication(own: Communication | None, by: MatchedBy) -> Match | None:
    if own is None:
        return None
    return Match(by=by, communication=own, campaign=own.campaign, post=own.post)


def _references(text: str) -> list[str]:
    found = ["-".join(parts).upper() for parts in _REFERENCE.findall(text)]
    own = [f"{reference}/M{number}" for reference, number in _OWN.findall(text)]
    return list(dict.fromkeys([*found, *own]))[:_MOST]
