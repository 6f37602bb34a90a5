"""Fetch what an office attached: asked for at the desk, got ready by a worker, taken once.

The mail lies sealed, and the web process cannot open it. Nobody has looked whether a file is
harmless: it is handed over as bytes to be saved, never to be shown. None is ever published.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import Reply, ReplyFile
from core.boxes import new_key, unwrap_bytes, wrap_bytes
from core.rules import RuleRefused
from core.sealed import SealClosed, require_private_key, seal, unseal
from core.text import clean_line
from outbox.reports.mail import Mail
from outbox.services import raw_of
from outbox.services.receiving import KEPT_OF_ANSWERS

LONGEST_NAME = 80
_UNSAFE = re.compile(r"[^\w .()-]+")


@dataclass(frozen=True)
class Fetched:
    """A file as it came, and a name under which it can be saved."""

    name: str
    content: bytes


@transaction.atomic
def ask_for_file(*, reply: Reply, number: int, actor: User, at: datetime | None = None) -> str:
    """Have a worker get an attached file ready. Returns the key that opens it, kept nowhere.

    `number` counts from 0, as in `reply.files`. Raises RuleRefused if there is no such file, or the
    mail is not kept any more.
    """
    _refuse_without_file(reply, number)
    key = new_key()
    ReplyFile.objects.update_or_create(
        reply=reply,
        number=number,
        person=actor,
        defaults={"sealed_key": seal(key), "box": None, "asked_at": at or timezone.now()},
    )
    details = {"number": number + 1}
    record(verb="reply.file_asked", target=reply, actor=actor, details=details, at=at)
    return key


def prepare_files(*, at: datetime | None = None) -> int:
    """Put what was asked for in its box, and drop what nobody took in an hour. Returns how many.

    Raises SealClosed without the private key: it runs in a worker.
    """
    require_private_key()
    ReplyFile.objects.over(at=at or timezone.now()).delete()
    return sum(_prepare(pk) for pk in list(ReplyFile.objects.wanted().values_list("pk", flat=True)))


@transaction.atomic
def take_file(
    *, reply: Reply, number: int, actor: User, key: str, at: datetime | None = None
) -> Fetched:
    """Return the file to whoever asked for it, once, and record it.

    Raises RuleRefused for another person's, for another key, if the hour is over, or while a worker
    is still at it (code "wait").
    """
    at = at or timezone.now()
    _refuse_without_file(reply, number)
    mine = ReplyFile.objects.filter(reply=reply, number=number, person=actor)
    asked = mine.exclude(pk__in=ReplyFile.objects.over(at=at)).first()
    if asked is None:
        raise RuleRefused(_("This hour is over. Ask for the file again."), code="over")
    if asked.box is None:
        raise RuleRefused(
            _("A worker is still getting it ready. Try again in some seconds."), code="wait"
        )
    try:
        content = unwrap_bytes(asked.box, key=key)
    except SealClosed as error:
        raise RuleRefused(_("Ask for the file again."), code="key") from error
    mine.delete()
    details = {"number": number + 1}
    record(verb="reply.file_fetched", target=reply, actor=actor, details=details, at=at)
    return Fetched(name_of(reply, number), content)


def name_of(reply: Reply, number: int) -> str:
    """Return a name for the file in which nothing can mislead: no path, no sign that turns text.

    It begins with the number of the reply, so that no system takes it for a name of its own.
    """
    said = unicodedata.normalize("NFKC", str(reply.files[number].get("name", "")))
    plain = _UNSAFE.sub("_", clean_line(said)).strip(" ._")[-LONGEST_NAME:]
    return f"{reply}-{number + 1}-{plain or 'file'}"


@transaction.atomic
def _prepare(pk: int) -> int:
    rows = ReplyFile.objects.wanted().select_for_update(skip_locked=True, of=("self",))
    asked = rows.filter(pk=pk).select_related("reply__incoming").first()
    if asked is None:
        return 0
    content = _content(asked.reply, asked.number)
    if content is None:
        asked.delete()
        return 0
    asked.box = wrap_bytes(content, key=unseal(asked.sealed_key or b""))
    asked.sealed_key = None
    asked.save(update_fields=["box", "sealed_key"])
    return 1


def _content(reply: Reply, number: int) -> bytes | None:
    """Return the bytes that were attached; None if they are gone, or the mail cannot be opened."""
    if not reply.has_files or reply.incoming is None:
        return None
    try:
        return Mail(raw_of(reply.incoming), most=KEPT_OF_ANSWERS).content_of(number)
    except SealClosed:
        return None


def _refuse_without_file(reply: Reply, number: int) -> None:
    if not reply.has_files or number >= len(reply.files):
        raise RuleRefused(_("This file is not kept."), code="gone")
