"""All faults, in lanes that go side by side: most of the time of a fault is waiting."""

import json
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.report import say_head, say_sum

NAMES = ("senders", "mail")


def run_lanes(directory: Path, *, without: str) -> int:
    """Run every lane on a stack of its own. Returns the exit status: 0 if all faults were borne."""
    began = time.monotonic()
    say_head()
    lanes = {name: _start(name, without) for name in NAMES}
    statuses = [lane.wait() for lane in lanes.values()]
    rows = [row for name in lanes for row in _rows(directory / name / "results.json")]
    path = directory / "results.json"
    path.write_text(json.dumps(rows, indent=2) + "\n")
    return max(say_sum(rows, seconds=time.monotonic() - began, path=path), *statuses)


def _start(name: str, without: str) -> subprocess.Popen[bytes]:
    argv = [sys.executable, "-m", "tests.faults", "--lane", name]
    return subprocess.Popen([*argv, "--without", without] if without else argv)


def _rows(path: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(path.read_text()) if path.exists() else []
    return rows
