"""The page on which an office itself answers, corrects, or asks to be written to otherwise.

Anybody can open it, so nothing is done before the office's own mailbox has said yes: a mail goes to
the address that the directory knows, and its button counts. (Right of reply)
"""

import hashlib
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services import record
from campaigns.models import (
    Campaign,
    MatchedBy,
    OfficeWord,
    OfficeWordKind,
    Reply,
    ReplyKind,
    ReplyState,
)
from core.rules import RuleRefused
from core.sealed import SealClosed, open_from_link, seal_for_link
from core.states import MoveRefused
from core.tokens import TokenRefused, read, sign
from officials.models import Post
from officials.models.contact import Prefers
from officials.services import refuse_contact
from outbox.services import enqueue
from outbox.services.asking import may_ask

from .corrections import pass_on_correction
from .replies import sender_key
from .signing import site_link

PURPOSE = "office.word"
MAIL_WITHIN = timedelta(days=6)
LONGEST = 20_000


@transaction.atomic
def say_as_office(
    *,
    post: Post,
    kind: str,
    text: str = "",
    campaign: Campaign | None = None,
    at: datetime | None = None,
) -> None:
    """Keep what was said sealed for a link, and mail the link to the office's known address.

    Returns nothing: whoever fills in the page learns neither the address nor whether there is one.
    Three such mails a day to one mailbox at most. Raises RuleRefused for an answer without words.
    """
    at = at or timezone.now()
    if kind in (OfficeWordKind.ANSWER, OfficeWordKind.CORRECTION) and not text.strip():
        raise RuleRefused(_("Write what you want to say."), code="text")
    contact = post.contact_for("email")
    if contact is None or not may_ask(address=contact.value, at=at):
        return
    box, key = seal_for_link(text.strip()[:LONGEST])
    word = OfficeWord.objects.create(
        post=post, contact=contact, campaign=campaign, kind=kind, text_sealed=box, created_at=at
    )
    token = sign(PURPOSE, [word.public_id.hex, key])
    enqueue(
        template="campaigns/email/confirm_office",
        to=contact.value,
        context={
            "office": post.label,
            "institution": post.institution.name,
            "kind": str(kind),
            "title": campaign.title if campaign else "",
        },
        values={"link": site_link("campaigns:office_confirm", token, _language(post))},
        dedup_key=f"office:{word.public_id.hex}",
        language=_language(post),
        expires=MAIL_WITHIN,
        asks=True,
        at=at,
    )


def word_behind(*, token: str) -> tuple[OfficeWord, str]:
    """Return what a link is about, and its text; change nothing. Raises TokenRefused."""
    try:
        public_id, key = read(PURPOSE, token)
        rows = OfficeWord.objects.select_related("post__institution", "contact", "campaign")
        word = rows.filter(public_id=uuid.UUID(public_id)).first()
    except (TypeError, ValueError, AttributeError) as error:
        raise TokenRefused from error
    if word is None:
        raise TokenRefused(expired=True)
    if word.text_sealed is None:
        return word, ""
    try:
        return word, open_from_link(word.text_sealed, key)
    except SealClosed as error:
        raise TokenRefused from error


@transaction.atomic
def confirm_office_word(*, token: str, at: datetime | None = None) -> OfficeWord:
    """Do what the office said, once its mailbox says yes. Once or ten times, the same.

    An answer and a correction go to the desk as replies of a verified sender, a correction to those
    who keep the directory too; a wish for a digest, and a refusal, hold from now on. Raises
    TokenRefused.
    """
    at = at or timezone.now()
    word, text = word_behind(token=token)
    mine = OfficeWord.objects.filter(pk=word.pk, confirmed_at=None)
    if mine.update(confirmed_at=at, text_sealed=None) != 1:
        return word
    _DEEDS[OfficeWordKind(word.kind)](word, text, at)
    return word


def _file(word: OfficeWord, text: str, at: datetime) -> None:
    kinds = {
        OfficeWordKind.ANSWER: ReplyKind.REPLY,
        OfficeWordKind.CORRECTION: ReplyKind.CORRECTION,
    }
    found: dict[str, Any] = {"campaign": word.campaign, "post": word.post}
    reply = Reply.objects.create(
        same=hashlib.sha256(word.public_id.bytes).digest(),
        kind=kinds[OfficeWordKind(word.kind)],
        state=ReplyState.WAITING if word.campaign else ReplyState.UNMATCHED,
        matched_by=MatchedBy.PAGE if word.campaign else "",
        sender_key=sender_key(word.contact.value),
        sender_domain=word.contact.value.rpartition("@")[2][:253],
        is_verified=True,
        text=text,
        size=len(text.encode()),
        received_at=at,
        filed_at=at,
        **found,
    )
    record(verb="reply.filed", target=reply, details={"kind": reply.kind}, at=at)
    if reply.kind == ReplyKind.CORRECTION:
        pass_on_correction(reply=reply, at=at)


def _prefer_digest(word: OfficeWord, _text: str, at: datetime) -> None:
    word.contact.prefers = Prefers.DIGEST
    word.contact.save(update_fields=["prefers"])
    record(verb="office.asked_for_digest", target=word.post, at=at)


def _refuse(word: OfficeWord, _text: str, at: datetime) -> None:
    try:
        refuse_contact(contact=word.contact, actor=None, at=at)
    except MoveRefused:  # refused or retired meanwhile: there is nothing to do
        return


_DEEDS = {
    OfficeWordKind.ANSWER: _file,
    OfficeWordKind.CORRECTION: _file,
    OfficeWordKind.DIGEST: _prefer_digest,
    OfficeWordKind.REFUSAL: _refuse,
}


def _language(post: Post) -> str:
    """The language of the office, where the site speaks it."""
    return post.language if post.language in dict(settings.LANGUAGES) else "en"
