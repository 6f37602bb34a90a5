"""Send confirmed letters, a few at a time, and see to what became of each.

A letter is written to a post. Who holds it, where it is reached and how it is addressed are found
out here, on the day on which the letter leaves.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from audit.services import record
from campaigns.letter_text import Author, compose_letter
from campaigns.models import LETTER_MOVES, Hold, Letter, LetterAction, LetterState
from campaigns.models.letter import LetterQuerySet
from core.locks import lock
from core.rules import RuleRefused
from core.sealed import seal_json, unseal_json
from core.states import move
from officials.models import Contact, Post, Tenure
from outbox.addresses import AddressRefused, mailable
from outbox.models import State
from outbox.relay import relay_address
from outbox.services import enqueue, enqueue_letter

from .letters import mail_context

# Few letters, well founded, reach an office that a flood would turn away.
PER_POST_AND_HOUR = 6
PER_POST_AND_DAY = 30

OUTCOMES = {
    State.SENT: LetterState.SENT,
    State.DELIVERED: LetterState.SENT,
    State.COMPLAINED: LetterState.SENT,
    State.BOUNCED: LetterState.FAILED,
    State.UNCERTAIN: LetterState.UNCERTAIN,
    State.FAILED: LetterState.FAILED,
    State.SUPPRESSED: LetterState.FAILED,
    State.EXPIRED: LetterState.FAILED,
    State.CANCELLED: LetterState.FAILED,
}


@dataclass(frozen=True)
class Office:
    """An office on the day of dispatch: who holds it, and where it is reached."""

    post: Post
    tenure: Tenure
    contact: Contact


class OfficeSilent(RuleRefused):
    """Nobody can be written to at this office today. The code is a Hold."""


def dispatch_letters(*, at: datetime | None = None) -> dict[str, int]:
    """Hand confirmed letters to the outbox, within each post's caps. Returns what was done.

    Letters to an office that nobody holds, or that has no address, are held; those held before are
    taken up again as soon as there is somebody. Each post is one transaction.
    """
    at = at or timezone.now()
    done = {"resumed": 0, "queued": 0, "held": 0}
    for post in _posts(Letter.objects.held_for_office()):
        done["resumed"] += _resume(post, at)
    for post in _posts(Letter.objects.awaiting_dispatch()):
        queued, held = _dispatch_to(post, at)
        done["queued"] += queued
        done["held"] += held
    return done


def follow_letters(*, at: datetime | None = None) -> dict[str, int]:
    """Read in the outbox what became of letters, and tell their authors. Returns how many of each.

    What failed for good goes back to its author with its full text.
    """
    at = at or timezone.now()
    done: dict[str, int] = {}
    for pk in Letter.objects.under_way().values_list("pk", flat=True):
        state = _follow(pk, at)
        done[state] = done.get(state, 0) + 1
    for pk in Letter.objects.to_be_returned().values_list("pk", flat=True):
        _return(pk, at)
    return done


def office_on(post: Post, at: datetime) -> Office:
    """Return who can be written to at the post now. Raises OfficeSilent if nobody can."""
    tenure = post.holder_on(at.date())
    if tenure is None or not post.is_active(at.date()):
        raise OfficeSilent("Nobody holds this office.", code=Hold.VACANT)
    contact = post.contact_for("email")
    if contact is None:
        raise OfficeSilent("It has no address to write to.", code=Hold.NO_CONTACT)
    try:
        mailable(contact.value)
    except AddressRefused as error:
        raise OfficeSilent("Its address cannot be used.", code=Hold.NO_CONTACT) from error
    return Office(post, tenure, contact)


def _posts(letters: LetterQuerySet) -> list[Post]:
    ids = letters.order_by().values_list("post", flat=True).distinct()
    return list(Post.objects.with_address().filter(pk__in=list(ids)).order_by("pk"))


@transaction.atomic
def _resume(post: Post, at: datetime) -> int:
    try:
        office_on(post, at)
    except OfficeSilent:
        return 0
    held = Letter.objects.held_for_office().filter(post=post)
    return held.update(state=LetterState.CONFIRMED, hold="")


@transaction.atomic
def _dispatch_to(post: Post, at: datetime) -> tuple[int, int]:
    """Queue what the caps leave room for. Returns how many were queued and how many held."""
    lock(f"letters.post.{post.pk}")  # one dispatcher at a time, so that the caps hold
    waiting = Letter.objects.awaiting_dispatch().filter(post=post)
    try:
        office = office_on(post, at)
    except OfficeSilent as silent:
        return 0, _hold(waiting, silent.codes[0], at)
    letters = waiting.for_pages().select_for_update(of=("self",), skip_locked=True)
    taken = list(letters[: _room(post, at)])
    for letter in taken:
        _send(letter, office, at)
    return len(taken), 0


def _room(post: Post, at: datetime) -> int:
    sent = Letter.objects.filter(post=post)
    hour = sent.dispatched_since(at - timedelta(hours=1)).count()
    day = sent.dispatched_since(at - timedelta(days=1)).count()
    return max(0, min(PER_POST_AND_HOUR - hour, PER_POST_AND_DAY - day))


def _send(letter: Letter, office: Office, at: datetime) -> None:
    """Fix the text as it leaves, and hand it to the outbox, which sends it once."""
    person = unseal_json(letter.sealed or b"")
    text = compose_letter(
        letter_action=letter.letter_action,
        post=office.post,
        author=Author(country=letter.country, **person),
        reference=letter.reference,
        on=at.date(),
    )
    message = enqueue_letter(
        to=office.contact.value,
        subject=text.subject,
        body=text.body,
        from_name=person["name"],
        reply_to=relay_address(letter.token),
        dedup_key=f"letter:{letter.pk}",
        language=office.post.language,
        at=at,
    )
    move(
        letter,
        to=LetterState.QUEUED,
        moves=LETTER_MOVES,
        field="state",
        tenure=office.tenure,
        contact=office.contact,
        text_sealed=seal_json({"subject": text.subject, "body": text.body}),
        message=message,
        queued_at=at,
    )


def _hold(waiting: LetterQuerySet, reason: str, at: datetime) -> int:
    """Hold letters, and note how many of which action, never whose."""
    actions = list(waiting.order_by().values_list("letter_action", flat=True).distinct())
    held = 0
    for action in LetterAction.objects.filter(pk__in=actions):
        own = Letter.objects.filter(pk__in=waiting.filter(letter_action=action).values("pk"))
        number = own.update(state=LetterState.HELD, hold=reason)
        details = {"letters": number, "reason": reason}
        record(verb="letters.held", target=action, details=details, at=at)
        held += number
    return held


@transaction.atomic
def _follow(pk: int, at: datetime) -> str:
    letter = Letter.objects.for_pages().select_for_update(of=("self",)).get(pk=pk)
    state = OUTCOMES.get(State(letter.message.state)) if letter.message else LetterState.UNCERTAIN
    if state is None or state not in LETTER_MOVES[LetterState(letter.state)]:
        return letter.state
    move(letter, to=state, moves=LETTER_MOVES, field="state", ended_at=at)
    if state == LetterState.SENT:
        _tell(letter, "letter_sent", at)
    return state


@transaction.atomic
def _return(pk: int, at: datetime) -> None:
    """Give the full text back, so that its author can send it another way."""
    letter = Letter.objects.for_pages().select_for_update(of=("self",)).get(pk=pk)
    if letter.state == LetterState.FAILED:
        move(letter, to=LetterState.RETURNED, moves=LETTER_MOVES, field="state")
        _tell(letter, "letter_returned", at)


def _tell(letter: Letter, template: str, at: datetime) -> None:
    if letter.sealed is None or letter.text_sealed is None:  # its author asked to be forgotten
        return
    text = unseal_json(letter.text_sealed)
    enqueue(
        template=f"campaigns/email/{template}",
        to=unseal_json(letter.sealed)["email"],
        context=mail_context(letter),
        values={"subject": text["subject"], "text": text["body"]},
        dedup_key=f"{template}:{letter.pk}",
        language=letter.language,
        at=at,
    )
