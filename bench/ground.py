"""What is measured on: PostgreSQL with fsync on, Valkey, a sink, and programs that say "ready"."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg

from r2p_site.stack.keys import keys_in
from r2p_site.stack.ports import free_port
from r2p_site.stack.processes import Program, Stack
from r2p_site.stack.services import start_services
from r2p_site.stack.site import APPLICATION, ROOT, WEB_WORKERS, Addresses, Site, web_server

DIRECTORY = ROOT / "var" / "bench"
SECONDS_TO_END = 30
TABLES = (
    "outbox_message",
    "outbox_content",
    "outbox_domain",
    "alerts_subscriber",
    "audit_event",
    "situations_importrun",
)


class Ground:
    def __init__(self, stack: Stack):
        keys = keys_in(stack.directory)
        services = start_services(stack, keys, durable=True)
        self._url = services["DATABASE_URL"]
        site = Site(stack, addresses=Addresses.free(), keys=keys, services=services)
        site.prepare()
        site.manage("seed_demo")
        self.port = free_port()
        self.environment = site.worker_environment() | {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "SMTP_PORT": str(self.port),
        }
        record = stack.directory / "sink.record"
        sink = [sys.executable, "-m", "r2p_site.stack.sink", "--port", str(self.port)]
        stack.start(Program(name="sink", argv=[*sink, "--record", record]))
        self._stack = stack
        self._site = site

    @classmethod
    @contextmanager
    def prepared(cls) -> Iterator["Ground"]:
        with Stack(DIRECTORY) as stack:
            stack.empty()
            yield cls(stack)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Ask PostgreSQL directly. What came before is on disk and counted first."""
        with psycopg.connect(self._url, autocommit=True) as connection:
            cursor = connection.execute(question.encode())
            return cursor.fetchall() if cursor.description else []

    def clean(self) -> None:
        """Forget what an earlier part has made; the audit trail too, whose triggers forbid it."""
        self.ask(
            "SET session_replication_role = replica; "
            f"TRUNCATE {', '.join(TABLES)} CASCADE; SET session_replication_role = origin"
        )

    def settle(self) -> None:
        """Let nothing that an earlier step has left behind be paid for by the next."""
        self.ask("VACUUM ANALYZE")
        self.ask("CHECKPOINT")

    @contextmanager
    def programs(self, name: str, *, number: int = 1) -> Iterator[list["Measured"]]:
        """Start so many processes of one program; they are ready, and end with the block."""
        started = [self._start(name) for _each in range(number)]
        try:
            for program in started:
                program.expect("ready")
            yield started
        finally:
            for program in started:
                program.end()

    def web(self, settings: str, *, application: str = APPLICATION, **environment: str) -> "Server":
        """Start a web server as it is shipped, with settings by name, and wait until it answers."""
        port = free_port()
        self._stack.start(
            Program(
                name=f"web-{port}",
                argv=web_server(port, application),
                environment=self._site.web_environment()
                | {"DJANGO_SETTINGS_MODULE": settings, "TRUSTED_PROXIES": "1"}
                | environment,
            )
        )
        server = Server(self._stack, port)
        self._stack.wait_until(server.answers, what=settings, seconds=60)
        return server

    def start_workers(self) -> None:
        """Start worker and scheduler as they are shipped; mail goes to the sink."""
        for program in (self._site.worker(), self._site.scheduler()):
            environment = dict(program.environment) | {
                "DJANGO_SETTINGS_MODULE": "bench.settings",
                "SMTP_PORT": str(self.port),
            }
            self._stack.start(replace(program, environment=environment))

    def database_cpu(self) -> float:
        """Seconds of CPU that PostgreSQL has used so far."""
        return cpu_of_group(self._stack.running["postgres"].pid)

    def run(self, name: str, *words: object) -> dict[str, Any]:
        """Run one deed of a program in a process of its own, and return what it found out."""
        with self.programs(name) as [program]:
            program.begin(*words)
            return program.found()

    def _start(self, name: str) -> "Measured":
        argv = [sys.executable, "-m", f"bench.programs.{name}"]
        pipe = subprocess.PIPE
        return Measured(
            subprocess.Popen(
                argv, cwd=ROOT, env=self.environment, text=True, stdin=pipe, stdout=pipe
            )
        )


class Server:
    """A web server of a bench."""

    def __init__(self, stack: Stack, port: int):
        self._stack = stack
        self.port = port

    def answers(self) -> bool:
        log = self._stack.log_of(f"web-{self.port}").read_text(errors="replace")
        if f"Started worker-{WEB_WORKERS}" not in log:
            return False
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/livez", timeout=5).close()
        except urllib.error.HTTPError:
            return True  # a floor has no such page
        except OSError:
            return False
        return True

    def cpu(self) -> float:
        """Seconds of CPU that its processes have used so far."""
        return cpu_of_group(self._stack.running[f"web-{self.port}"].pid)


def cpu_of_group(group: int) -> float:
    """Return the seconds of CPU of a process, its group and its children, ended ones too.

    PostgreSQL gives each of its children a group of its own.
    """
    ticks = 0
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            with open(f"/proc/{entry.name}/stat") as file:
                facts = file.read().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        if group in (int(facts[1]), int(facts[2])):
            ticks += sum(int(each) for each in facts[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


class Measured:
    """A process that does a deed at our word, and says in one line what it found out."""

    def __init__(self, process: subprocess.Popen[str]):
        self._process = process

    def begin(self, *words: object) -> None:
        """Say what to do, and do not wait for it."""
        print(*words, file=self._process.stdin, flush=True)

    def found(self) -> dict[str, Any]:
        """Wait until it is done."""
        facts: dict[str, Any] = json.loads(self._line())
        return facts

    def expect(self, word: str) -> None:
        if (said := self._line()) != word:
            raise RuntimeError(f"{self._process.args!r} said {said!r} instead of {word!r}.")

    def end(self) -> None:
        """Let it end by itself: there is nothing more to do."""
        self._process.communicate(timeout=SECONDS_TO_END)

    def _line(self) -> str:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError(f"{self._process.args!r} ended without a word.")
        return line.strip()


def together(programs: Sequence[Measured], *words: object) -> list[dict[str, Any]]:
    """Let all of them do the same at once, and return what each found out."""
    for program in programs:
        program.begin(*words)
    return [program.found() for program in programs]
