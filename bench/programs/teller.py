"""Publish one brief, and tell everybody who follows it: the work of one worker process."""

import time

from django.utils import timezone

from alerts.models import Item, ItemState
from alerts.services import fan_out
from audit.services import record
from bench.programs.stage import peak_megabytes, serve
from situations.models import Brief


def publish_and_tell() -> dict[str, float]:
    brief = Brief.objects.published().first()
    if brief is None:
        raise SystemExit("The demo has no published brief.")
    record(verb="brief.published", target=brief, public=True, at=timezone.now())
    began = time.perf_counter()
    rounds = 0
    while not rounds or Item.objects.filter(state=ItemState.PENDING).exists():
        fan_out()
        rounds += 1
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "megabytes": peak_megabytes(), "rounds": rounds}


if __name__ == "__main__":
    serve(publish_and_tell=publish_and_tell)
