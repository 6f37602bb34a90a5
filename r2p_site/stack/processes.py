"""The stack: programs started together, watched together and stopped together."""

import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn, Self

from .keeper import MARK, Keeper, is_running
from .privileges import Account, at_birth

POLL_SECONDS = 0.05
LOCK_SECONDS = 30
LAST_LINES = 15
END_OF_COMMAND_SECONDS = 15

# What stops last serves the others.
SERVICE, SITE, COMMAND = 0, 1, 2


class StackError(Exception):
    """Something that the person who typed the command should read as it is."""


class Stopped(BaseException):
    """Somebody asked us to stop."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, kw_only=True)
class Program:
    name: str
    argv: Sequence[str | Path]
    environment: Mapping[str, str] = field(default_factory=dict)
    level: int = SITE
    stop_signal: int = signal.SIGTERM
    account: Account | None = None


class Stack:
    """A directory with its data and logs, and the programs that use it.

    Leaving the context stops every program. A signal to stop raises `Stopped` in its body.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.log = directory / "log"
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self._parent = os.getppid()
        self._token = secrets.token_hex(8)

    def __enter__(self) -> Self:
        self.log.mkdir(parents=True, exist_ok=True)
        lock = _lock(self.directory)
        self._keeper = Keeper(token=self._token, keep_open=(lock,))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _raise_stopped)
        return self

    def __exit__(self, *exception: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self._keeper.finish()

    def empty(self) -> None:
        """Begin anew: remove everything in the directory but its lock and its logs' place."""
        for path in self.directory.iterdir():
            if path.name in {"lock", "pid"}:
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.log.mkdir()

    def remove_at_the_end(self) -> None:
        self._keeper.remove_at_the_end(self.directory)

    def start(self, program: Program) -> subprocess.Popen[bytes]:
        """Start a program of the stack in its own process group, its output in log/<name>.log."""
        process = self._spawn_logged(program)
        self.running[program.name] = process
        return process

    def forget(self, name: str) -> None:
        """Stop watching a program that has ended."""
        self._keeper.forget(self.running.pop(name).pid)

    def run_to_its_end(self, program: Program) -> None:
        """Run a program that ends by itself. Raises StackError with its last lines if it fails."""
        process = self._spawn_logged(program)
        while process.poll() is None:
            self.pause()
        self._keeper.forget(process.pid)
        if process.returncode != 0:
            raise StackError(self._last_words(program.name, process.returncode))

    def run_in_front(self, argv: Sequence[str], environment: Mapping[str, str]) -> int:
        """Run a command on our own terminal and return its exit status."""
        program = Program(name="command", argv=argv, environment=environment, level=COMMAND)
        try:
            process = self._spawn(program, output=None, own_group=False)
        except OSError as error:
            raise StackError(f"Cannot run {argv[0]}: {error.strerror}") from error
        try:
            while process.poll() is None:
                self.pause()
        except Stopped as stopped:
            _end(process, stopped.number)
        self._keeper.forget(process.pid)
        code = process.returncode
        return code if code is not None and code >= 0 else 128 - (code or -signal.SIGKILL)

    def wait_until(self, answers: Callable[[], bool], *, what: str, seconds: float) -> None:
        """Wait for a sign of life. Raises StackError when a program ends or the time is over."""
        deadline = time.monotonic() + seconds
        while not answers():
            if time.monotonic() > deadline:
                raise StackError(
                    f"{what} did not answer within {seconds:.0f} seconds. Logs: {self.log}"
                )
            self.pause()

    def watch(self) -> NoReturn:
        """Stay until somebody stops us or a program ends."""
        while True:
            self.pause(seconds=0.5)

    def pause(self, *, seconds: float = POLL_SECONDS) -> None:
        """Sleep a moment; notice programs that ended and a parent that was killed."""
        time.sleep(seconds)
        if os.getppid() != self._parent:
            raise Stopped(signal.SIGHUP)
        for name, process in self.running.items():
            code = process.poll()
            if code is not None:
                raise StackError(self._last_words(name, code))

    def log_of(self, name: str) -> Path:
        return self.log / f"{name}.log"

    def _spawn_logged(self, program: Program) -> subprocess.Popen[bytes]:
        with self.log_of(program.name).open("wb") as log:
            return self._spawn(program, output=log, own_group=True)

    def _spawn(
        self, program: Program, *, output: IO[bytes] | None, own_group: bool
    ) -> subprocess.Popen[bytes]:
        marks = filter(None, (os.environ.get(MARK), self._token))
        process = subprocess.Popen(
            [str(part) for part in program.argv],
            env={**program.environment, MARK: ":".join(marks)},
            stdin=subprocess.DEVNULL if own_group else None,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            cwd="/" if program.account else None,
            start_new_session=own_group,
            preexec_fn=at_birth(account=program.account, parent_death_signal=program.stop_signal),
        )
        self._keeper.watch(
            process.pid,
            stop_signal=program.stop_signal,
            level=program.level,
            own_group=own_group,
        )
        return process

    def _last_words(self, name: str, code: int) -> str:
        path = self.log_of(name)
        lines = path.read_text(errors="replace").splitlines()[-LAST_LINES:]
        quoted = "\n".join(f"    {line}" for line in lines)
        return f"{name} ended with status {code}. Its last lines ({path}):\n{quoted}"


def remove_what_nobody_uses(directories: Iterable[Path]) -> None:
    """Remove the directories of runs that were killed together with their keepers."""
    for directory in directories:
        with (directory / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(directory, ignore_errors=True)


def _lock(directory: Path) -> int:
    """Take the directory for ourselves, waiting a little for a previous run that is just ending."""
    descriptor = os.open(directory / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if _owner_lives(directory) or time.monotonic() > deadline:
                raise StackError(_already_running(directory)) from None
            time.sleep(POLL_SECONDS)
            continue
        (directory / "pid").write_text(str(os.getpid()))
        return descriptor


def _owner_lives(directory: Path) -> bool:
    try:
        return is_running(int((directory / "pid").read_text()))
    except (OSError, ValueError):
        return False


def _already_running(directory: Path) -> str:
    return (
        f"Another run uses {directory} already (its process number is in {directory / 'pid'}).\n"
        "Stop it first with Ctrl-C in its terminal."
    )


def _raise_stopped(number: int, _frame: FrameType | None) -> NoReturn:
    raise Stopped(number)


def _end(process: subprocess.Popen[bytes], number: int) -> None:
    """End a command; a Ctrl-C it has had from the terminal itself, so first let it finish."""
    for attempt in (number, signal.SIGTERM, signal.SIGKILL):
        if attempt != signal.SIGINT:
            process.send_signal(attempt)
        try:
            process.wait(END_OF_COMMAND_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return
