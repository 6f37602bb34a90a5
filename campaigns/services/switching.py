"""Switch off, and on again, what makes an attack or a fault worse. Each is in the audit trail.

Bulk mail is stopped where all streams of mail are: outbox.services.pausing, /admin/outbox/message/.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from campaigns.models import Petition, Switch, SwitchKind
from core.rules import RuleRefused


@transaction.atomic
def switch_off(
    *,
    kind: str,
    actor: Any,
    petition: Petition | None = None,
    message: str = "",
    at: datetime | None = None,
) -> Switch:
    """Pause signing, everywhere or for one petition, or hide lists and maps; until switched on.

    People who have a link can confirm all the same. Raises RuleRefused if it is off already.
    """
    at = at or timezone.now()
    switch, is_new = Switch.objects.get_or_create(
        kind=SwitchKind(kind),
        petition=petition,
        defaults={"message": message, "switched_at": at},
    )
    if not is_new:
        raise RuleRefused(_("This is switched off already."), code="switched_off")
    details = {"switch": switch.kind, "message": message}
    record(verb="switch.set", target=petition or switch, actor=actor, details=details, at=at)
    return switch


@transaction.atomic
def switch_on(*, switch: Switch, actor: Any, at: datetime | None = None) -> None:
    """Turn it on again. Raises RuleRefused if somebody has done so."""
    at = at or timezone.now()
    row = Switch.objects.select_for_update().filter(pk=switch.pk).first()
    if row is None:
        raise RuleRefused(_("This is switched on already."), code="switched_on")
    details = {"switch": row.kind, "seconds": int((at - row.switched_at).total_seconds())}
    record(verb="switch.lifted", target=row.petition or row, actor=actor, details=details, at=at)
    row.delete()


@transaction.atomic
def ask_for_proof(
    *, petition: Petition, actor: Any = None, reason: str = "staff", at: datetime | None = None
) -> bool:
    """Ask for a proof of work from now on. Without an `actor` an alarm does, and says which.

    Returns whether it was not asked for before.
    """
    at = at or timezone.now()
    rows = Petition.objects.filter(pk=petition.pk, proof_since=None)
    if not rows.update(proof_since=at):
        return False
    petition.proof_since = at
    details = {"reason": reason}
    record(verb="proof.asked", target=petition, actor=actor, details=details, at=at)
    return True


@transaction.atomic
def ask_for_proof_no_more(
    *, petition: Petition, actor: Any = None, at: datetime | None = None
) -> bool:
    """Take signatures without a proof of work again. Returns whether one was asked for."""
    rows = Petition.objects.filter(pk=petition.pk, proof_since__isnull=False)
    if not rows.update(proof_since=None):
        return False
    petition.proof_since = None
    record(verb="proof.not_asked", target=petition, actor=actor, at=at)
    return True
