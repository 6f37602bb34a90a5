"""Start a sender with one defence taken away, to see that a fault notices; or with harm done to it.

    python -m tests.faults.worker CHANGE[,CHANGE] celery -A r2p_site worker ...
    python -m tests.faults.worker CHANGE[,CHANGE] manage.py mailpump ...

Nothing in the product can switch a defence off. Here the code is replaced in this process, before
it begins to work.
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django
from django.core.management import execute_from_command_line


def _module(name: str) -> Any:
    """Import late: the product's modules need Django to be set up."""
    return importlib.import_module(name)


def lease() -> None:
    """What a worker claims is its own for a day, whether it lives or not."""
    leases = _module("outbox.leases")
    leases.LEASE = timedelta(days=1)


def fence() -> None:
    """Marks go to the message, and do not ask whose lease it is, nor whether there is one."""
    leases = _module("outbox.models.lease").LeaseQuerySet
    leases.held_by = lambda self, _token: self
    marks = _module("outbox.marks")
    lease = b"UPDATE outbox_lease SET smtp_code = $1, taken_at = $2 WHERE message_id = $3"
    message = (
        b"UPDATE outbox_message SET state = 'sent', smtp_code = $1, sent_at = $2 WHERE id = $3"
    )
    marks._TAKEN = changed(marks._TAKEN, lease, message)
    marks._TAKEN = changed(marks._TAKEN, b"token = $4", b"$4::uuid IS NOT NULL")


def one_holder() -> None:
    """Two workers that claim at the same moment may take the same rows."""
    leases = _module("outbox.leases")
    free = "WHERE l.until <= %(now)s AND l.taken_at IS NULL\n    RETURNING"
    leases._CLAIM = changed(leases._CLAIM, "FOR UPDATE OF m SKIP LOCKED", "")
    leases._CLAIM = changed(leases._CLAIM, free, "RETURNING")


def attempts() -> None:
    """A claim does not count: what kills its worker is claimed for ever."""
    leases = _module("outbox.leases")
    leases._CLAIM = changed(leases._CLAIM, "attempts + 1", "attempts")


def suspects() -> None:
    """What a vanished worker held is taken in one go, though one of it may have killed it."""
    leases = _module("outbox.leases")
    alone = "l.message_id IS NULL OR l.message_id = (SELECT id FROM suspect)"
    all_of_them = "l.message_id IS NULL OR (l.until <= %(now)s AND l.taken_at IS NULL)"
    leases._CLAIM = changed(leases._CLAIM, alone, all_of_them)


def sending() -> None:
    """A letter is not committed as being sent before its text leaves."""
    leases = _module("outbox.leases")
    leases.confirm = lambda _message, **_more: True


def poison() -> None:
    """Harm: who opens the envelope of an address that begins with "poison" is killed by it."""
    delivery = _module("outbox.delivery")
    unseal = delivery.unseal_json

    def swallow(sealed: bytes) -> Any:
        envelope = unseal(sealed)
        if envelope["to"].startswith("poison"):
            os.kill(os.getpid(), signal.SIGKILL)
        return envelope

    delivery.unseal_json = swallow


def changed[T: (str, bytes)](text: T, old: T, new: T) -> T:
    """Replace what must be there: a defence that is written otherwise by now is not off."""
    if old not in text:
        raise LookupError(f"{old!r} is not there to be replaced")
    return text.replace(old, new)


# "scheduler" is no code: the suite starts none.
DEFENCES: dict[str, Callable[[], None]] = {
    "scheduler": lambda: None,
    "lease": lease,
    "fence": fence,
    "one_holder": one_holder,
    "attempts": attempts,
    "suspects": suspects,
    "sending": sending,
}
HARMS = {"poison": poison}


def main() -> None:
    changes, program, *words = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "r2p_site.settings.dev")
    django.setup()
    for change in changes.split(","):
        (DEFENCES | HARMS)[change]()
    if program == "celery":
        celery = _module("celery.__main__")
        sys.argv = [program, *words]
        celery.main()
    else:
        execute_from_command_line([program, *words])


if __name__ == "__main__":
    main()
