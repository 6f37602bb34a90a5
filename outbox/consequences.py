"""What a refusal or a report does to the mailbox that it was about.

Known by its blind index alone, so that it holds also after the person's data is gone.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from .models import Failure, Message, Suppression, SuppressionReason, SuppressionScope, Trace
from .models.trace import FULL_DAYS, FULL_WITHIN

FULL_PAUSE = timedelta(days=30)


def after_refusal(message: Message, *, failure: Failure, at: datetime | None = None) -> None:
    """Write no more to a mailbox that is gone, for a while to one that stays full.

    Full on four days of thirty: a pause of thirty days, and the second time an end. What is said
    against us (policy) is never held against the person.
    """
    if failure == Failure.MAILBOX_GONE:
        suppress_mailbox(message, reason=SuppressionReason.MAILBOX_GONE, at=at)
    elif failure == Failure.MAILBOX_FULL:
        _after_full(message, at=at or timezone.now())


def after_complaint(message: Message, *, at: datetime | None = None) -> None:
    """Somebody marked a mail as spam: they get no more alerts. What they ask for still comes."""
    suppress_mailbox(
        message, reason=SuppressionReason.COMPLAINT, scope=SuppressionScope.BULK, at=at
    )


def suppress_mailbox(
    message: Message,
    *,
    reason: SuppressionReason,
    scope: SuppressionScope = SuppressionScope.ALL,
    until: datetime | None = None,
    at: datetime | None = None,
) -> None:
    """Suppress the mailbox of a message. A wider or longer suppression that is there stays."""
    Suppression.objects.widen(
        recipient_key=bytes(message.recipient_key),
        reason=reason,
        scope=scope,
        until=until,
        at=at or timezone.now(),
    )


def _after_full(message: Message, *, at: datetime) -> None:
    days = Trace.objects.full_days(
        recipient_key=bytes(message.recipient_key), since=at - FULL_WITHIN
    )
    if days < FULL_DAYS:
        return
    had_its_pause = Suppression.objects.paused_before(bytes(message.recipient_key), at=at)
    suppress_mailbox(
        message,
        reason=SuppressionReason.MAILBOX_FULL,
        until=None if had_its_pause else at + FULL_PAUSE,
        at=at,
    )
