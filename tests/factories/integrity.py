"""Arrivals, alarms and sweeps, written straight to the tables."""

import itertools
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaigns.models import (
    Alarm,
    AlarmKind,
    Arrival,
    Petition,
    PublicReason,
    Signature,
    SignatureState,
    Sweep,
    SweepDeed,
    SweepStatus,
)
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_petition, make_signature

_numbers = itertools.count(1)


def make_arrival(
    *,
    petition: Petition | None = None,
    signature: Signature | None = None,
    network: str = "",
    block: str = "",
    domain: str = "",
    at: datetime | None = None,
    **more: Any,
) -> Arrival:
    """How a signature came in; networks and domains of the same name have the same hash."""
    return Arrival.objects.create(
        petition=petition or make_petition(),
        signature=signature,
        post=next(_numbers).to_bytes(12),
        network_key=_key(network),
        block_key=_key(block),
        domain_key=_key(domain),
        at=at or timezone.now(),
        **more,
    )


def make_arrived(
    *,
    petition: Petition,
    state: str = SignatureState.PENDING,
    at: datetime | None = None,
    network: str = "",
    domain: str = "",
    **more: Any,
) -> Signature:
    """A signature together with how it came in."""
    signature = make_signature(petition=petition, state=state, at=at, **more)
    make_arrival(petition=petition, signature=signature, network=network, domain=domain, at=at)
    return signature


def make_alarm(*, petition: Petition | None = None, **more: Any) -> Alarm:
    """An open alarm."""
    at = more.pop("at", None) or timezone.now()
    values = {
        "kind": AlarmKind.NETWORK_BURST,
        "subject": "3f9a12",
        "raised_at": at,
        "hour": at.replace(minute=0, second=0, microsecond=0),
        "seen": 212,
        "bound": 30,
    }
    return Alarm.objects.create(petition=petition or make_petition(), **(values | more))


def make_sweep(
    *, petition: Petition | None = None, proposed_by: User | None = None, **more: Any
) -> Sweep:
    """A sweep that was proposed, or stands in the `status` given; it holds no rows."""
    at = more.pop("at", None) or timezone.now()
    values: dict[str, Any] = {
        "deed": SweepDeed.REMOVE,
        "reason": PublicReason.PROGRAM,
        "matched": 40,
        "counted": 40,
        "total_then": 400,
        "needs_second": True,
        "proposed_at": at,
    }
    if more.get("status", SweepStatus.PROPOSED) not in (SweepStatus.PROPOSED, SweepStatus.DROPPED):
        values |= {"run_by": make_user(), "begun_at": at}
    return Sweep.objects.create(
        petition=petition or make_petition(),
        proposed_by=proposed_by or make_user(),
        **(values | more),
    )


def _key(name: str) -> bytes | None:
    return name.encode().ljust(16, b"\0") if name else None
