"""The site as it runs: a web server, a worker, a broker and a relay, on the tables of the test.

Nothing is shared with the test's own process but the database and the files. Workers are woken as
the scheduler wakes them, by a message in the broker; a deed is over when the worker's log says so.
"""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import redis
from aiosmtpd.controller import Controller
from celery import Celery
from django.conf import settings as site
from django.db import connection

from r2p_site.celery import app
from r2p_site.stack.ports import LOOPBACK, free_port
from r2p_site.stack.site import web_server
from tests.outbox.conftest import Relay
from tests.stack.running import wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
BROKER = "15"  # a database of Valkey that no other test uses
WEB_KEYS = ("SECRET_KEY", "SEALING_PUBLIC_KEY", "BLIND_INDEX_KEY")
SECONDS = 60


class _NoFurther(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        return None


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: Mapping[str, str]


@dataclass
class Habitat:
    """One running site."""

    directory: Path
    relay: Relay
    port: int
    broker: str
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def __post_init__(self) -> None:
        self._bell = Celery("bell", broker=self.broker, set_as_current=False)
        kept = {name: app.conf[name] for name in ("broker_transport_options", "task_queues")}
        self._bell.conf.update(kept, task_default_queue="work")

    def environment(self, *, worker: bool) -> dict[str, str]:
        """What a process is told. Only a worker is told the private key."""
        keys = (*WEB_KEYS, "SEALING_PRIVATE_KEY") if worker else WEB_KEYS
        database = connection.settings_dict
        where = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
        others = {name: text for name, text in os.environ.items() if name != "SEALING_PRIVATE_KEY"}
        return {
            **others,
            **{name: getattr(site, name) for name in keys},
            "DJANGO_SETTINGS_MODULE": "tests.flows.settings",
            "DATABASE_URL": f"postgres://{database['USER']}:{database['PASSWORD']}@{where}",
            "REDIS_URL": self.broker,
            "BASE_URL": self.address,
            "ALLOWED_HOSTS": "localhost",
            "SMTP_HOST": LOOPBACK,
            "SMTP_PORT": str(self.relay.port),
            "MAIL_DOMAIN": "mail.test",
            "EVIDENCE_DIR": str(self.directory / "evidence"),
            "ERASURES_DIR": str(self.directory / "erasures"),
            "PYTHONUNBUFFERED": "1",
        }

    def start(self) -> None:
        """Start the web server and one worker, and wait until both are there."""
        celery = [sys.executable, "-m", "celery", "-A", "r2p_site", "worker"]
        quiet = ["--loglevel", "INFO", "--without-mingle", "--without-gossip", "--concurrency", "1"]
        self._start("web", web_server(self.port), self.environment(worker=False))
        self._start("worker", [*celery, *quiet], self.environment(worker=True))
        assert wait_until(self._answers, seconds=SECONDS), self.log("web")
        assert wait_until(lambda: " ready." in self.log("worker"), seconds=SECONDS)

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()

    def log(self, name: str) -> str:
        return (self.directory / "log" / f"{name}.log").read_text(errors="replace")

    def wake(self, task: str, **words: Any) -> bool:
        """Wake the worker for one task, and wait for its end. Returns whether it went well."""
        queue = "mail" if task.startswith("outbox.") else "work"
        number = self._bell.send_task(task, kwargs=words, queue=queue).id
        said = f"Task {task}[{number}]"
        ends = [f"{said} {word}" for word in ("succeeded", "raised")]
        assert wait_until(lambda: any(end in self.log("worker") for end in ends), seconds=SECONDS)
        return ends[0] in self.log("worker")

    def get(self, path: str) -> Answer:
        return self._ask(path, None)

    def post(self, path: str, **fields: str) -> Answer:
        return self._ask(path, urlencode(fields).encode())

    def _ask(self, path: str, data: bytes | None) -> Answer:
        request = urllib.request.Request(self.address + path, data)  # noqa: S310 - our own site
        request.add_header("Origin", self.address)
        opener = urllib.request.build_opener(_NoFurther)
        try:
            with opener.open(request, timeout=30) as answer:
                return Answer(answer.status, answer.read().decode(errors="replace"), answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read().decode(errors="replace"), error.headers)

    def _answers(self) -> bool:
        try:
            return self.get("/livez").status == 200
        except OSError:
            return False

    def _start(self, name: str, argv: list[str], environment: Mapping[str, str]) -> None:
        path = self.directory / "log" / f"{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [str(part) for part in argv],
                cwd=ROOT,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )


@contextmanager
def inhabited(directory: Path) -> Iterator[Habitat]:
    """Start a site for one test, and end every process of it."""
    relay = Relay()
    controller = Controller(relay, hostname=LOOPBACK, port=free_port())
    controller.start()
    relay.port = controller.port
    broker = urlsplit(site.REDIS_URL)._replace(path=f"/{BROKER}").geturl()
    redis.Redis.from_url(broker).flushdb()
    habitat = Habitat(directory, relay, free_port(), broker)
    try:
        habitat.start()
        yield habitat
    finally:
        habitat.stop()
        controller.stop()
        redis.Redis.from_url(broker).flushdb()
