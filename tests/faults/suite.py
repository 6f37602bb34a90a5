"""Every fault by name, and the run through them."""

import time
from collections.abc import Callable, Sequence
from functools import partial

from django.db import connections

from r2p_site.stack.processes import StackError
from tests.faults import (
    on_alerts,
    on_letters,
    on_people,
    on_relay,
    on_reports,
    on_senders,
    on_services,
)
from tests.faults.ground import Ground
from tests.faults.reckoning import Result
from tests.faults.report import Report, say_head, say_sum

# One worker and one scheduler serve these in turn; the others begin with nobody.
CREW = ("worker", "scheduler")
SERVED: dict[str, Callable[[Ground], Result]] = {
    **on_services.FAULTS,
    **on_senders.SERVED,
    **on_alerts.FAULTS,
}
# By lanes that go side by side; each is at what one core does in half the time.
LANES: dict[str, dict[str, Callable[[Ground], Result]]] = {
    "senders": {**on_services.FAULTS, **on_senders.SERVED, **on_senders.FAULTS},
    "mail": {
        **on_alerts.FAULTS,
        **on_relay.FAULTS,
        **on_people.FAULTS,
        **on_reports.FAULTS,
        **on_letters.FAULTS,
    },
}
FAULTS = LANES["senders"] | LANES["mail"]


def run_some(ground: Ground, names: Sequence[str]) -> int:
    """Let these faults happen one after the other. Returns the exit status."""
    if unknown := set(names) - set(FAULTS):
        raise StackError(
            f"No such fault: {', '.join(sorted(unknown))}. There are: {', '.join(FAULTS)}."
        )
    began = time.monotonic()
    say_head()
    report = _run(ground, names)
    return say_sum(report.rows, seconds=time.monotonic() - began, path=report.path)


def run_lane(ground: Ground, lane: str) -> int:
    """Let the faults of a lane happen. Returns the exit status."""
    return 0 if all(row["ok"] for row in _run(ground, list(LANES[lane])).rows) else 1


def _run(ground: Ground, names: Sequence[str]) -> Report:
    report = Report(ground.stack.directory / "results.json")
    was_borne = False
    for name in names:
        keep = CREW if was_borne and name in SERVED else ()
        was_borne = report.one(name, partial(_on_clean_ground, FAULTS[name], ground, keep))
    ground.senders.end_all()
    return report


def _on_clean_ground(
    fault: Callable[[Ground], Result], ground: Ground, keep: Sequence[str]
) -> Result:
    connections.close_all()  # PostgreSQL may have been another one a moment ago
    ground.clean(keep=keep)
    return fault(ground)
