"""Write the audit trail, and what was erased. Called by services of other apps alone."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from . import ledger
from .models import Erasure, Event
from .verbs import VERBS


def record(
    *,
    verb: str,
    target: Model,
    actor: Any = None,
    public: bool = False,
    details: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Event:
    """Write one event, in the caller's transaction: what is rolled back was not done.

    `details` is JSON-able and holds no personal data, since nothing here can be erased.
    Raises ValueError for a verb that is not in `audit.verbs`.
    """
    if verb not in VERBS:
        message = f"{verb!r} is not in audit/verbs.py."
        raise ValueError(message)
    return Event.objects.create(
        verb=verb,
        actor=actor if getattr(actor, "pk", None) else None,
        object_type=target._meta.label_lower,
        object_id=str(target.pk),
        public=public,
        details=dict(details or {}),
        at=at or timezone.now(),
    )


def record_each(
    *,
    verb: str,
    targets: Iterable[Model],
    actor: Any = None,
    details: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> int:
    """Write one event for each target, in few statements: what one deed did to many objects.

    As `record` otherwise. Returns how many were written.
    """
    if verb not in VERBS:
        message = f"{verb!r} is not in audit/verbs.py."
        raise ValueError(message)
    moment = at or timezone.now()
    who = actor if getattr(actor, "pk", None) else None
    events = [
        Event(
            verb=verb,
            actor=who,
            object_type=target._meta.label_lower,
            object_id=str(target.pk),
            details=dict(details or {}),
            at=moment,
        )
        for target in targets
    ]
    return len(Event.objects.bulk_create(events, batch_size=1000))


@dataclass(frozen=True, kw_only=True)
class Erased:
    """By what a row would be found again if a backup brought it back. Never an address."""

    kind: str
    scope: int = 0
    key: bytes | None = None


def note_erasures(*, traces: Iterable[Erased], at: datetime | None = None) -> int:
    """Note that what these traces lead to was erased, in the caller's transaction and in the file.

    The file comes first. If the transaction is rolled back after all, a replay erases what somebody
    wanted erased. The order is shuffled, so that it does not tell which came first. Returns how
    many were noted.
    """
    day = (at or timezone.now()).astimezone(UTC).date()
    rows = [Erasure(kind=each.kind, scope=each.scope, key=each.key, day=day) for each in traces]
    secrets.SystemRandom().shuffle(rows)
    if rows:
        ledger.append(rows)
        Erasure.objects.bulk_create(rows, batch_size=1000)
    return len(rows)
