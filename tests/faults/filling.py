"""Messages into the queue, through the front door: `outbox.services`."""

from itertools import count

from django.db import connection, transaction

from outbox.models import Stream
from outbox.services import Recipient, enqueue_letter, enqueue_many
from outbox.services.reading import read_incoming
from outbox.wakeup import publish

TEMPLATE = "tried/notice"
BATCH = 1000
DOMAINS = 50  # recipients are spread, as in life: a domain bears only so many senders at once
LINK = "https://site.test/link/0123456789/"

_numbers = count(1)


def queue(
    number: int, *, stream: str = Stream.BULK, local: str = "reader", quietly: bool = False
) -> list[str]:
    """Queue so many mails and return their Message-IDs. Quietly: no worker is told."""
    ids: list[str] = []
    while number > len(ids):
        recipients = [_recipient(local) for _each in range(min(BATCH, number - len(ids)))]
        with transaction.atomic():
            messages = enqueue_many(
                template=TEMPLATE,
                recipients=recipients,
                context={"title": "Avaria"},
                stream=stream,
            )
            if quietly:
                connection.run_on_commit.clear()
        ids += [message.message_id for message in messages]
    return ids


def queue_letters(number: int, *, local: str = "minister", quietly: bool = False) -> list[str]:
    """Queue so many letters to officials and return their Message-IDs."""
    ids = []
    with transaction.atomic():
        for _each in range(number):
            key = next(_numbers)
            letter = enqueue_letter(
                to=f"{local}{key}@{key % DOMAINS}.example.org",
                subject="Protect the people of Avaria",
                body="Excellency,\n\nI write to ask for your help.\n\nBeata Nowak",
                from_name="Beata Nowak",
                dedup_key=f"fault:letter:{key}",
            )
            ids.append(letter.message_id)
        if quietly:
            connection.run_on_commit.clear()
    return ids


def read_reports(*, times: int) -> None:
    """Read what came back, as a worker does every few seconds."""
    for _each in range(times):
        read_incoming()


def wake(stream: str = Stream.BULK, *, times: int = 1) -> None:
    """Tell so many workers that there is mail."""
    for _each in range(times):
        publish(Stream(stream))


def _recipient(local: str) -> Recipient:
    key = next(_numbers)
    links = dict.fromkeys(
        ("link", "unsubscribe_url", "one_click_url", "manage_url", "own_page"), LINK
    )
    return Recipient(
        to=f"{local}{key}@{key % DOMAINS}.example.org",
        dedup_key=f"fault:{key}",
        values={"name": f"Ana {key}", "because": "", **links},
    )
