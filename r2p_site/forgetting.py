"""Forget one person everywhere, and once more after a backup was restored.

Each app forgets what it has. Only the roof sees them all.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

import accounts.services
import alerts.services
import campaigns.services
import situations.services
from accounts.services import people
from alerts.services import forgetting as alerts_forgetting
from audit import ledger
from audit.models import Erasure
from audit.services import Erased
from campaigns.services import forgetting as campaigns_forgetting
from campaigns.services import retention as campaigns_retention
from campaigns.services import sign_ons
from outbox import retention
from situations.services import warnings

EraseAgain = Callable[..., int]

ERASERS: dict[str, EraseAgain] = {
    campaigns_forgetting.SIGNATURE: campaigns_forgetting.erase_again,
    campaigns_forgetting.LETTER: campaigns_forgetting.erase_again,
    sign_ons.SIGN_ON: sign_ons.erase_again,
    campaigns_retention.PETITION: campaigns_retention.erase_again,
    alerts_forgetting.SUBSCRIBER: alerts_forgetting.erase_again,
    warnings.CONTACT: warnings.erase_again,
    people.INVITATION: people.erase_again,
    retention.MAILBOX: retention.erase_again,
}


@transaction.atomic
def forget(*, address: str) -> dict[str, Any]:
    """Ask each app in its turn, the upper ones first. Returns what each of them found."""
    return {
        "alerts": alerts.services.forget(address=address),
        "campaigns": campaigns.services.forget(address=address),
        "warnings": situations.services.forget_warnings(address=address),
        "invitations": accounts.services.forget(address=address),
        "mail": retention.forget(address=address),
    }


def replay(*, at: datetime | None = None) -> Counter[str]:
    """Erase again what the ledger's files name and this database does not know was erased.

    Each line is a transaction of its own, with the row that says it is done: killed anywhere, the
    next run goes on. Afterwards what outlived its time while the backup lay there goes as well.
    Needs no private key. Returns how many rows went, by kind.
    """
    at = at or timezone.now()
    done: Counter[str] = Counter()
    for erasure in ledger.missing():
        done[erasure.kind] += _erase_again(erasure, at)
    done["outlived"] = campaigns.services.forget_unconfirmed(at=at)
    done["retention"] = campaigns_retention.erase_names(at=at)
    return done


def is_replayed() -> bool:
    """Return whether this database knows of every erasure in the ledger's files."""
    return not ledger.missing()


@transaction.atomic
def _erase_again(erasure: Erasure, at: datetime) -> int:
    """Raises KeyError for a kind that this release does not know: nothing is passed over."""
    key = bytes(erasure.key) if erasure.key else None
    trace = Erased(kind=erasure.kind, scope=erasure.scope, key=key)
    erased = ERASERS[erasure.kind](trace=trace, at=at)
    Erasure.objects.bulk_create([erasure], ignore_conflicts=True)
    return erased
