"""See what became of letters that were handed to the outbox, and tell their authors."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.utils import timezone

from campaigns.models import LETTER_MOVES, Letter, LetterDigest, LetterState
from core.sealed import unseal_json
from outbox.models import State
from outbox.services import Recipient, enqueue_many

from .blocking import heed_failure
from .dispatching import text_as_of
from .letters import mail_context
from .verdicts import VERDICTS

BATCH = 500

OUTCOMES = {state: LetterState(word) for state, word in VERDICTS.items()}


def follow_letters(*, at: datetime | None = None) -> dict[str, int]:
    """Read in the outbox what became of letters, and tell their authors. Returns how many of each.

    What failed for good goes back to its author with its full text. A refusal by policy (5.7.x)
    stops what would go to the same mail system, a mailbox that is gone what would go there.
    """
    at = at or timezone.now()
    done = Counter[str]()
    under_way = Letter.objects.under_way().values_list("pk", flat=True)
    for pks in batched(list(under_way), BATCH):
        done += _follow(pks, at)
    for digest in LetterDigest.objects.under_way().select_related("message", "contact"):
        state, number = _follow_digest(digest, at)
        done[state] += number
    failed = Letter.objects.to_be_returned().values_list("pk", flat=True)
    for pks in batched(list(failed), BATCH):
        _return(pks, at)
    while _tell_digested(at):
        pass
    return done


@transaction.atomic
def _follow(pks: Collection[int], at: datetime) -> Counter[str]:
    """Carry the outbox's verdicts over to some letters. Returns how many are in which state now."""
    rows = Letter.objects.under_way().for_pages().filter(pk__in=pks).order_by("pk")
    done, moved = Counter[str](), dict[LetterState, list[Letter]]()
    for letter in rows.select_for_update(of=("self",)):
        verdict = _verdict(letter)
        done[verdict or letter.state] += 1
        if verdict:
            moved.setdefault(verdict, []).append(letter)
    for state, letters in moved.items():
        mine = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
        mine.filter(state__in=_before(state)).update(state=state, ended_at=at)
        for letter in letters:
            if state == LetterState.FAILED and letter.message and letter.contact:
                heed_failure(contact=letter.contact, message=letter.message, at=at)
    _tell(moved.get(LetterState.SENT, []), "letter_sent", at)
    return done


def _verdict(letter: Letter) -> LetterState | None:
    """Return the state that what the outbox says leads to, or None if the letter stays in its."""
    state = OUTCOMES.get(State(letter.message.state)) if letter.message else LetterState.UNCERTAIN
    return state if state in LETTER_MOVES[LetterState(letter.state)] else None


def _before(state: LetterState) -> list[LetterState]:
    """Return the states from which the table lets a letter come into this one."""
    return [before for before, afters in LETTER_MOVES.items() if state in afters]


@transaction.atomic
def _follow_digest(digest: LetterDigest, at: datetime) -> tuple[str, int]:
    """Carry what became of a digest over to the letters in it, in one statement."""
    message = digest.message
    state = OUTCOMES.get(State(message.state)) if message else None
    if message is None or state is None:
        return LetterState.QUEUED, 0
    under_way = digest.letters.filter(state__in=_before(state), queued_at__isnull=False)
    moved = under_way.update(state=state, ended_at=at)
    LetterDigest.objects.filter(pk=digest.pk).update(carried=message.state, ended_at=at)
    if moved and state == LetterState.FAILED:
        heed_failure(contact=digest.contact, message=message, at=at)
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
def _return(pks: Collection[int], at: datetime) -> None:
    """Give the full text back, so that its author can send it another way."""
    rows = Letter.objects.to_be_returned().for_pages().filter(pk__in=pks).order_by("pk")
    letters = list(rows.select_for_update(of=("self",)))
    _tell(letters, "letter_returned", at)
    returned = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    returned.filter(state__in=_before(LetterState.RETURNED)).update(
        state=LetterState.RETURNED, told_at=at
    )


def _tell(letters: Iterable[Letter], template: str, at: datetime) -> None:
    """Mail to authors what became of their letter, with its text: one mail for each."""
    alike: dict[tuple[int, int, str], list[Letter]] = {}
    for letter in letters:
        if letter.sealed:  # otherwise its author asked to be forgotten
            key = (letter.letter_action_id, letter.post_id, letter.language)
            alike.setdefault(key, []).append(letter)
    for same in alike.values():
        enqueue_many(
            template=f"campaigns/email/{template}",
            recipients=[_author_of(letter, template, at) for letter in same],
            context=mail_context(same[0]),
            language=same[0].language,
            at=at,
        )
    told = [letter.pk for same in alike.values() for letter in same]
    Letter.objects.filter(pk__in=told).update(told_at=at)


def _author_of(letter: Letter, template: str, at: datetime) -> Recipient:
    if letter.text_sealed:
        text = unseal_json(letter.text_sealed)
    else:  # it never left by itself: as it would read today
        made = text_as_of(letter, at)
        text = {"subject": made.subject, "body": made.body}
    return Recipient(
        to=unseal_json(letter.sealed or b"")["email"],
        dedup_key=f"{template}:{letter.pk}",
        values={"subject": text["subject"], "text": text["body"]},
    )
