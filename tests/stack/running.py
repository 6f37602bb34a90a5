"""Start the stack as a person would, and look at what it leaves."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 60


def environment_without_services() -> dict[str, str]:
    """Our own environment, less the servers that the test run itself uses."""
    ours = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "PORT"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def stack_command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "r2p_site.stack", *map(str, arguments)]


def start_stack(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    options.setdefault("env", environment_without_services())
    return subprocess.Popen(stack_command(*arguments), cwd=ROOT, text=True, **options)


def processes_of(directory: Path) -> set[int]:
    """Every process that has the directory on its command line, and all their children."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            parents[int(entry.name)] = _parent(entry)
    found = {pid for pid in parents if str(directory) in _command_line(pid)}
    found.discard(os.getpid())
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def still_running(pids: set[int]) -> set[int]:
    return {pid for pid in pids if _state(pid) not in "ZX"}


def wait_until(condition: Callable[[], object], *, seconds: float = SECONDS) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def _parent(entry: Path) -> int:
    fields = _stat(entry)
    return int(fields[1]) if fields else 0


def _state(pid: int) -> str:
    fields = _stat(Path(f"/proc/{pid}"))
    return fields[0] if fields else "X"


def _stat(entry: Path) -> list[str]:
    try:
        return (entry / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _command_line(pid: int) -> str:
    try:
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    except OSError:
        return ""
