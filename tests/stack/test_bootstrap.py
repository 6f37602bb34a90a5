"""The first command finds an interpreter, installs once, and mends what was left half done."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from .running import ROOT

SCRIPT = Path("r2p_site") / "stack" / "bootstrap.sh"

# Answers the questions that the script asks of an interpreter.
INTERPRETER = """#!/bin/sh
case "$*" in
    *sys.executable*) [ {suitable} = yes ] && echo "$0" ;;
    *version_info*) echo {version} ;;
    *"-c"*) ;;
    *) echo "ran: $*" ;;
esac
"""
SHIM = "#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n"
# Writes down what it was asked, and makes an environment whose interpreter is the chosen one.
UV = """#!/bin/sh
echo "$*" >> "$UV_LOG"
case "$1" in
    venv) mkdir -p .venv/bin && cp "$4" .venv/bin/python ;;
    pip) [ ! -e "$UV_LOG.fail" ] ;;
esac
"""


@dataclass(frozen=True)
class Machine:
    """A clone, a home and a PATH of our own."""

    clone: Path
    home: Path
    programs: Path

    def add_program(self, path: Path, text: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
        return path

    def add_python(self, path: Path, *, version: str, suitable: str = "yes") -> Path:
        return self.add_program(path, INTERPRETER.format(version=version, suitable=suitable))

    def bootstrap(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "HOME": str(self.home),
            "PATH": f"{self.programs}:/usr/bin:/bin",
            "UV_LOG": str(self.log),
        }
        return subprocess.run(
            ["sh", self.clone / SCRIPT, *arguments],
            env=environment | more,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    @property
    def log(self) -> Path:
        return self.home / "uv.log"

    def installs(self) -> list[str]:
        """What was installed so far, one line for each call of uv that changes something."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if line != "--version"]


@pytest.fixture
def machine(tmp_path) -> Machine:
    machine = Machine(
        clone=tmp_path / "clone", home=tmp_path / "home", programs=tmp_path / "programs"
    )
    (machine.clone / SCRIPT).parent.mkdir(parents=True)
    machine.home.mkdir()
    shutil.copy(ROOT / SCRIPT, machine.clone / SCRIPT)
    (machine.clone / SCRIPT).with_name("requirements-dev.txt").write_text("one==1\n")
    machine.add_program(machine.programs / "uv", UV)
    machine.add_python(machine.programs / "python3", version="3.11", suitable="no")
    return machine


@pytest.fixture
def pyenv(machine) -> Path:
    versions = machine.home / ".pyenv" / "versions"
    machine.add_python(versions / "3.13.0" / "bin" / "python3.13", version="3.13")
    machine.add_python(versions / "3.12.1" / "bin" / "python3.12", version="3.12")
    return versions


def test_an_interpreter_lying_unused_is_found_behind_a_shim_that_does_not_work(machine, pyenv):
    machine.add_program(machine.programs / "python3.13", SHIM)

    done = machine.bootstrap()

    assert done.returncode == 0, done.stderr
    chosen = pyenv / "3.13.0" / "bin" / "python3.13"
    assert machine.installs()[0] == f"venv --quiet --python {chosen} .venv"


def test_an_interpreter_on_the_path_is_found(machine):
    path = machine.add_python(machine.programs / "python3.13", version="3.13")

    machine.bootstrap()

    assert machine.installs()[0] == f"venv --quiet --python {path} .venv"


def test_the_interpreter_that_was_asked_for_is_taken(machine, pyenv):
    path = machine.add_python(machine.home / "mine", version="3.12")

    machine.bootstrap(PYTHON=str(path))

    assert machine.installs()[0] == f"venv --quiet --python {path} .venv"


def test_asking_for_one_that_is_too_old_is_refused_with_the_reason(machine, pyenv):
    old = machine.programs / "python3"

    done = machine.bootstrap(PYTHON=str(old))

    assert done.returncode == 1
    assert f"PYTHON is set to {old}, which is not a Python from 3.12 to 3.15" in done.stderr
    assert machine.installs() == []


def test_installing_is_done_once(machine, pyenv):
    machine.bootstrap()
    before = machine.installs()

    done = machine.bootstrap("-m", "something", "with arguments")

    assert before[1:] == ["pip sync --quiet --require-hashes r2p_site/stack/requirements-dev.txt"]
    assert machine.installs() == before
    assert done.stdout == "ran: -m something with arguments\n"
    assert done.stderr == ""


def test_new_requirements_are_installed_into_the_environment_that_is_there(machine, pyenv):
    machine.bootstrap()
    (machine.clone / SCRIPT).with_name("requirements-dev.txt").write_text("one==2\n")

    machine.bootstrap()

    assert [line.split()[0] for line in machine.installs()] == ["venv", "pip", "pip"]


def test_an_environment_that_was_left_half_made_is_made_anew(machine, pyenv):
    half = machine.clone / ".venv"
    machine.add_python(half / "bin" / "python", version="3.13")
    (half / "half").touch()

    assert machine.bootstrap().returncode == 0
    assert not (half / "half").exists()


def test_an_installation_that_fails_is_not_taken_for_done(machine, pyenv):
    failing = Path(f"{machine.log}.fail")
    failing.touch()
    first = machine.bootstrap()
    failing.unlink()

    second = machine.bootstrap()

    assert first.returncode != 0
    assert second.returncode == 0, second.stderr


def test_an_environment_whose_interpreter_is_gone_is_made_anew(machine, pyenv):
    machine.bootstrap()
    (machine.clone / ".venv" / "bin" / "python").unlink()

    assert machine.bootstrap("-V").stdout == "ran: -V\n"


def test_a_clone_that_was_moved_gets_a_new_environment(machine, pyenv, tmp_path):
    machine.bootstrap()
    moved = Machine(clone=tmp_path / "moved", home=machine.home, programs=machine.programs)
    machine.clone.rename(moved.clone)

    moved.bootstrap()

    assert [line.split()[0] for line in moved.installs()] == ["venv", "pip", "venv", "pip"]


def test_two_commands_started_at_once_install_once(machine, pyenv):
    command = ["sh", machine.clone / SCRIPT]
    environment = {
        "HOME": str(machine.home),
        "PATH": f"{machine.programs}:{os.defpath}",
        "UV_LOG": str(machine.log),
    }
    running = [subprocess.Popen(command, env=environment) for _ in range(2)]

    assert [process.wait(timeout=60) for process in running] == [0, 0]
    assert len(machine.installs()) == 2
