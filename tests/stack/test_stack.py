"""Services are there for a command, and nothing is left when it, or whoever started it, is gone."""

import fcntl
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from r2p_site.stack.processes import remove_what_nobody_uses
from r2p_site.stack.services import package_directory

from .running import (
    ROOT,
    environment_without_services,
    processes_of,
    stack_command,
    start_stack,
    still_running,
    wait_until,
)

LOOK = """
import os, psycopg, redis
db = psycopg.connect(os.environ["DATABASE_URL"])
show = lambda name: db.execute("SHOW " + name).fetchone()[0]
print(db.info.server_version // 10000, show("fsync"), show("log_min_error_statement"))
broker = redis.from_url(os.environ["REDIS_URL"])
print(broker.config_get("maxmemory-policy"))
broker.close()
"""
WAIT = """
import json, os, pathlib, subprocess, sys, time
stray = subprocess.Popen(["sleep", "600"], start_new_session=True)
told = pathlib.Path(sys.argv[1])
told.with_suffix(".new").write_text(json.dumps(dict(os.environ)))
told.with_suffix(".new").rename(told)
try:
    time.sleep(600)
except KeyboardInterrupt:
    sys.exit(5)
"""
MAKE_A_CLUSTER = """
import pathlib, sys
from r2p_site.stack.postgres import Cluster, make_cluster
from r2p_site.stack.processes import Stack
closed = pathlib.Path(sys.argv[1])
with Stack(closed) as stack:
    cluster = Cluster.inside(closed, programs=closed / "embedded_postgres", durable=False)
    make_cluster(stack, cluster, password="of-no-worth")
"""


def run(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    pipe = subprocess.PIPE
    process = start_stack(*arguments, stdout=pipe, stderr=pipe, **options)
    out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def waiting(tmp_path: Path, *options: str) -> list[str | Path]:
    """Arguments for a command that says what it was told, leaves a stray child, and waits."""
    script = tmp_path / "wait.py"
    script.write_text(WAIT)
    command = (sys.executable, script, tmp_path / "told")
    return ["exec", *options, "--directory", tmp_path / "stack", "--", *command]


def test_a_command_gets_both_services_and_its_status_is_ours(tmp_path):
    script = LOOK + "raise SystemExit(7)"

    done = run("exec", "--directory", tmp_path, "--", sys.executable, "-c", script)

    assert done.returncode == 7, done.stderr
    assert done.stdout.splitlines() == ["18 off panic", "{'maxmemory-policy': 'noeviction'}"]
    assert processes_of(tmp_path) == set()


def test_a_durable_run_writes_through_and_the_next_one_begins_with_nothing(tmp_path):
    script = LOOK + "db.execute('CREATE TABLE kept ()'); db.commit()"
    arguments = ("exec", "--durable", "--directory", tmp_path, "--", sys.executable, "-c", script)

    first, second = run(*arguments), run(*arguments)

    assert first.stdout.startswith("18 on"), first.stderr
    assert second.returncode == 0, second.stderr


def test_servers_named_in_the_environment_are_used_and_none_started(tmp_path):
    script = LOOK + "print(os.environ['DATABASE_URL'])"
    arguments = ("exec", "--directory", tmp_path, "--", sys.executable, "-c", script)

    done = run(*arguments, env=os.environ)

    assert done.stdout.splitlines()[-1] == os.environ["DATABASE_URL"]
    assert not (tmp_path / "postgres").exists()
    assert not (tmp_path / "valkey").exists()


def test_what_a_run_and_its_keeper_left_when_both_were_killed_is_removed(tmp_path):
    used, unused = tmp_path / "used", tmp_path / "unused"
    used.mkdir()
    unused.mkdir()
    with (used / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        remove_what_nobody_uses([used, unused])

    assert used.exists()
    assert not unused.exists()


def test_without_a_directory_of_its_own_a_run_leaves_no_files():
    process = start_stack("exec", "--", "true", env=os.environ)

    assert process.wait(timeout=60) == 0
    assert not (ROOT / "var" / f"test-{process.pid}").exists()


def test_it_works_in_a_directory_that_is_closed_to_others(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    done = run("exec", "--directory", closed / "stack", "--", sys.executable, "-c", LOOK)

    assert done.returncode == 0, done.stderr


def test_its_programs_may_lie_in_a_closed_directory_too(tmp_path):
    """As in a clone that root made in a home of mode 0700 with a umask of 077."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    package = package_directory("embedded_postgres")
    for directory in (package, package.with_suffix(".libs")):
        shutil.copytree(directory, closed / directory.name)
    for program in (closed / package.name / "pginstall" / "bin").iterdir():
        program.chmod(0o700)
    (tmp_path / "make.py").write_text(MAKE_A_CLUSTER)

    done = subprocess.run(
        [sys.executable, tmp_path / "make.py", closed],
        env=environment_without_services() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert (closed / "postgres" / "data" / "PG_VERSION").read_text() == "18\n"


def test_a_database_half_made_by_a_run_that_was_cut_short_is_made_anew(tmp_path):
    (tmp_path / "postgres" / "draft").mkdir(parents=True)
    (tmp_path / "postgres" / "draft" / "PG_VERSION").write_text("18")

    assert run("exec", "--directory", tmp_path, "--", "true").returncode == 0


def test_a_command_that_is_not_there_is_named_without_a_traceback(tmp_path):
    done = run("exec", "--directory", tmp_path, "--", "no-such-command", env=os.environ)

    assert done.returncode == 1
    assert done.stderr.strip() == "Cannot run no-such-command: No such file or directory"


def test_two_runs_do_not_meet_in_one_directory(tmp_path):
    first = start_stack(*waiting(tmp_path))
    assert wait_until((tmp_path / "told").exists)

    second = run("exec", "--directory", tmp_path / "stack", "--", "true", env=os.environ)
    first.terminate()

    assert second.returncode == 1
    assert "Another run uses" in second.stderr
    assert first.wait(timeout=30) == 128 + signal.SIGTERM


@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGHUP])
def test_nothing_survives_a_signal_to_the_runner(tmp_path, deadly):
    process = start_stack(*waiting(tmp_path))
    assert wait_until((tmp_path / "told").exists)
    everything = processes_of(tmp_path)

    process.send_signal(deadly)
    process.wait(timeout=30)

    assert len(everything) > 8
    assert wait_until(lambda: not still_running(everything), seconds=20), still_running(everything)


def test_nothing_survives_when_whoever_started_the_runner_is_killed(tmp_path):
    script = shlex.join(stack_command(*waiting(tmp_path))) + "; true"
    with subprocess.Popen(
        ["sh", "-c", script], cwd=ROOT, env=environment_without_services()
    ) as shell:
        assert wait_until((tmp_path / "told").exists)
        everything = processes_of(tmp_path)
        shell.kill()

    assert wait_until(lambda: not still_running(everything), seconds=20), still_running(everything)


def test_control_c_lets_the_command_end_first_and_then_stops_the_services(tmp_path):
    terminal = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
    with subprocess.Popen(
        [sys.executable, "-c", terminal, *stack_command(*waiting(tmp_path))],
        cwd=ROOT,
        env=environment_without_services(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as person:
        assert wait_until((tmp_path / "told").exists)
        everything = processes_of(tmp_path)
        person.stdin.write(b"\x03")
        person.stdin.flush()

        assert person.wait(timeout=40) == 5
        assert still_running(everything) == set()


def test_the_whole_site_starts_and_nothing_of_it_survives_a_kill(tmp_path):
    process = start_stack(*waiting(tmp_path, "--site"))
    file = tmp_path / "told"
    wait_until(lambda: file.exists() or process.poll() is not None, seconds=240)
    told = json.loads(file.read_text())
    everything = processes_of(tmp_path)
    named = json.loads(Path(told["JOURNEY_RUN_FILE"]).read_text())["pids"]

    process.kill()
    process.wait()

    assert set(named) == {"postgres", "valkey", "mail", "worker", "scheduler", "web"}
    assert set(named.values()) <= everything
    assert "SEALING_PUBLIC_KEY" in told
    assert "SEALING_PRIVATE_KEY" not in told
    assert wait_until(lambda: not still_running(everything), seconds=25), still_running(everything)
