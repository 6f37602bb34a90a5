"""To send people the link to their own page once more, when it was lost or is too old."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from alerts import links
from alerts.models import LinkRequest, Subscriber
from alerts.models.subscriber import subscriber_key
from core.sealed import require_private_key
from outbox.models import Message
from outbox.models.message import MessageQuerySet
from outbox.services import enqueue
from outbox.services.asking import may_ask

from .addresses import readable


def ask_for_link(*, address: str, at: datetime | None = None) -> None:
    """Note that somebody wants the link for `address`. The same one row, known or not."""
    at = at or timezone.now()
    LinkRequest.objects.create(email_key=subscriber_key(address), asked_at=at)


def send_links(*, at: datetime | None = None, limit: int = 500) -> int:
    """Answer the requests that wait. Returns how many links were sent.

    To those alone who have confirmed an address, at the spelling that they have confirmed; it
    counts among the three mails a day that anybody can have sent there. Whoever is not known gets
    nothing. Raises SealClosed without the private key: it runs in a worker.
    """
    require_private_key()
    at = at or timezone.now()
    waiting = list(LinkRequest.objects.values_list("pk", flat=True)[:limit])
    return sum(_answer(pk, at=at) for pk in waiting)


@transaction.atomic
def _answer(pk: int, *, at: datetime) -> bool:
    """Answer one request, and delete it: it is not needed any more. Whether a mail was queued."""
    request = LinkRequest.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if request is None:
        return False
    request.delete()
    known = Subscriber.objects.filter(email_key=request.email_key, confirmed_at__isnull=False)
    subscriber = known.first()
    address = readable(subscriber.email_sealed) if subscriber else None
    if subscriber is None or address is None or not may_ask(address=address, at=at):
        return False
    enqueue(
        template="alerts/email/your_link",
        to=address,
        values={"manage_url": links.manage_url(subscriber)},
        dedup_key=f"{_link_key(subscriber)}{pk}",
        language=subscriber.language,
        at=at,
        asks=True,
    )
    return True


def link_mails(subscriber: Subscriber) -> MessageQuerySet:
    """Return the mails that brought a person the link to their page."""
    return Message.objects.filter(dedup_key__startswith=_link_key(subscriber), asks=True)


def _link_key(subscriber: Subscriber) -> str:
    return f"alerts:link:{subscriber.pk}:"
