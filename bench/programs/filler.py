"""Put alerts in the queue."""

import time

from django.db import connection, transaction

from bench.programs.stage import serve
from outbox.models import Stream
from outbox.services import Recipient, enqueue_many

BATCH = 1000
DOMAINS = 200
CONTEXT = {
    "happened": "New brief",
    "title": "Harvest under guard: what the observers saw in Avaria",
    "lead_title": "Beata walked for two days",
    "lead": "She left when the granary burned, and carried her brother across the river. " * 4,
    "link": "https://site.test/briefs/harvest-under-guard/",
    "deed": "Read the brief",
    "organisation": "Early Warning Observatory",
}


def fill(number: int) -> dict[str, float]:
    began = time.time()
    for start in range(0, number, BATCH):
        recipients = [_recipient(each) for each in range(start, min(start + BATCH, number))]
        with transaction.atomic():
            enqueue_many(
                template="alerts/email/alert",
                recipients=recipients,
                context=CONTEXT,
                stream=Stream.BULK,
            )
            connection.run_on_commit.clear()  # no worker is to be told
    return {"began": began, "ended": time.time()}


def _recipient(number: int) -> Recipient:
    link = f"https://site.test/alerts/unsubscribe/{number:032x}{number:032x}/"
    return Recipient(
        to=f"reader{number}@{number % DOMAINS}.example.org",
        dedup_key=f"bench:{time.time_ns()}:{number}",
        values={
            "because": "Avaria",
            "unsubscribe_url": link,
            "one_click_url": link,
            "manage_url": link,
        },
    )


if __name__ == "__main__":
    serve(fill=fill)
