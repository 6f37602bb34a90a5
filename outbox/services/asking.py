"""Mails that ask somebody to confirm what anybody could have typed: three in 24 hours at most.

Over all forms together, petitions, letters and alerts alike: whoever wants to flood a mailbox uses
all of them. Every such mail is queued with `asks=True`, which is what is counted here.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from audit.services import record
from core.locks import lock
from outbox.addresses import recipient_key
from outbox.models import Message, State, Suppression, SuppressionScope

AT_MOST = 3
AT_MOST_PER = timedelta(hours=24)
LOCK = "outbox.asking"


def ask_alone() -> None:
    """Let nobody else decide who may be asked until the transaction ends.

    Two that count at once would each see two mails and send a third. One lock for all mailboxes,
    held for milliseconds: a worker that judges a thousand at once could not hold a thousand.
    """
    lock(LOCK)


def asked(*, recipient_keys: Iterable[bytes], since: datetime) -> QuerySet[Message]:
    """Return the mails since then that asked these mailboxes and were not cancelled.

    Those too that wait to be judged, so that none slips through while they wait.
    """
    return Message.objects.filter(
        asks=True, recipient_key__in=set(recipient_keys), created_at__gt=since
    ).exclude(state=State.CANCELLED)


def may_ask(*, address: str, at: datetime) -> bool:
    """Return whether one more such mail may go to the address, and keep others from deciding.

    Call it in the transaction that queues the mail.
    """
    ask_alone()
    lately = asked(recipient_keys=[recipient_key(address)], since=at - AT_MOST_PER)
    return lately.count() < AT_MOST


@transaction.atomic
def write_again(*, message: Message, at: datetime | None = None) -> bool:
    """Let alerts go again to the mailbox that `message` asked: its owner has just said yes.

    An earlier complaint, or an earlier wish for no more, is thereby over. Not so a mailbox that
    does not exist, or staff's word that nothing at all may go there. Returns whether it was closed.
    """
    closed = Suppression.objects.select_for_update().filter(
        recipient_key=message.recipient_key, scope=SuppressionScope.BULK
    )
    for suppression in closed:
        details = {"reason": "confirmed anew by the owner of the mailbox"}
        record(verb="suppression.lifted", target=suppression, details=details, at=at)
    return bool(closed.delete()[0])
