"""Deliveries in any state, written straight to the tables; and whole ones, as a worker makes."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaigns.models import Delivery, DeliveryStatus, Petition
from campaigns.services import deliveries, delivering
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_petition

REASON = "The minister receives us on Monday."


def make_delivery(
    *,
    petition: Petition | None = None,
    status: str = DeliveryStatus.DRAFTED,
    author: User | None = None,
    at: datetime | None = None,
    **more: Any,
) -> Delivery:
    """A delivery to the first addressee, a draft by default. No files lie behind any state."""
    petition = petition or make_petition()
    at = at or timezone.now()
    values: dict[str, Any] = {"number": petition.deliveries.count() + 1, "reason": REASON}
    if status not in (DeliveryStatus.DRAFTED, DeliveryStatus.CANCELLED):
        values |= {"cut_at": at, "last_signature": 1, "expected": 12}
    if status not in (DeliveryStatus.DRAFTED, DeliveryStatus.REQUESTED, DeliveryStatus.CANCELLED):
        values |= {"approver": make_user(), "approved_at": at, "approval_reason": "It is fitting."}
    if status in ("ready", "handed_over", "acknowledged"):
        values |= {"head": "ab" * 32, "origin": "cd" * 32, "made_at": at, "signatures": 12}
    if status in ("handed_over", "acknowledged"):
        values |= {"handed_over_at": at, "handed_over_on": at.date(), "manner": "in_person"}
    return Delivery.objects.create(
        petition=petition,
        post=petition.campaign.offices[0],
        author=author or make_user(),
        status=status,
        drafted_at=at,
        **(values | more),
    )


def make_made(
    *,
    petition: Petition,
    author: User | None = None,
    approver: User | None = None,
    at: datetime | None = None,
    **wanted: Any,
) -> Delivery:
    """A delivery taken through every step by its services, until it is ready to hand over."""
    author, approver = author or make_user(), approver or make_user()
    wanted = {"with_volumes": False, "redaction": "full", "reason": REASON, **wanted}
    delivery = deliveries.draft_delivery(
        petition=petition, post=petition.campaign.offices[0], actor=author, at=at, **wanted
    )
    deliveries.request_delivery(delivery=delivery, actor=author, at=at)
    deliveries.approve_delivery(delivery=delivery, actor=approver, reason="It is fitting.", at=at)
    while delivering.advance_delivery(number=delivery.pk, at=at):
        pass
    delivery.refresh_from_db()
    return delivery
