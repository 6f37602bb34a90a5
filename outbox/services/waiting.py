"""Messages that were queued for a little later, so that the app which asked can still judge them.

Such a message is an ordinary one whose time has not come: if nobody judges it, it goes by itself.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from outbox.models import Message, State, Stream
from outbox.wakeup import wake_on_commit


def waiting_messages(
    *, prefixes: Iterable[str], stream: str = Stream.TRANSACTIONAL, at: datetime | None = None
) -> QuerySet[Message]:
    """Return queued messages whose time has not come and that no worker has touched, oldest first.

    Only those whose deduplication key begins with one of the prefixes.
    """
    named = Q()
    for prefix in prefixes:
        named |= Q(dedup_key__startswith=f"{prefix}:")
    return (
        Message.objects.untouched()
        .filter(
            named,
            stream=stream,
            available_at__gt=at or timezone.now(),
        )
        .order_by("id")
    )


@transaction.atomic
def release_messages(*, messages: Iterable[Message], at: datetime | None = None) -> int:
    """Let messages go at once. Returns how many were still waiting."""
    at = at or timezone.now()
    released = _untouched(messages).filter(available_at__gt=at).update(available_at=at)
    if released:
        wake_on_commit(Stream.TRANSACTIONAL)
    return released


@transaction.atomic
def cancel_messages(*, messages: Iterable[Message]) -> int:
    """Cancel messages that no worker has taken. Returns how many were."""
    return _untouched(messages).update(state=State.CANCELLED)


def _untouched(messages: Iterable[Message]) -> QuerySet[Message]:
    pks = [message.pk for message in messages]
    return Message.objects.filter(pk__in=pks).locked().untouched()
