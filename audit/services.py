"""Write the audit trail. Called by services of other apps, and by nothing else."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from .models import Event
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
