"""See what became of letters that were handed to the outbox, and tell their authors."""

from datetime import datetime
from itertools import batched

from django.db import transaction
from django.utils import timezone

from campaigns.models import LETTER_MOVES, Letter, LetterDigest, LetterState
from core.sealed import unseal_json
from core.states import move
from outbox.models import Failure, State
from outbox.services import Recipient, enqueue, enqueue_many

from .blocking import open_block
from .dispatching import text_as_of
from .letters import mail_context

BATCH = 500
TOGETHER = 50

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


def follow_letters(*, at: datetime | None = None) -> dict[str, int]:
    """Read in the outbox what became of letters, and tell their authors. Returns how many of each.

    What failed for good goes back to its author with its full text. A refusal by policy (5.7.x)
    stops what would go to the same mail system, until staff decide.
    """
    at = at or timezone.now()
    done: dict[str, int] = {}
    under_way = list(Letter.objects.under_way().values_list("pk", flat=True))
    for pks in batched(under_way, TOGETHER):
        with transaction.atomic():
            for pk in pks:
                state = _follow(pk, at)
                done[state] = done.get(state, 0) + 1
    for digest in LetterDigest.objects.under_way().select_related("message", "contact"):
        state, number = _follow_digest(digest, at)
        done[state] = done.get(state, 0) + number
    for pk in Letter.objects.to_be_returned().values_list("pk", flat=True):
        _return(pk, at)
    while _tell_digested(at):
        pass
    return done


def _follow(pk: int, at: datetime) -> str:
    rows = Letter.objects.under_way().for_pages().filter(pk=pk)
    letter = rows.select_for_update(of=("self",)).first()
    if letter is None:  # somebody else has followed it meanwhile
        return LetterState.QUEUED
    state = OUTCOMES.get(State(letter.message.state)) if letter.message else LetterState.UNCERTAIN
    if state is None or state not in LETTER_MOVES[LetterState(letter.state)]:
        return str(letter.state)
    move(letter, to=state, moves=LETTER_MOVES, field="state", ended_at=at)
    if letter.message and letter.contact and letter.message.failure == Failure.POLICY:
        open_block(contact=letter.contact, message=letter.message, at=at)
    if state == LetterState.SENT:
        _tell(letter, "letter_sent", at)
    return state


@transaction.atomic
def _follow_digest(digest: LetterDigest, at: datetime) -> tuple[str, int]:
    """Carry what became of a digest over to the letters in it, in one statement."""
    message = digest.message
    state = OUTCOMES.get(State(message.state)) if message else None
    if message is None or state is None:
        return LetterState.QUEUED, 0
    befores = [before for before, afters in LETTER_MOVES.items() if state in afters]
    under_way = digest.letters.filter(state__in=befores, queued_at__isnull=False)
    moved = under_way.update(state=state, ended_at=at)
    LetterDigest.objects.filter(pk=digest.pk).update(carried=message.state, ended_at=at)
    if moved and message.failure == Failure.POLICY:
        open_block(contact=digest.contact, message=message, at=at)
    return state, moved


@transaction.atomic
def _tell_digested(at: datetime) -> int:
    """Tell a batch of authors that their letter left in a digest. Returns how many that were."""
    rows = Letter.objects.digested_untold().for_pages().select_related("digest")
    letters = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:BATCH])
    by_mail: dict[tuple[int, str], list[Letter]] = {}
    for letter in letters:
        by_mail.setdefault((letter.digest_id or 0, letter.language), []).append(letter)
    for (_digest, language), same in by_mail.items():
        digest = same[0].digest
        recipients = [
            Recipient(
                to=unseal_json(letter.sealed)["email"],
                dedup_key=f"letter_digested:{letter.pk}",
                values={"reference": letter.reference},
            )
            for letter in same
            if letter.sealed
        ]
        enqueue_many(
            template="campaigns/email/letter_digested",
            recipients=recipients,
            context=mail_context(same[0]) | {"number": digest.number if digest else len(same)},
            language=language,
            at=at,
        )
    pks = [letter.pk for letter in letters]
    return Letter.objects.filter(pk__in=pks).update(told_at=at)


@transaction.atomic
def _return(pk: int, at: datetime) -> None:
    """Give the full text back, so that its author can send it another way."""
    letter = Letter.objects.for_pages().select_for_update(of=("self",)).get(pk=pk)
    if letter.state == LetterState.FAILED:
        _tell(letter, "letter_returned", at)
        move(letter, to=LetterState.RETURNED, moves=LETTER_MOVES, field="state", told_at=at)


def _tell(letter: Letter, template: str, at: datetime) -> None:
    if letter.sealed is None:  # its author asked to be forgotten
        return
    if letter.text_sealed:
        text = unseal_json(letter.text_sealed)
    else:  # it never left by itself: as it would read today
        made = text_as_of(letter, at)
        text = {"subject": made.subject, "body": made.body}
    enqueue(
        template=f"campaigns/email/{template}",
        to=unseal_json(letter.sealed)["email"],
        context=mail_context(letter),
        values={"subject": text["subject"], "text": text["body"]},
        dedup_key=f"{template}:{letter.pk}",
        language=letter.language,
        at=at,
    )
    Letter.objects.filter(pk=letter.pk).update(told_at=at)
