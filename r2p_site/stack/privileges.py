"""Running PostgreSQL for root: it refuses to run as root, so it runs as `nobody`.

A clone may lie in a directory closed to everybody but root. There `nobody` gets one capability, to
pass directories, and nothing else; the data stay in the clone's own `var/`.
"""

import ctypes
import os
import pwd
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1
_PR_SET_SECUREBITS = 28
_SECBIT_NO_SETUID_FIXUP = 1 << 2
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_RAISE = 2
_CAPABILITY_VERSION_3 = 0x20080522
# Passing closed directories; and, where a container withholds that, passing any permission.
_CAP_DAC_READ_SEARCH = 2
_CAP_DAC_OVERRIDE = 1


class StepDownError(Exception):
    """No way was found to run a program as somebody else than root."""


@dataclass(frozen=True)
class Account:
    """Whom a program runs as, with at most one of root's capabilities kept."""

    uid: int
    gid: int
    capability: int | None = None


def account_for(program: Path, *, directory: Path) -> Account | None:
    """Return whom to run `program` as so that it can use `directory`; None means as ourselves.

    Raises StepDownError when root has no capability to give and `nobody` cannot pass.
    """
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    for capability in (None, _CAP_DAC_READ_SEARCH, _CAP_DAC_OVERRIDE):
        account = Account(uid=nobody.pw_uid, gid=nobody.pw_gid, capability=capability)
        if _can_use(account, program, directory):
            return account
    raise StepDownError(
        "PostgreSQL does not run as root, and the user 'nobody' cannot reach this directory.\n"
        f"Move the clone to a place that everybody may enter (now: {directory}),\n"
        "run the command as an ordinary user, or set DATABASE_URL\n"
        "to a PostgreSQL 18 server of your own."
    )


def at_birth(*, account: Account | None, parent_death_signal: int) -> Callable[[], None]:
    """Return what a new process does before its program: step down, and die with its parent."""

    def prepare() -> None:
        if account is not None:
            _become(account)
        # After stepping down: the kernel forgets the signal when the user changes.
        _LIBC.prctl(_PR_SET_PDEATHSIG, parent_death_signal, 0, 0, 0)

    return prepare


def _can_use(account: Account, program: Path, directory: Path) -> bool:
    """Ask in a process of its own, as PostgreSQL's programs ask before they start one another."""
    asking = os.fork()
    if asking == 0:
        answer = 1
        try:
            _become(account)
            if os.access(program, os.R_OK | os.X_OK) and os.access(directory, os.X_OK):
                answer = 0
        finally:
            os._exit(answer)
    _pid, status = os.waitpid(asking, 0)
    return os.waitstatus_to_exitcode(status) == 0


def _become(account: Account) -> None:
    if account.capability is not None:
        # Else the change of user drops every capability, and access(2) ignores what is left.
        _insist(_LIBC.prctl(_PR_SET_SECUREBITS, _SECBIT_NO_SETUID_FIXUP, 0, 0, 0))
    os.setgroups([])
    os.setresgid(account.gid, account.gid, account.gid)
    os.setresuid(account.uid, account.uid, account.uid)
    if account.capability is not None:
        _keep_only(account.capability)


def _keep_only(capability: int) -> None:
    bit = 1 << capability
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    effective_permitted_inheritable = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    _insist(_LIBC.capset(header, effective_permitted_inheritable))
    _insist(_LIBC.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability, 0, 0))


def _insist(result: int) -> None:
    if result != 0:
        raise PermissionError(ctypes.get_errno(), "a capability is not ours to give")
