"""When a mail system refuses letters: stop, tell staff, and go on as they decide.

Nothing here looks for another way in: letters never leave from another domain.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from campaigns.models import ONWARD_MOVES, Hold, Letter, OfficeBlock, Onward
from core.states import move
from officials.models import Contact
from officials.services import fail_contact
from outbox.models import Failure, Message

from .held import take_up
from .letter_alarm import tell_staff_of_letters

# So many mails have to come back before an address is given up that may be refused for their words.
REFUSALS = 2


@transaction.atomic
def heed_failure(*, contact: Contact, message: Message, at: datetime) -> None:
    """Draw the consequence for the address from a letter that did not arrive.

    A refusal by policy opens a block. A mailbox that does not exist fails at once (5.1.1), one that
    refused two mails at the second: what follows is held, until somebody finds another address.
    A full mailbox and what went wrong on our side say nothing of the address.
    """
    if message.failure == Failure.POLICY:
        open_block(contact=contact, message=message, at=at)
        return
    refused = Letter.objects.mails_to(contact, failure=Failure.REFUSED)
    gone = message.failure == Failure.MAILBOX_GONE
    if gone or message.failure == Failure.REFUSED and refused >= REFUSALS:
        fail_contact(contact=contact, at=at)


@transaction.atomic
def open_block(*, contact: Contact, message: Message, at: datetime) -> OfficeBlock:
    """Stop letters to a contact; to all of its domain once another contact there was refused.

    Staff are told once. What waits is held from the next dispatch on.
    """
    domain = contact.value.rpartition("@")[2].lower()
    words = message.last_error[:200]
    standing = OfficeBlock.objects.standing().filter(domain=domain)
    others = standing.filter(contact__isnull=False).exclude(contact=contact)
    whole = standing.filter(contact=None).exists() or others.exists()
    block, is_new = OfficeBlock.objects.standing().get_or_create(
        domain=domain,
        contact=None if whole else contact,
        defaults={"words": words, "opened_at": at},
    )
    if is_new:
        details = {"domain": domain, "whole": whole}
        record(verb="office_block.opened", target=block, details=details, at=at)
        tell_staff_of_letters(kind="blocked", key=f"block:{block.pk}", about=domain, at=at)
    return block


@transaction.atomic
def settle_block(
    *, block: OfficeBlock, actor: User, onward: str, at: datetime | None = None
) -> OfficeBlock:
    """Decide how letters go on: by mail as before, in a weekly digest, or handed over on paper.

    Raises MoveRefused for what was decided otherwise meanwhile.
    """
    at = at or timezone.now()
    move(
        block,
        to=Onward(onward),
        moves=ONWARD_MOVES,
        field="onward",
        settled_by=actor,
        settled_at=at,
    )
    if onward != Onward.PAPER:
        held = Letter.objects.filter(hold=Hold.BLOCKED, hand_over=None)
        take_up(held.filter(post__contacts__in=_covered(block)))
    record(
        verb="office_block.settled", target=block, actor=actor, details={"onward": onward}, at=at
    )
    return block


def _covered(block: OfficeBlock) -> list[int]:
    """Return the contacts that a block is about."""
    if block.contact_id:
        return [block.contact_id]
    rows = Contact.objects.filter(value__iendswith=f"@{block.domain}")
    return list(rows.values_list("pk", flat=True))
