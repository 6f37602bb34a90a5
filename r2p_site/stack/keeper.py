"""The keeper: a second process that outlives the stack by a moment and leaves nothing behind.

The stack tells it over a pipe what was started. When the pipe closes, because the stack has ended
or was killed, the keeper stops every program in order, sweeps up what they left and removes
temporary directories. So an orderly end and a `kill -9` take the same road.
"""

import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# The stacks that a process belongs to, outermost first; the broom finds stray processes by it.
MARK = "R2P_STACK"
GRACE_SECONDS = 15.0
SWEEP_SECONDS = 5.0


class Keeper:
    """The stack's end of the pipe."""

    def __init__(self, *, token: str, keep_open: tuple[int, ...] = ()) -> None:
        """Fork the keeper; descriptors in `keep_open` (the directory's lock) stay open in it."""
        reading, self._writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.close(self._writing)
                _keep(reading, token, keep_open)
            finally:
                os._exit(0)
        os.close(reading)

    def watch(self, pid: int, *, stop_signal: int, level: int, own_group: bool) -> None:
        self._tell(pid=pid, signal=int(stop_signal), level=level, own_group=own_group)

    def forget(self, pid: int) -> None:
        self._tell(forget=pid)

    def remove_at_the_end(self, directory: Path) -> None:
        self._tell(remove=str(directory))

    def finish(self) -> None:
        """Let the keeper stop everything, and return when it has."""
        os.close(self._writing)
        while True:
            try:
                pid, _status = os.wait()
            except ChildProcessError:
                return
            if pid == self.pid:
                return

    def _tell(self, **message: Any) -> None:
        os.write(self._writing, json.dumps(message).encode() + b"\n")


def is_running(pid: int) -> bool:
    """Tell whether the process exists and is not a zombie that nobody has waited for."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def _keep(reading: int, token: str, keep_open: tuple[int, ...]) -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    _let_go_of_files({reading, *keep_open})
    programs: dict[int, dict[str, Any]] = {}
    leftovers: list[str] = []
    with os.fdopen(reading, "rb") as pipe:
        for line in pipe:
            message = json.loads(line)
            if "remove" in message:
                leftovers.append(message["remove"])
            elif "forget" in message:
                programs.pop(message["forget"], None)
            else:
                programs[message["pid"]] = message
    for level in sorted({program["level"] for program in programs.values()}, reverse=True):
        _stop([program for program in programs.values() if program["level"] == level])
    _sweep(token)
    for directory in leftovers:
        shutil.rmtree(directory, ignore_errors=True)


def _let_go_of_files(keep: set[int]) -> None:
    """Close what was inherited, so that whoever reads the stack's output sees its end."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) not in keep:
            _quietly(os.close, int(name))


def _stop(programs: list[dict[str, Any]]) -> None:
    for program in programs:
        _quietly(os.kill, program["pid"], program["signal"])
    _wait_for_the_end_of([program["pid"] for program in programs], GRACE_SECONDS)
    for program in programs:
        # Of an own group, also the children that a dead leader left.
        kill = os.killpg if program["own_group"] else os.kill
        _quietly(kill, program["pid"], signal.SIGKILL)


def _sweep(token: str) -> None:
    """End every process that carries the stack's mark, whoever its parent is by now."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        marked = [pid for pid in _all_pids() if _carries(pid, token)]
        for pid in marked:
            _quietly(os.kill, pid, number)
        _wait_for_the_end_of(marked, SWEEP_SECONDS)


def _all_pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _carries(pid: int, token: str) -> bool:
    try:
        environment = Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return False
    prefix = f"{MARK}=".encode()
    values = [entry for entry in environment.split(b"\0") if entry.startswith(prefix)]
    return any(token.encode() in value for value in values) and is_running(pid)


def _wait_for_the_end_of(pids: list[int], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(is_running(pid) for pid in pids):
        time.sleep(0.02)


def _quietly(deed: Callable[..., object], *arguments: int) -> None:
    try:
        deed(*arguments)
    except OSError:
        return  # gone already, which is what was wanted
