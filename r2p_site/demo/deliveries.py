"""A delivery of the demonstration: numbers, handed over and acknowledged."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from campaigns.models import Campaign, Manner, Redaction
from campaigns.services.deliveries import (
    acknowledge,
    approve_delivery,
    draft_delivery,
    hand_over,
    request_delivery,
)
from campaigns.services.delivering import advance_delivery
from core.sealed import SealClosed, require_private_key


def deliver(campaign: Campaign, *, author: User, approver: User) -> None:
    """Take a petition to its first addressee. Without the private key it waits for a worker."""
    now = timezone.now()
    delivery = draft_delivery(
        petition=campaign.petition,
        post=campaign.offices[0],
        actor=author,
        at=now - timedelta(days=3),
        redaction=Redaction.COUNTS,
        language=campaign.language,
        with_volumes=False,
        reason="An invented appointment. Numbers carry the same weight as names.",
    )
    request_delivery(delivery=delivery, actor=author, at=now - timedelta(days=3))
    words = "Nobody is named, and the office can act."
    approve_delivery(delivery=delivery, actor=approver, reason=words, at=now - timedelta(days=3))
    try:
        require_private_key()
    except SealClosed:
        return
    while advance_delivery(number=delivery.pk, at=now - timedelta(days=3)):
        pass
    delivery.refresh_from_db()
    hand_over(
        delivery=delivery,
        actor=author,
        on=(now - timedelta(days=2)).date(),
        at=now - timedelta(days=2),
        handed_over_by="The director of the observatory (invented)",
        taken_by="The registry (invented)",
        manner=Manner.IN_PERSON,
        note="Together with the brief on the situation. Everything here is invented.",
    )
    acknowledge(
        delivery=delivery,
        actor=author,
        on=(now - timedelta(days=1)).date(),
        at=now - timedelta(days=1),
        words="Received and passed on to the desk in charge, file 4711/26 (invented).",
    )
