"""Messages in the queue, put there through the front door."""

from datetime import datetime
from itertools import count
from typing import Any
from uuid import uuid4

from outbox.models import Incoming, Lease, Message, Stream
from outbox.services import enqueue, enqueue_letter, receive_mail

_numbers = count(1)


def make_message(
    *, template: str, to: str = "ana@example.org", stream: str = Stream.TRANSACTIONAL, **more: Any
) -> Message:
    """Queue a mail of the template. Names and links are made up unless given."""
    number = next(_numbers)
    link = f"https://site.test/link/{number}/"
    values = {"name": "Ana", "link": link, **more.pop("values", {})}
    if stream == Stream.BULK:
        values = {"unsubscribe_url": link, "one_click_url": link, **values}
    more.setdefault("dedup_key", f"made:{number}")
    return enqueue(template=template, to=to, stream=stream, values=values, **more)


def make_letter(*, to: str = "minister@example.org", **more: Any) -> Message:
    """Queue a letter to an official."""
    return enqueue_letter(
        to=to,
        **{
            "subject": "Protect the people of Avaria",
            "body": "Excellency,\n\nI write to ask for your help.\n\nBeata Nowak",
            "from_name": "Beata Nowak",
            "reply_to": "beata@example.org",
            "dedup_key": f"letter:{next(_numbers)}",
            **more,
        },
    )


def make_lease(message: Message, *, until: datetime, **more: Any) -> Lease:
    """Put the message in the hands of a worker that nobody will hear of."""
    return Lease.objects.create(
        **{
            "message": message,
            "stream": message.stream,
            "domain": message.domain,
            "token": uuid4(),
            "until": until,
            "attempt": message.attempts + 1,
            **more,
        }
    )


def make_incoming(*, raw: bytes = b"", **more: Any) -> Incoming:
    """Take in a mail that came to an address of ours."""
    return receive_mail(raw or b"Subject: Number %d\n\nWords.\n" % next(_numbers), **more)
