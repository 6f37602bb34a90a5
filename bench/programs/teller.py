"""Publish one brief, and tell everybody who follows it, as a worker process does."""

import time

from django.utils import timezone

from alerts.models import Item
from alerts.services import fan_out
from audit.services import record
from bench.programs.stage import peak_megabytes, serve
from situations.models import Brief


def publish() -> dict[str, int]:
    brief = Brief.objects.published().first()
    if brief is None:
        raise SystemExit("The demo has no published brief.")
    event = record(verb="brief.published", target=brief, public=True, at=timezone.now())
    return {"event": event.pk}


def tell(people: int) -> dict[str, float]:
    """Do what a worker does at its wake-ups, until everybody has been told."""
    began = time.time()
    while Item.objects.told().count() < people:
        fan_out()
    return {"began": began, "ended": time.time(), "megabytes": peak_megabytes()}


if __name__ == "__main__":
    serve(publish=publish, tell=tell)
