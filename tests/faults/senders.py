"""Workers, schedulers, pumps and the web process: started, found, stopped and killed by number."""

import os
import signal
import subprocess
import sys
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from r2p_site.stack.keeper import is_running
from r2p_site.stack.processes import Program, Stack
from r2p_site.stack.site import ROOT, Site
from tests.faults.services import Relay

SECONDS_TO_START = 60
SECONDS_TO_END = 60


class Senders:
    """The product's own programs. With a defence off they start through `tests.faults.worker`."""

    def __init__(self, stack: Stack, site: Site, *, lease: int, without: str):
        self._stack = stack
        self._site = site
        self._lease = {"OUTBOX_LEASE_SECONDS": str(lease)}
        self._without = without
        self._mine: dict[str, subprocess.Popen[bytes]] = {}
        self._standing: dict[str, tuple[int, int, str]] = {}

    def worker(
        self, name: str, *, relay: Relay, concurrency: int, harm: str = ""
    ) -> subprocess.Popen[bytes]:
        """Start a Celery worker without waiting for it, unless the very same is there already."""
        wanted = (relay.port, concurrency, harm)
        if self._standing.get(name) == wanted and name in self._stack.running:
            return self._mine[name]
        if name in self._mine:
            self.kill(name)
        self._standing[name] = wanted
        words = ["-A", "r2p_site", "worker", "--concurrency", str(concurrency)]
        quiet = ["--without-mingle", "--without-gossip", "--loglevel", "INFO"]
        argv = [*self._python("celery", harm), *words, *quiet, "--hostname", f"{name}@%h"]
        return self._start(name, argv, self._sender(relay))

    def pump(self, name: str, *words: str, relay: Relay) -> subprocess.Popen[bytes]:
        """Start `manage.py mailpump`: the same loop without Celery and without a broker."""
        argv = [*self._python("manage.py"), "mailpump", *words]
        return self._start(name, argv, self._sender(relay))

    def pump_once(self, *words: str, relay: Relay) -> None:
        """Let `manage.py mailpump` send what is due, and wait for its end."""
        argv = [*self._python("manage.py"), "mailpump", *words]
        self._stack.run_to_its_end(
            Program(name="mailpump", argv=argv, environment=self._sender(relay))
        )

    def manage(self, *words: str, relay: Relay) -> None:
        """Run a management command to its end, as a worker's account would."""
        argv = [sys.executable, ROOT / "manage.py", *words]
        self._stack.run_to_its_end(
            Program(name=words[0], argv=argv, environment=self._sender(relay))
        )

    def scheduler(self, name: str = "scheduler") -> None:
        if self._without == "scheduler" or name in self._stack.running:
            return
        where = self._stack.directory / f"{name}.schedule"
        argv: list[str | Path] = [sys.executable, "-m", "celery", "-A", "r2p_site", "beat"]
        argv += ["--schedule", where, "--pidfile", "", "--loglevel", "INFO"]
        self._start(name, argv, self._site.web_environment())

    def web(
        self, *, application: str = "", environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start the web server and wait for it; with another application in place of the site."""
        program = self._site.web()
        argv = [*program.argv[:-1], application or program.argv[-1]]
        program = replace(
            program, argv=argv, environment={**program.environment, **(environment or {})}
        )
        self._mine[program.name] = self._stack.start(program)
        self._stack.wait_until(self._site.answers, what="The site", seconds=SECONDS_TO_START)
        return self._mine[program.name]

    def is_ready(self, name: str) -> bool:
        return f"{name}@" in (log := self.log(name)) and " ready." in log

    def wait_for_worker(self, *names: str) -> None:
        for name in names:
            self._stack.wait_until(
                partial(self.is_ready, name), what=name, seconds=SECONDS_TO_START
            )

    def log(self, name: str) -> str:
        return self._stack.log_of(name).read_text(errors="replace")

    def kill(self, name: str) -> None:
        """kill -9 a program and all its children, by their numbers."""
        process = self._mine.pop(name)
        self._standing.pop(name, None)
        family = [process.pid, *children_of(process.pid)]
        self._stack.forget(name)
        for pid in family:
            send(pid, signal.SIGKILL)
        process.wait(SECONDS_TO_END)

    def terminate(self, name: str) -> subprocess.Popen[bytes]:
        """Ask a program to end, and do not wait. It is no longer watched; `ended` tells."""
        process = self._mine.pop(name)
        self._standing.pop(name, None)
        self._stack.forget(name)
        process.terminate()
        return process

    def end_all(self, *, but: Collection[str] = ()) -> None:
        """kill -9 every program that was started here, but those named."""
        for name in set(self._mine) - set(but):
            if self._mine[name].poll() is None:
                self.kill(name)
            elif name in self._stack.running:
                self._stack.forget(name)
                del self._mine[name]

    def _start(
        self, name: str, argv: list[str | Path], environment: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        program = Program(name=name, argv=argv, environment=environment)
        self._mine[name] = self._stack.start(program)
        return self._mine[name]

    def _python(self, program: str, harm: str = "") -> list[str | Path]:
        off = "" if self._without == "scheduler" else self._without
        if changes := ",".join(filter(None, (off, harm))):
            return [sys.executable, "-m", "tests.faults.worker", changes, program]
        if program == "celery":
            return [sys.executable, "-m", "celery"]
        return [sys.executable, ROOT / program]

    def _sender(self, relay: Relay) -> dict[str, str]:
        return self._site.worker_environment() | self._lease | {"SMTP_PORT": str(relay.port)}


def children_of(parent: int) -> list[int]:
    """The processes whose parent it is, and that are no zombies."""
    children = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _parent(entry) == parent and is_running(int(entry.name)):
            children.append(int(entry.name))
    return sorted(children)


def send(pid: int, number: int) -> bool:
    """Send a signal to a process of ours. False if it has ended already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
