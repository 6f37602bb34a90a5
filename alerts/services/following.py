"""What came back ends what it came back from: a mailbox that is gone, a complaint, a plain no.

The outbox knows messages and mailboxes; who followed what, and because of which the mail went, is
known here. Nothing is noted of what was read: a report has its effect as long as something that was
confirmed before it is still followed, and so the second reading finds nothing to do.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from alerts.models import EndedReason, Subscriber, Subscription
from outbox.models import Failure, Trace, TraceKind

from .ending import end_subscriptions

# Reports come within days; longer than any outage of ours.
LOOK_BACK = timedelta(days=30)

# A mailbox that does not exist is told to us at the door, or by a report later on.
GONE = Q(kind__in=(TraceKind.BOUNCED, TraceKind.FAILED), failure=Failure.MAILBOX_GONE)
NO_MORE = GONE | Q(kind__in=(TraceKind.COMPLAINED, TraceKind.UNSUBSCRIBED))
REASONS = {
    TraceKind.BOUNCED: EndedReason.BOUNCED,
    TraceKind.FAILED: EndedReason.BOUNCED,
    TraceKind.COMPLAINED: EndedReason.COMPLAINED,
    TraceKind.UNSUBSCRIBED: EndedReason.BY_MAIL,
}


def follow_reports(*, at: datetime | None = None) -> int:
    """End what people followed when a mail of theirs came back for good. Returns how many ended.

    All of it: whoever marks one alert as spam, or answers one with "no more", is not to be asked
    which they meant. What they confirmed after the report stays, since that is what they say now.
    """
    at = at or timezone.now()
    return sum(
        _follow(subscriber, TraceKind(kind), reported_at, at=at)
        for subscriber, kind, reported_at in _reports(at).iterator(chunk_size=1000)
    )


def _reports(at: datetime) -> QuerySet[Trace, tuple[int, str, datetime]]:
    """Whose mail was reported how and when, as far as they still follow something from before."""
    person = "message__alert_items__subscriber"
    followed = Subscription.objects.active().filter(
        subscriber=OuterRef("person"), confirmed_at__lt=OuterRef("at")
    )
    return (
        Trace.objects.filter(NO_MORE, at__gt=at - LOOK_BACK, **{f"{person}__isnull": False})
        .annotate(person=F(person))
        .filter(Exists(followed))
        .order_by("at", "person")
        .values_list("person", "kind", "at")
        .distinct()
    )


@transaction.atomic
def _follow(pk: int, kind: TraceKind, reported_at: datetime, *, at: datetime) -> int:
    subscriber = Subscriber.objects.select_for_update().filter(pk=pk).first()
    if subscriber is None:
        return 0
    before = subscriber.subscriptions.active().filter(confirmed_at__lt=reported_at)
    only = list(before.values_list("pk", flat=True))
    return end_subscriptions(subscriber=subscriber, only=only, reason=REASONS[kind], at=at)
