"""What comes back is kept first, sealed and as it came, and understood later by a worker.

Taking in needs the public key alone, one statement and no thought: whoever brings a mail or an
event may be told at once that it is kept, and may bring it again without harm.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.rules import RuleRefused
from core.sealed import seal, unseal
from core.states import move
from outbox.models import (
    INCOMING_MOVES,
    Incoming,
    IncomingPiece,
    IncomingSource,
    IncomingState,
)
from outbox.relay import is_for_letters

# What a report says stands in its beginning; what is returned with it is our own mail.
KEPT_BYTES = 1_000_000
LARGEST = 50_000_000  # bytes of a mail that are looked at to know it again
# What an office sends with its answer is kept too: sealed piece by piece, so that no process holds
# it many times over.
PIECE_BYTES = 500_000
KEPT_OF_ANSWERS = 30_000_000

# Put before a mail by programs that hand it on, and other at each attempt.
_ENVELOPE_LINE = re.compile(rb"\A(?:>?From [^\n]*\n)+")


def receive_mail(raw: bytes, *, at: datetime | None = None) -> Incoming:
    """Keep a mail that came to one of our addresses. The same mail three times is kept once.

    Line ends and an envelope line ("From ...") do not make it another. Of a mail beyond KEPT_BYTES
    the beginning is kept; its digest is that of the whole. Of one that answers a letter all is
    kept, up to KEPT_OF_ANSWERS: an office's answer often is a paper that it attaches.
    """
    mail = _ENVELOPE_LINE.sub(b"", raw.replace(b"\r\n", b"\n")).strip(b"\n")
    for_letters = is_for_letters(mail)
    with transaction.atomic():
        incoming, is_new = _keep(
            source=IncomingSource.MAIL,
            digest=hashlib.sha256(mail).digest(),
            text=mail[:KEPT_BYTES].decode("latin-1"),
            size=len(raw),
            at=at,
            for_letters=for_letters,
            is_wanted=for_letters,
        )
        if is_new and for_letters:
            _keep_the_rest(incoming, memoryview(mail)[KEPT_BYTES:KEPT_OF_ANSWERS])
    return incoming


def raw_of(incoming: Incoming) -> bytes:
    """Return a mail as it came, as much of it as is kept. Raises SealClosed; b"" if it is gone."""
    if incoming.raw_sealed is None:
        return b""
    pieces = incoming.pieces.order_by("number").values_list("sealed", flat=True)
    rest = (unseal(piece).encode("latin-1") for piece in pieces.iterator(chunk_size=1))
    return b"".join([unseal(incoming.raw_sealed).encode("latin-1"), *rest])


def let_go(incoming: Incoming) -> None:
    """Say that the text of an answer is needed no more: it goes when its 14 days are over."""
    incoming.is_wanted = False
    incoming.save(update_fields=["is_wanted"])


def mark_filed(incoming: Incoming, *, at: datetime) -> None:
    """Say that an answer was filed by whoever reads answers."""
    incoming.filed_at = at
    incoming.save(update_fields=["filed_at"])


def receive_event(
    *,
    provider: str,
    event: Mapping[str, Any],
    event_id: str = "",
    raw: Any = None,
    at: datetime | None = None,
) -> Incoming:
    """Keep an event that a mail provider has reported and signed.

    The same is one of the same provider and number (`event_id`); where the provider gives none, of
    the same `raw` content, any JSON.
    """
    same = event_id or json.dumps(raw, sort_keys=True, default=str)
    mark = "\0".join((provider, str(event.get("event_type", "")), same))
    text = json.dumps(dict(event), ensure_ascii=False, sort_keys=True)
    incoming, _is_new = _keep(
        source=IncomingSource.WEBHOOK,
        provider=provider,
        digest=hashlib.sha256(mark.encode()).digest(),
        text=text,
        size=len(text.encode()),
        at=at,
    )
    return incoming


@transaction.atomic
def read_again(*, incoming: Incoming, actor: Any, at: datetime | None = None) -> Incoming:
    """Have a report read again that was not understood, or about no message then known.

    Raises RuleRefused where its text is gone, or where it was understood: that is done once.
    """
    if incoming.raw_sealed is None:
        raise RuleRefused(
            _("Its text is no longer kept, so nobody can read it again."), code="text_gone"
        )
    move(incoming, to=IncomingState.WAITING, moves=INCOMING_MOVES, field="state", read_at=None)
    record(verb="incoming.read_again", target=incoming, actor=actor, at=at)
    return incoming


def _keep(
    *,
    source: IncomingSource,
    digest: bytes,
    text: str,
    size: int,
    at: datetime | None = None,
    **columns: Any,
) -> tuple[Incoming, bool]:
    """Insert the row, or find the one that has the digest. Returns it, and whether it is new."""
    return Incoming.objects.get_or_create(
        digest=digest,
        defaults={
            "source": source,
            "raw_sealed": seal(text),
            "size": size,
            "received_at": at or timezone.now(),
            **columns,
        },
    )


def _keep_the_rest(incoming: Incoming, rest: memoryview) -> None:
    for number, start in enumerate(range(0, len(rest), PIECE_BYTES)):
        piece = bytes(rest[start : start + PIECE_BYTES]).decode("latin-1")
        IncomingPiece.objects.create(incoming=incoming, number=number, sealed=seal(piece))
