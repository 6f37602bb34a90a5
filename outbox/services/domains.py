"""What staff decide about a recipient domain: to try it now, and by how many workers at once."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.rules import RuleRefused
from outbox.models import Domain, Message, Stream
from outbox.wakeup import wake_on_commit

# What a rest has put off comes back within a minute of its end (leases).
SPREAD = timedelta(minutes=1)
# So many are let go to it at once. If the domain takes them, the rest follow in their own time.
TRIAL = 500
MOST_WORKERS = 100


@transaction.atomic
def try_again_now(*, domain: Domain, actor: Any, at: datetime | None = None) -> int:
    """End the rest of a domain, and let some of what it has put off go. Returns how many.

    Its refusals stay counted: the first answer decides whether it rests again.
    Raises RuleRefused if it does not rest.
    """
    at = at or timezone.now()
    row = Domain.objects.select_for_update().get(pk=domain.pk)
    if row.resting_until is None or row.resting_until <= at:
        raise RuleRefused(_("This domain does not rest: mail goes to it."), code="awake")
    put_off = Message.objects.put_off(
        domain=row.name, since=row.resting_until, until=row.resting_until + SPREAD
    )
    chosen = list(put_off.values_list("pk", flat=True)[:TRIAL])
    released = put_off.filter(pk__in=chosen).update(available_at=at)
    row.resting_until, row.changed_at = None, at
    row.save(update_fields=("resting_until", "changed_at"))
    record(verb="domain.released", target=row, actor=actor, details={"messages": released}, at=at)
    for stream in Stream:
        wake_on_commit(stream)
    return released


@transaction.atomic
def set_workers(
    *, name: str, workers: int | None, actor: Any, at: datetime | None = None
) -> Domain:
    """Set how many workers may send to a domain at once. None: as many as to any other.

    Raises RuleRefused for a number that is not between 1 and 100; to send nothing, pause a stream.
    """
    if workers is not None and not 1 <= workers <= MOST_WORKERS:
        raise RuleRefused(_("Between 1 and 100 workers may send to a domain."), code="workers")
    at = at or timezone.now()
    row, _is_new = Domain.objects.update_or_create(
        name=name.strip().strip(".").lower(), defaults={"workers": workers, "changed_at": at}
    )
    record(verb="domain.limited", target=row, actor=actor, details={"workers": workers}, at=at)
    return row
