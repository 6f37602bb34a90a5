"""A PostgreSQL cluster in a directory of ours."""

import shutil
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql

from .ports import LOOPBACK
from .privileges import Account, StepDownError, account_for
from .processes import SERVICE, Program, Stack, StackError

DATABASE = "r2p"

SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A failed statement carries people's addresses; the log must hold neither it nor its details.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
}
FORGETFUL = {"fsync": "off", "full_page_writes": "off"}


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Where the data lie, which programs serve them and as whom."""

    home: Path
    programs: Path
    account: Account | None
    durable: bool

    @property
    def data(self) -> Path:
        return self.home / "data"

    @classmethod
    def inside(cls, directory: Path, *, programs: Path, durable: bool) -> Self:
        """Choose an account that can use both. Raises StackError when root finds none."""
        programs = programs.resolve() / "pginstall" / "bin"
        home = directory.resolve() / "postgres"
        try:
            account = account_for(programs / "postgres", directory=directory.resolve())
        except StepDownError as error:
            raise StackError(str(error)) from error
        return cls(home=home, programs=programs, account=account, durable=durable)

    def server(self, port: int) -> Program:
        settings = SETTINGS | ({} if self.durable else FORGETFUL)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Program(
            name="postgres",
            argv=[self.programs / "postgres", "-D", self.data, "-p", str(port), *options],
            level=SERVICE,
            # The fast shutdown, which does not wait for clients to leave.
            stop_signal=signal.SIGINT,
            account=self.account,
        )


def make_cluster(stack: Stack, cluster: Cluster, *, password: str) -> None:
    """Make the cluster unless it is there; what a run that was cut short left is made anew."""
    if cluster.data.exists():
        return
    shutil.rmtree(cluster.home, ignore_errors=True)
    cluster.home.mkdir(mode=0o700)
    secret = cluster.home / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    if cluster.account is not None:
        for path in (cluster.home, secret):
            shutil.chown(path, cluster.account.uid, cluster.account.gid)
    draft = cluster.home / "draft"
    stack.run_to_its_end(
        Program(
            name="initdb",
            argv=[
                *(cluster.programs / "initdb", "--pgdata", draft, "--username=postgres"),
                *("--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
                *([] if cluster.durable else ["--no-sync"]),
            ],
            level=SERVICE,
            account=cluster.account,
        )
    )
    secret.unlink()
    draft.rename(cluster.data)


def make_database(port: int, *, password: str) -> None:
    with _connect(port, password) as connection:
        there = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
        if there.rowcount == 0:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def postgres_answers(port: int, *, password: str) -> bool:
    """Tell whether the server takes our password. Raises StackError when it never will."""
    try:
        _connect(port, password).close()
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise StackError(
                "The database was made with other keys than those in keys.env beside it.\n"
                "Put the old keys.env back, or remove the directory 'postgres' to start anew."
            ) from error
        return False
    return True


def _connect(port: int, password: str) -> psycopg.Connection:
    return psycopg.connect(
        host=LOOPBACK,
        port=port,
        user="postgres",
        password=password,
        dbname="postgres",
        autocommit=True,
        connect_timeout=5,
    )
