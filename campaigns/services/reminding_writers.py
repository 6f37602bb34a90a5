"""Remind people once who wrote a letter two days ago and have not pressed the button."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from campaigns.letter_wording import current_facts, is_good
from campaigns.models import Letter
from campaigns.models.petition import LINK_MAIL_AT_LATEST
from core.sealed import SealClosed, require_private_key, unseal_json
from outbox.models import Message, State
from outbox.services import enqueue, own_values
from outbox.services.asking import may_ask

from .judging import WAITS
from .letters import mail_context
from .reminding import BATCH, REMINDED_AFTER, REMINDED_UNTIL

# Who could not be reached by the first mail, or did not want it, gets no second.
UNWELCOME = (State.BOUNCED, State.FAILED, State.SUPPRESSED, State.COMPLAINED)


def remind_writers(*, at: datetime | None = None) -> int:
    """Send the reminders of letters that are due. Returns how many.

    Once for each letter, among the three mails a day that anybody can have sent to a mailbox, and
    only while the campaign sends letters. It brings the link of the first mail, since the key to
    the letter's text is in that link and nowhere else. Raises SealClosed without the private key:
    it runs in a worker.
    """
    require_private_key()
    at = at or timezone.now()
    due = Letter.objects.to_remind(since=at - REMINDED_UNTIL, until=at - REMINDED_AFTER)
    sent = last = 0
    while batch := list(due.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        last = batch[-1]
        sent += sum(_remind(pk, at) for pk in batch)
    return sent


@transaction.atomic
def _remind(pk: int, at: datetime) -> bool:
    """Remind of one, unless it has changed meanwhile or its mailbox has had enough for a day."""
    due = Letter.objects.to_remind(since=at - REMINDED_UNTIL, until=at - REMINDED_AFTER)
    rows = due.for_pages().select_for_update(skip_locked=True, of=("self",))
    letter = rows.filter(pk=pk).first()
    if letter is None or letter.sealed is None or not _still_leaves(letter, at):
        return False
    try:
        address, link = str(unseal_json(letter.sealed)["email"]), _first_link(letter)
    except SealClosed:  # damaged: it cannot be confirmed by a reminder
        return False
    if not link or not may_ask(address=address, at=at):
        return False
    enqueue(
        template="campaigns/email/remind_letter",
        to=address,
        context=mail_context(letter),
        values={"link": link},
        dedup_key=f"reminder:letter:{letter.pk}",
        language=letter.language,
        expires=letter.created_at + LINK_MAIL_AT_LATEST,
        at=at,
        asks=True,
    )
    return bool(Letter.objects.filter(pk=pk).update(reminded=True))


def _still_leaves(letter: Letter, at: datetime) -> bool:
    """Whether it would be sent if its author confirmed it now."""
    action = letter.letter_action
    good = is_good(current_facts(action), at.date())
    return action.campaign.is_open(at.date()) and action.offers_sending and good


def _first_link(letter: Letter) -> str:
    """Return the link of the mail that asked first; empty if that is gone or was not wanted."""
    first = Message.objects.filter(dedup_key=f"{WAITS}:letter:{letter.public_id}")
    message = first.exclude(state__in=UNWELCOME).first()
    return own_values(message).get("link", "") if message else ""
