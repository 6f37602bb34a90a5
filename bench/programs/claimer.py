"""Claim everything that is due, a hundred at a time, and tell the median of a claim."""

import time
from statistics import median

from django.utils import timezone

from bench.programs.stage import serve
from outbox import leases
from outbox.models import Lease, Message, State, Stream

BATCH = 100


def claim_all(queued: int) -> dict[str, float]:
    """Time every claim of what is queued. Between two, what was claimed is sent: as in life."""
    leases.claim(stream=Stream.LETTER, limit=1)  # connect
    took = []
    for _claim in range(queued // BATCH):
        began = time.perf_counter()
        messages = leases.claim(stream=Stream.BULK, limit=BATCH)
        took.append(time.perf_counter() - began)
        _send(messages)
    if Message.objects.filter(state=State.QUEUED).exists():
        raise RuntimeError(f"After {len(took)} claims something is still queued.")
    return {"milliseconds": median(took) * 1000, "claims": len(took)}


def _send(messages: list[Message]) -> None:
    pks = [message.pk for message in messages]
    Message.objects.filter(pk__in=pks).update(state=State.SENT, sent_at=timezone.now())
    Lease.objects.filter(message__in=pks).delete()


if __name__ == "__main__":
    serve(claim_all=claim_all)
