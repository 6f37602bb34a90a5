"""What staff do by hand: queue again, cancel, decide on an uncertain letter, suppress and lift."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.rules import RuleRefused
from core.states import MoveRefused, may_move, move
from outbox.addresses import mailable, recipient_key
from outbox.models import Message, State, Suppression
from outbox.wakeup import wake_on_commit

from .reasons import given_reason


@transaction.atomic
def retry(*, message: Message, actor: Any, at: datetime | None = None) -> Message:
    """Queue again what failed or was held back, with all its attempts before it.

    Raises RuleRefused for a message in another state, an uncertain letter among them, and for one
    whose envelope has been emptied.
    """
    if message.state == State.UNCERTAIN:
        raise MoveRefused(
            _("It may have arrived. Say so, or send it again knowing that."), code="uncertain"
        )
    if message.state == State.SENDING:  # a move that only its sender knows the reason for
        raise MoveRefused(_("It is being sent at this moment."), code="sending")
    return _queue_again(message, actor=actor, at=at, uncertain=False)


@transaction.atomic
def send_again(*, message: Message, actor: Any, at: datetime | None = None) -> Message:
    """Queue an uncertain letter again: a person has decided that twice is better than never."""
    if message.state != State.UNCERTAIN:
        raise MoveRefused(_("Only an uncertain letter is sent again this way."), code="certain")
    return _queue_again(message, actor=actor, at=at, uncertain=True)


@transaction.atomic
def settle(*, message: Message, actor: Any, at: datetime | None = None) -> Message:
    """Note that an uncertain letter did arrive, as a person has found out."""
    if message.state != State.UNCERTAIN:
        raise MoveRefused(_("Only an uncertain letter is settled by hand."), code="certain")
    at = at or timezone.now()
    move(message, to=State.SENT, moves=message.moves, field="state", sent_at=at)
    record(verb="message.settled", target=message, actor=actor, at=at)
    return message


@transaction.atomic
def cancel(*, message: Message, actor: Any, at: datetime | None = None) -> Message:
    """Take a waiting message out of the queue. Raises MoveRefused if a worker has it in hand."""
    at = at or timezone.now()
    rows = Message.objects.filter(pk=message.pk).locked().waiting(at=at)
    if not may_move(
        instance=message, to=State.CANCELLED, moves=message.moves, field="state"
    ) or not rows.update(state=State.CANCELLED):
        raise MoveRefused(
            _("It is not waiting: it has ended, or is being sent at this moment."),
            code="not_waiting",
        )
    message.state = State.CANCELLED
    record(verb="message.cancelled", target=message, actor=actor, at=at)
    return message


@transaction.atomic
def suppress(
    *, address: str, reason: str, scope: str, actor: Any, at: datetime | None = None
) -> Suppression:
    """Write to this address no more. Only its blind index is kept.

    One row for a mailbox: a second time changes reason and scope. Raises AddressRefused.
    """
    at = at or timezone.now()
    suppression, _created = Suppression.objects.update_or_create(
        recipient_key=recipient_key(mailable(address)),
        defaults={"reason": reason, "scope": scope},
        create_defaults={"reason": reason, "scope": scope, "created_at": at},
    )
    record(
        verb="suppression.added",
        target=suppression,
        actor=actor,
        details={"reason": reason, "scope": scope},
        at=at,
    )
    return suppression


@transaction.atomic
def lift(*, suppression: Suppression, reason: str, actor: Any, at: datetime | None = None) -> None:
    """Take a mailbox off the list. The reason is kept in the audit trail: it names nobody.

    Raises RuleRefused without a reason, or with an address in it.
    """
    reason = given_reason(reason, ask=_("Say why mail may go to this address again."))
    record(
        verb="suppression.lifted",
        target=suppression,
        actor=actor,
        details={"reason": reason},
        at=at,
    )
    suppression.delete()


def _queue_again(message: Message, *, actor: Any, at: datetime | None, uncertain: bool) -> Message:
    if message.envelope_sealed is None:
        raise RuleRefused(_("Its address has been erased."), code="erased")
    at = at or timezone.now()
    move(
        message,
        to=State.QUEUED,
        moves=message.moves,
        field="state",
        attempts=0,
        available_at=at,
    )
    record(
        verb="message.retried",
        target=message,
        actor=actor,
        details={"uncertain": uncertain},
        at=at,
    )
    wake_on_commit(message.stream)
    return message
