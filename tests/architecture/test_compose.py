"""The containers of production, as far as they can be tried without an engine to build them."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from nacl.public import PrivateKey

from r2p_site.stack.ports import free_port

from .compose import (
    command_of,
    environment_of,
    healthcheck_of,
    required_variables,
    services,
    variables,
)
from .sources import ROOT

OURS = ("web", "worker", "scheduler")
BINARIES = Path(sys.executable).parent
SECRETS = ("SECRET_KEY", "SEALING_PUBLIC_KEY", "BLIND_INDEX_KEY", "DATABASE_URL", "REDIS_URL")
COMPILED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
PLACE = ("BASE_URL", "ALLOWED_HOSTS", "MAIL_DOMAIN")
SETTINGS = ("base", "dev", "prod", "environment")
SCHEDULE = "/tmp/schedule"  # noqa: S108 - a place in the container, of which this is the only user

_key = PrivateKey.generate()
GIVEN = {
    "SECRET_KEY": "c0ffee" * 12 + "+of-no-worth",
    "SEALING_PUBLIC_KEY": bytes(_key.public_key).hex(),
    "SEALING_PRIVATE_KEY": bytes(_key).hex(),
    "BLIND_INDEX_KEY": "ab" * 32,
    "POSTGRES_PASSWORD": "letters1",
    "VALKEY_PASSWORD": "letters2",
    "BASE_URL": "https://example.org",
    "ALLOWED_HOSTS": "example.org",
    "MAIL_DOMAIN": "example.org",
    "SMTP_HOST": "127.0.0.1",
}


def run(argv: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        argv, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def as_in_container(service: str, **ours: str) -> dict[str, str]:
    """The service's environment, with the test run's own servers."""
    machine = {name: os.environ[name] for name in ("HOME", *COMPILED) if name in os.environ}
    machine["PATH"] = f"{BINARIES}:{os.environ['PATH']}"
    return environment_of(service, GIVEN) | machine | ours


def test_the_variables_given_here_are_those_that_compose_requires():
    assert set(GIVEN) == required_variables()


def test_every_service_is_described():
    page = (ROOT / "docs" / "deployment.md").read_text()
    assert set(re.findall(r"^\| `(\w+)` \|", page, flags=re.MULTILINE)) == set(services())


def test_every_variable_is_described_and_every_described_variable_is_used():
    page = (ROOT / "docs" / "reference" / "environment.md").read_text()
    described = re.findall(r"^\| `([A-Z_]+)` \|", page, flags=re.MULTILINE)
    files = [ROOT / "r2p_site" / "settings" / f"{name}.py" for name in SETTINGS]
    settings = "".join(path.read_text() for path in files)
    read = re.findall(r'\b(?:required|optional|switch|get)\(\s*"([A-Z_]+)"', settings)
    stack = (ROOT / "r2p_site" / "stack").iterdir()
    elsewhere = "".join(path.read_text() for path in stack if path.is_file())

    assert len(described) == len(set(described))
    assert variables() | set(read) <= set(described)
    for name in described:
        assert name in variables() | set(read) or re.search(rf"\b{name}\b", elsewhere), name


def test_only_the_worker_can_read_personal_data():
    holders = {name for name in services() if "SEALING_PRIVATE_KEY" in environment_of(name, GIVEN)}
    assert holders == {"worker"}


def test_a_secret_has_no_default():
    secret = {name for name in variables() if re.search(r"KEY|PASSWORD|SECRET|MAILBOX", name)}
    # Each of these is for something that not every place has.
    assert secret - required_variables() == {
        "BOUNCE_MAILBOX_URL",
        "DKIM_PRIVATE_KEY",
        "MAIL_WEBHOOK_KEYS",
        "MAIL_WEBHOOK_SECRET",
        "SMTP_PASSWORD",
    }


def test_only_the_worker_can_open_the_mailbox_that_bounces_come_to():
    holders = {name for name in services() if "BOUNCE_MAILBOX_URL" in environment_of(name, GIVEN)}
    assert holders == {"worker"}


@pytest.mark.parametrize("name", list(services()))
def test_every_service_reports_its_health_and_stops_with_grace(name):
    service = services()[name]
    if name == "migrate":
        assert service["restart"] == "no"
        return
    assert service["healthcheck"]["test"]
    assert re.fullmatch(r"\d+s", service["stop_grace_period"])
    assert service["restart"] == "unless-stopped"


def test_the_broker_forgets_nothing_and_throws_nothing_out():
    command = " ".join(command_of("broker"))
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_the_database_is_the_version_we_test_with_and_logs_nobody(settings):
    with closing(psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres")) as connection:
        assert (
            services()["database"]["image"] == f"postgres:{connection.info.server_version // 10000}"
        )
    command = " ".join(command_of("database"))
    assert "log_min_error_statement=panic" in command
    assert "log_error_verbosity=terse" in command


def test_the_image_installs_with_hashes_and_does_not_run_as_root():
    text = (ROOT / "Dockerfile").read_text()
    last_stage = text.rpartition("\nFROM ")[2]
    assert "--require-hashes" in text
    assert re.search(r"^USER (?!root|0)", last_stage, flags=re.MULTILINE)
    assert "HEALTHCHECK" in last_stage
    assert "STOPSIGNAL SIGTERM" in last_stage


def test_the_image_starts_what_compose_starts():
    words = re.findall(r'"([^"]+)"', (ROOT / "Dockerfile").read_text().rpartition("\nCMD")[2])
    assert words == command_of("web")


def test_the_build_takes_everything_the_site_needs_and_nothing_private():
    rules = (ROOT / ".dockerignore").read_text().split()
    taken = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    assert rules[0] == "*"
    assert all((ROOT / name).exists() for name in taken)
    assert not taken & {"var", ".venv", ".git", "tests", ".env"}
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert apps | {"manage.py", "templates", "static", "requirements.txt"} <= taken


@pytest.mark.parametrize("service", [*OURS, "migrate"])
def test_every_program_comes_with_the_image(service):
    """What is installed beside this interpreter is what the image installs, and more."""
    program = command_of(service)[0]
    assert shutil.which(program, path=str(BINARIES))
    pinned = (ROOT / "requirements.txt").read_text()
    assert program == "python" or re.search(rf"^{program}==", pinned, flags=re.MULTILINE)


def test_production_settings_pass_djangos_deployment_checks(servers):
    checks = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = run([sys.executable, *checks], as_in_container("web", **servers))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", [*SECRETS, *PLACE])
def test_production_does_not_start_without(missing):
    environment = as_in_container("web")
    del environment[missing]
    done = run([sys.executable, "-c", "import r2p_site.settings.prod"], environment)
    assert done.returncode == 1
    assert f"ImproperlyConfigured: Set the environment variable {missing} " in done.stderr


def test_the_proxy_hands_on_to_the_web_server_and_logs_nobody():
    text = (ROOT / "r2p_site" / "stack" / "nginx.conf").read_text()
    [mounted] = services()["proxy"]["volumes"]
    assert mounted.startswith("./r2p_site/stack/nginx.conf:")
    assert "server web:8000" in text
    assert "--port 8000" in " ".join(command_of("web"))
    [log] = re.findall(r"log_format (.*?);", text, flags=re.DOTALL)
    assert not re.search(r"remote_addr|http_|request_uri|\$request\b|cookie", log)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """An empty database beside the test run's own, brought up to date by the migrate service."""
    server = os.environ["DATABASE_URL"]
    name = f"compose_{os.getpid()}"
    with closing(psycopg.connect(server, autocommit=True)) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def servers(database) -> dict[str, str]:
    broker = urlsplit(os.environ["REDIS_URL"])._replace(path="/15").geturl()
    return {"DATABASE_URL": database, "REDIS_URL": broker}


@pytest.fixture(scope="module")
def migrated(servers) -> None:
    done = run(command_of("migrate"), as_in_container("migrate", **servers))
    assert done.returncode == 0, done.stderr


@contextmanager
def started(argv: list[str], environment: dict[str, str], log: Path) -> Iterator[Callable[[], str]]:
    """Run a service until the body ends, then ask it to stop as compose does."""
    with log.open("wb") as file:
        process = subprocess.Popen(argv, cwd=ROOT, env=environment, stdout=file, stderr=file)
    try:
        yield log.read_text
        process.terminate()
        assert process.wait(timeout=30) == 0, log.read_text()
    finally:
        process.kill()
        process.wait()


def becomes(true: Callable[[], bool], *, seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.1)
    return False


def test_the_web_server_starts_answers_and_stops(servers, migrated, tmp_path):
    port = str(free_port())
    environment = as_in_container("web", **servers)
    argv = [port if word == "8000" else word for word in command_of("web")]
    probe = [*healthcheck_of("web"), port]
    with started(argv, environment, tmp_path / "log") as log:
        assert becomes(lambda: "Started worker-2" in log()), log()
        assert run(probe, environment).returncode == 0
    assert run(probe, environment).returncode == 1


def test_the_worker_starts_answers_and_stops(servers, migrated, tmp_path):
    environment = as_in_container("worker", **servers) | {"HOSTNAME": os.uname().nodename}
    with started(command_of("worker"), environment, tmp_path / "log") as log:
        assert becomes(lambda: " ready." in log()), log()
        assert run(healthcheck_of("worker"), environment).returncode == 0


def test_the_scheduler_starts_wakes_the_worker_and_stops(servers, migrated, tmp_path):
    here = f"{tmp_path}/schedule"
    argv = [word.replace(SCHEDULE, here) for word in command_of("scheduler")]
    probe = [word.replace(SCHEDULE, here) for word in healthcheck_of("scheduler")]
    environment = as_in_container("scheduler", **servers)
    with started(argv, environment, tmp_path / "log") as log:
        assert becomes(lambda: "Sending due task" in log()), log()
    assert run(probe, environment).returncode == 0
    assert run([*probe[:2], probe[2].replace(here, f"{here}-none")], environment).returncode == 1
