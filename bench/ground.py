"""What is measured on: PostgreSQL with fsync on, Valkey, a sink, and programs that say "ready"."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

from r2p_site.stack.keys import keys_in
from r2p_site.stack.ports import free_port
from r2p_site.stack.processes import Program, Stack
from r2p_site.stack.services import start_services
from r2p_site.stack.site import ROOT, Addresses, Site

DIRECTORY = ROOT / "var" / "bench"
SECONDS = 300  # longer than any program of ours may take
TABLES = ("outbox_message", "outbox_content", "outbox_domain", "alerts_subscriber", "audit_event")


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
        sink = ["-m", "r2p_site.stack.sink", "--port", str(self.port), "--record", record]
        stack.start(Program(name="sink", argv=[sys.executable, *sink]))
        self._stack = stack

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

    def start(self, program: str, *words: object) -> "Measured":
        """Start one of our programs, and wait until it says that it is ready."""
        argv = [sys.executable, "-m", f"bench.programs.{program}", *(str(word) for word in words)]
        return Measured(
            subprocess.Popen(
                argv,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )

    def run(self, program: str, *words: object) -> dict[str, Any]:
        """Run one of our programs to its end, and return what it found out."""
        [facts] = run_together([self.start(program, *words)])
        return facts


class Measured:
    """A program that has everything ready, begins at our word, and says what it found out."""

    def __init__(self, process: subprocess.Popen[str]):
        self._process = process
        self._expect("ready")

    def begin(self) -> None:
        assert self._process.stdin is not None  # noqa: S101 - for the types: it is a pipe
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def end(self) -> dict[str, Any]:
        output, _nothing = self._process.communicate(timeout=SECONDS)
        if self._process.returncode:
            raise RuntimeError(f"{self._process.args!r} failed.")
        facts: dict[str, Any] = json.loads(output)
        return facts

    def _expect(self, word: str) -> None:
        assert self._process.stdout is not None  # noqa: S101 - for the types: it is a pipe
        said = self._process.stdout.readline().strip()
        if said != word:
            raise RuntimeError(f"{self._process.args!r} said {said!r} instead of {word!r}.")


def run_together(programs: Sequence[Measured]) -> list[dict[str, Any]]:
    """Let all of them begin at once, and return what each found out."""
    for program in programs:
        program.begin()
    return [program.end() for program in programs]
