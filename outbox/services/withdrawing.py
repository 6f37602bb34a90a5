"""Take back mails whose cause is gone: the app that asked for them says so, without an address."""

from django.db import transaction

from outbox.models import State
from outbox.models.message import MessageQuerySet
from outbox.settling import drop, forget_words


def withdraw(*, messages: MessageQuerySet) -> int:
    """Cancel those of `messages` that wait to be sent. Returns how many.

    Those too that a worker has claimed: it may be sending one of them at this moment, but it finds
    the row closed afterwards, and nobody tries it again.
    """
    return drop(messages)


@transaction.atomic
def erase(*, messages: MessageQuerySet) -> int:
    """Withdraw `messages`, and empty the envelope of every one of them. Returns how many.

    What remains is a row with no address, no text and a blind index. A letter that is being sent
    keeps its envelope until it is known what became of it.
    """
    rows = messages.exclude(state=State.SENDING)
    withdraw(messages=rows)
    forget_words(messages=rows)
    return rows.update(envelope_sealed=None, domain="")
