"""The site's own programs on this machine: web server, worker, scheduler, mail catcher."""

import fcntl
import hashlib
import json
import os
import sys
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

from .ports import LOOPBACK, free_ports, port_near
from .processes import Program, Stack, StackError

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "var" / "static"
LOGINS = ROOT / "var" / "demo-logins.txt"
MAIL_DOMAIN = "never-silent.test"
SECONDS_TO_START = 180
WEB_WORKERS = 2
HIGHEST_PORT = 65500
APPLICATION = "r2p_site.wsgi:application"

# The web process can seal personal data and not read it; only the worker holds the other key.
WEB_KEYS = ("SECRET_KEY", "SEALING_PUBLIC_KEY", "BLIND_INDEX_KEY")
WORKER_KEYS = (*WEB_KEYS, "SEALING_PRIVATE_KEY")


def web_server(port: int, application: str = APPLICATION) -> list[str]:
    """Return the command of the web server, with the processes and threads that are shipped."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", LOOPBACK, "--port", str(port)),
        *("--workers", str(WEB_WORKERS), "--blocking-threads", "4"),
        application,
    ]


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """Where the parts of a running site are reached."""

    web: int
    mail: int
    mail_page: int

    @classmethod
    def usual(cls) -> "Addresses":
        """Return the ports a person expects, or the next free ones."""
        wanted = os.environ.get("PORT") or "8000"
        if not wanted.isdecimal() or not 0 < int(wanted) < HIGHEST_PORT:
            raise StackError(f"PORT is set to {wanted}, which is not the number of a port.")
        web = port_near(int(wanted))
        return cls(web=web, mail=port_near(1025), mail_page=port_near(max(8025, web + 1)))

    @classmethod
    def free(cls) -> "Addresses":
        web, mail, mail_page = free_ports(3)
        return cls(web=web, mail=mail, mail_page=mail_page)

    @property
    def site(self) -> str:
        return f"http://localhost:{self.web}"


class Site:
    """One site in one stack: its settings, and the programs that make it up."""

    def __init__(
        self,
        stack: Stack,
        *,
        addresses: Addresses,
        keys: Mapping[str, str],
        services: Mapping[str, str],
    ) -> None:
        self.stack = stack
        self.addresses = addresses
        self.mail = stack.directory / "mail"
        self._keys = keys
        self._settings = (
            os.environ
            | services
            | self._mail_settings()
            | {
                "DJANGO_SETTINGS_MODULE": "r2p_site.settings.dev",
                "ALLOWED_HOSTS": f"localhost,{LOOPBACK}",
                "BASE_URL": addresses.site,
                "PYTHONUNBUFFERED": "1",
                # It belongs to this database, and to no other that was here before.
                "ERASURES_DIR": str(stack.directory / "erasures"),
            }
        )

    def web_environment(self) -> dict[str, str]:
        return self._environment(WEB_KEYS)

    def worker_environment(self) -> dict[str, str]:
        return self._environment(WORKER_KEYS)

    def prepare(self) -> None:
        """Bring the tables and the static files up to date."""
        self.manage("prepare")
        fingerprint = _fingerprint(ROOT)
        mark = STATIC.with_suffix(".mark")
        with STATIC.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # all stacks of one checkout share these files
            if not mark.exists() or mark.read_text() != fingerprint:
                self.manage("collectstatic", "--no-input", "--clear")
                mark.write_text(fingerprint)

    def manage(self, command: str, *arguments: str) -> None:
        """Run one of Django's commands. Raises StackError with its last lines if it fails."""
        self.stack.run_to_its_end(
            Program(
                name=command,
                argv=[sys.executable, ROOT / "manage.py", command, *arguments],
                environment=self.worker_environment(),
            )
        )

    def is_uninhabited(self) -> bool:
        """Tell whether nobody has an account: only then may a demo with known passwords move in."""
        with psycopg.connect(self._settings["DATABASE_URL"]) as connection:
            return connection.execute("SELECT FROM accounts_user LIMIT 1").rowcount == 0

    def start(self) -> None:
        """Start every program and wait until the site answers."""
        self.mail.mkdir(exist_ok=True)
        for program in (self._mail_catcher(), self.worker(), self.scheduler(), self.web()):
            self.stack.start(program)
        self.stack.wait_until(self.answers, what="The site", seconds=SECONDS_TO_START)
        self.stack.wait_until(self._worker_is_ready, what="The worker", seconds=SECONDS_TO_START)

    def write_run_file(self) -> Path:
        """Write addresses and process numbers, for tools that look at or harm a running site."""
        path = self.stack.directory / "run.json"
        pids = {name: process.pid for name, process in self.stack.running.items()}
        facts = {"site": self.addresses.site, "web": self.addresses.web, "pids": pids}
        path.write_text(json.dumps(facts, indent=2) + "\n")
        return path

    def _environment(self, names: tuple[str, ...]) -> dict[str, str]:
        settings = {name: value for name, value in self._settings.items() if name not in self._keys}
        return settings | {name: self._keys[name] for name in names}

    def _mail_settings(self) -> dict[str, str]:
        return {
            "SMTP_HOST": LOOPBACK,
            "SMTP_PORT": str(self.addresses.mail),
            "SMTP_USER": "",
            "SMTP_PASSWORD": "",
            "SMTP_TLS": "0",
            "MAIL_DOMAIN": MAIL_DOMAIN,
        }

    def web(self) -> Program:
        return Program(
            name="web",
            argv=web_server(self.addresses.web),
            environment=self.web_environment(),
        )

    def worker(self) -> Program:
        return Program(
            name="worker",
            argv=[
                *(sys.executable, "-m", "celery", "-A", "r2p_site", "worker"),
                *(
                    "--concurrency",
                    "2",
                    "--loglevel",
                    "INFO",
                    "--without-mingle",
                    "--without-gossip",
                ),
            ],
            environment=self.worker_environment(),
        )

    def scheduler(self) -> Program:
        schedule = self.stack.directory / "scheduler"
        return Program(
            name="scheduler",
            argv=[
                *(sys.executable, "-m", "celery", "-A", "r2p_site", "beat"),
                *("--schedule", schedule, "--pidfile", "", "--loglevel", "INFO"),
            ],
            environment=self.web_environment(),
        )

    def _mail_catcher(self) -> Program:
        return Program(
            name="mail",
            argv=[
                *(sys.executable, "-m", "r2p_site.stack.mailcatcher", self.mail),
                *("--smtp-port", str(self.addresses.mail)),
                *("--page-port", str(self.addresses.mail_page)),
            ],
            environment=os.environ.copy(),
        )

    def answers(self) -> bool:
        """Tell whether every worker of the web server is there and the site answers."""
        # A server told to stop while one of its workers is still starting would not hear it.
        if f"Started worker-{WEB_WORKERS}" not in self._log_of("web"):
            return False
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{self.addresses.web}/livez", timeout=5):
                return True
        except OSError:
            return False

    def _worker_is_ready(self) -> bool:
        return " ready." in self._log_of("worker")

    def _log_of(self, name: str) -> str:
        return self.stack.log_of(name).read_text(errors="replace")


def _fingerprint(root: Path) -> str:
    """Tell whether any static file changed since the last time."""
    folders = [root / "static", *sorted(root.glob("*/static")), root / ".venv" / "stamp"]
    files = [
        file for folder in folders for file in (folder.rglob("*") if folder.is_dir() else [folder])
    ]
    facts = sorted(f"{file} {file.stat().st_mtime_ns}" for file in files if file.is_file())
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()
