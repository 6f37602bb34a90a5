"""One row for each fault, on the terminal as it ends and in a file for whoever counts."""

import json
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.faults.reckoning import Result

HEAD = (
    f"{'fault':<17}{'messages':>9}{'kills':>7}{'lost':>6}{'doubled':>9}{'may':>5}{'uncertain':>11}"
    f"{'s':>5}  ok"
)


class Report:
    def __init__(self, path: Path):
        self.path = path
        self.rows: list[dict[str, object]] = []

    def one(self, name: str, fault: Callable[[], Result]) -> bool:
        """Let the fault happen, print its row, and tell whether it was borne.

        Whatever it raises is its result.
        """
        began = time.monotonic()
        try:
            result = fault()
        except Exception as error:  # noqa: BLE001 - one fault must not hide the others
            where = traceback.extract_tb(error.__traceback__)[-1]
            words = f"{type(error).__name__} in {where.name}, line {where.lineno}: {error}"
            result = Result(messages=0, amiss=[words])
        row = {"fault": name, "messages": result.messages, "kills": result.kills}
        row |= {"lost": result.lost, "doubled": result.doubled}
        row |= {"uncertain": result.uncertain, "ok": result.ok}
        self.rows.append(row)
        self.path.write_text(json.dumps(self.rows, indent=2) + "\n")
        say(
            f"{name:<17}{result.messages:>9}{result.kills:>7}{result.lost:>6}{result.doubled:>9}"
            f"{result.may_double:>5}{result.uncertain:>11}{time.monotonic() - began:>5.0f}"
            f"  {'ok' if result.ok else 'NO'}"
        )
        for words in result.amiss:
            say(f"    {words}")
        return result.ok


def say_sum(rows: Sequence[Mapping[str, object]], *, seconds: float, path: Path) -> int:
    """Print the sum. Returns the exit status: 0 if every fault was borne."""
    bad = [str(row["fault"]) for row in rows if not row["ok"]]
    failed = f", {len(bad)} not: {', '.join(bad)}" if bad else ""
    say(f"\nfaults: {len(rows) - len(bad)} borne{failed} ({seconds:.0f} s, {path})")
    return 1 if bad else 0


def say_head() -> None:
    say(HEAD)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
