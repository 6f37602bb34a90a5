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
from tests.faults.report import Report

# One worker and one scheduler serve these in turn; the others begin with nobody.
CREW = ("worker", "scheduler")
SERVED: dict[str, Callable[[Ground], Result]] = {
    **on_services.FAULTS,
    **on_senders.SERVED,
    **on_alerts.FAULTS,
}
FAULTS: dict[str, Callable[[Ground], Result]] = {
    **SERVED,
    **on_senders.FAULTS,
    **on_relay.FAULTS,
    **on_people.FAULTS,
    **on_reports.FAULTS,
    **on_letters.FAULTS,
}


def run(ground: Ground, *, only: Sequence[str] = ()) -> int:
    """Let the faults happen one after the other. Returns the exit status."""
    began = time.monotonic()
    if unknown := set(only) - set(FAULTS):
        raise StackError(
            f"No such fault: {', '.join(sorted(unknown))}. There are: {', '.join(FAULTS)}."
        )
    report = Report(ground.stack.directory / "results.json")
    was_borne = False
    for name in only or FAULTS:
        keep = CREW if was_borne and name in SERVED else ()
        was_borne = report.one(name, partial(_on_clean_ground, FAULTS[name], ground, keep))
    ground.senders.end_all()
    return report.end(seconds=time.monotonic() - began)


def _on_clean_ground(
    fault: Callable[[Ground], Result], ground: Ground, keep: Sequence[str]
) -> Result:
    connections.close_all()  # PostgreSQL may have been another one a moment ago
    ground.clean(keep=keep)
    return fault(ground)
