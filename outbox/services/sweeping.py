"""The same deed to many messages at once: first seen, then done, and exactly what was seen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services import record_each
from outbox.models import Message, State
from outbox.models.message import MessageQuerySet
from outbox.sieve import Sieve
from outbox.wakeup import wake_on_commit

# One statement, one transaction, one request. More is done by doing it again.
LIMIT = 5000


class Deed(models.TextChoices):
    RETRY = "retry", _("queue again what failed or was held back")
    CANCEL = "cancel", _("cancel what waits")
    SETTLE = "settle", _("note that uncertain letters did arrive")
    SEND_AGAIN = "send_again", _("send uncertain letters again, though they may arrive twice")


# Each is a move of both tables in models.message, and never one that only a sender may make.
BEFORE: dict[Deed, tuple[State, ...]] = {
    Deed.RETRY: (State.FAILED, State.SUPPRESSED),
    Deed.CANCEL: (State.QUEUED,),
    Deed.SETTLE: (State.UNCERTAIN,),
    Deed.SEND_AGAIN: (State.UNCERTAIN,),
}
VERBS = {
    Deed.RETRY: "message.retried",
    Deed.CANCEL: "message.cancelled",
    Deed.SETTLE: "message.settled",
    Deed.SEND_AGAIN: "message.retried",
}


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a deed would do at this moment."""

    pks: Sequence[int]  # of the messages that it would be done to
    is_cut: bool  # more would match than one deed is done to
    left_out: int  # match, and cannot be sent again: erased, or too late

    @property
    def count(self) -> int:
        return len(self.pks)


def deeds_for(*, message: Message, at: datetime | None = None) -> list[Deed]:
    """Return what could be done to this message at this moment."""
    now = at or timezone.now()
    rows = Message.objects.filter(pk=message.pk)
    return [deed for deed in Deed if _able(rows, deed, at=now).exists()]


def preview(*, deed: Deed, sieve: Sieve, at: datetime | None = None) -> Preview:
    """Return which messages the deed would be done to, 5,000 at most. Changes nothing."""
    now = at or timezone.now()
    rows = _able(sieve.messages(), deed, at=now)
    pks = list(rows.values_list("pk", flat=True)[: LIMIT + 1])
    matching = _in_state(sieve.messages(), deed, at=now)
    all_matching = matching.values_list("pk", flat=True)[: LIMIT + 1].count()
    is_cut = len(pks) > LIMIT
    return Preview(
        pks=sorted(pks[:LIMIT]),
        is_cut=is_cut,
        left_out=0 if is_cut else all_matching - len(pks),
    )


@transaction.atomic
def carry_out(
    *, deed: Deed, sieve: Sieve, pks: Collection[int], actor: Any, at: datetime | None = None
) -> int:
    """Do it to those of the previewed messages that it still fits. Returns to how many.

    Nothing that the preview did not count is touched, whatever matches by now; what has changed
    meanwhile (a worker took it, somebody else was quicker) is left alone. Each message gets its
    line in the audit trail.
    """
    now = at or timezone.now()
    seen = sieve.messages().filter(pk__in=list(pks)[:LIMIT]).locked()
    rows = list(_able(seen, deed, at=now).order_by("pk").only("pk", "stream"))
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(**_columns(deed, at=now))
    details: dict[str, Any] = {"together": len(rows), "filter": sieve.for_the_record}
    if deed in {Deed.RETRY, Deed.SEND_AGAIN}:
        details["uncertain"] = deed == Deed.SEND_AGAIN
        for stream in {row.stream for row in rows}:
            wake_on_commit(stream)
    record_each(verb=VERBS[deed], targets=rows, actor=actor, details=details, at=now)
    return len(rows)


def _able(rows: MessageQuerySet, deed: Deed, *, at: datetime) -> MessageQuerySet:
    """Those that the deed can be done to."""
    rows = _in_state(rows, deed, at=at)
    return rows.sendable_again(at=at) if deed in {Deed.RETRY, Deed.SEND_AGAIN} else rows


def _in_state(rows: MessageQuerySet, deed: Deed, *, at: datetime) -> MessageQuerySet:
    return rows.waiting(at=at) if deed == Deed.CANCEL else rows.filter(state__in=BEFORE[deed])


def _columns(deed: Deed, *, at: datetime) -> dict[str, Any]:
    if deed == Deed.CANCEL:
        return {"state": State.CANCELLED}
    if deed == Deed.SETTLE:
        return {"state": State.SENT, "sent_at": at}
    return {"state": State.QUEUED, "attempts": 0, "available_at": at}
