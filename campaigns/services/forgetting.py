"""Forget people: because they ask, and what nobody confirmed by itself.

What is erased is noted in the ledger of erasures (audit), by its blind index, so that a restored
backup does not bring it back.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.services import Erased, note_erasures
from campaigns.models import (
    DataCopy,
    Letter,
    LetterDigest,
    OfficeWord,
    OwnPageRequest,
    Reply,
    ReplyFile,
    Signature,
)
from campaigns.models.letter_queries import LetterQuerySet
from campaigns.models.letter_states import NOT_YET_LEFT
from campaigns.models.petition import SignatureQuerySet
from outbox.models import Incoming, Message
from outbox.services import drop_texts, erase

from .lapsing import note_lapsed
from .sign_ons import forget_contacts
from .taking_back import take_back
from .telling import forget_mails
from .voiding import forget_lines

SIGNATURE = "signature"
LETTER = "letter"


@transaction.atomic
def forget(*, address: str, at: datetime | None = None) -> dict[str, int]:
    """Erase what is known of the person behind an address, in all petitions and letters.

    Signatures are deleted and leave the count, as do letters that have not left. Of a letter that
    left remains that the office got one. Returns how many signatures and letters were erased.
    """
    at = at or timezone.now()
    signed, typed_by_programs = (
        erase_signatures(
            Signature.objects.at_address(address, trapped=trapped), reason="erased", at=at
        )
        for trapped in (False, True)
    )
    letters = erase_letters(Letter.objects.by_address(address), at=at)
    OwnPageRequest.objects.of(address).delete()
    DataCopy.objects.of(address).delete()
    forget_contacts(address=address)
    return {"signatures": signed + typed_by_programs, "letters": letters}


@transaction.atomic
def erase_signatures(
    rows: SignatureQuerySet, *, reason: str, at: datetime, noted: bool = False
) -> int:
    """Delete these signatures, take them out of the count and note it. Returns how many.

    `noted`: the ledger has them already.
    """
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    found = list(locked.values_list("pk", "petition_id", "email_key"))
    if not found:
        return 0
    mine = Signature.objects.filter(pk__in=[pk for pk, _petition, _key in found])
    take_back(signatures=mine.confirmed(), reason=reason, at=at)
    note_lapsed(signatures=mine, at=at)
    traces = {
        Erased(kind=SIGNATURE, scope=scope, key=bytes(key)) for _pk, scope, key in found if key
    }
    note_erasures(traces=() if noted else traces, at=at)
    forget_mails(signatures=mine)
    forget_lines(signatures=mine, at=at)
    mine.delete()
    return len(found)


@transaction.atomic
def erase_letters(rows: LetterQuerySet, *, at: datetime, noted: bool = False) -> int:
    """Delete these letters, or empty those that left, and note it. Returns how many."""
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    found = list(locked.values_list("pk", "letter_action_id", "author_key"))
    mine = Letter.objects.filter(pk__in=[pk for pk, _action, _key in found])
    traces = {Erased(kind=LETTER, scope=scope, key=bytes(key)) for _pk, scope, key in found if key}
    note_erasures(traces=() if noted else traces, at=at)
    mine.filter(state__in=NOT_YET_LEFT).delete()
    empty_letters(mine)
    return len(found)


def empty_letters(rows: LetterQuerySet) -> int:
    """Leave of these letters that an office got one, and nothing of their authors.

    A digest that has not left still leaves, for the others in it.
    """
    forget_replies(rows)
    erase(messages=Message.objects.filter(pk__in=rows.filter(digest=None).values("message")))
    digests = LetterDigest.objects.filter(pk__in=rows.values("digest"))
    erase(messages=Message.objects.closed().filter(pk__in=digests.values("message")))
    digests.update(text_sealed=None)
    return rows.update(sealed=None, preview_sealed=None, text_sealed=None, author_key=None)


def forget_replies(letters: LetterQuerySet) -> None:
    """Drop the mails as they came that answered these letters: they quote them, and name writers.

    The copy for the desk stays: the writer's name was masked in it.
    """
    replies = Reply.objects.filter(letter__in=letters)
    drop_texts(Incoming.objects.filter(pk__in=replies.values("incoming")))
    replies.update(text_sealed=None)
    ReplyFile.objects.filter(reply__in=replies).delete()


def erase_again(*, trace: Erased, at: datetime) -> int:
    """Erase what a restored backup brought back, by a line of the ledger. Returns how many rows."""
    if trace.kind == SIGNATURE:
        signed = Signature.objects.filter(petition=trace.scope, email_key=trace.key)
        return erase_signatures(signed, reason="erased", at=at, noted=True)
    written = Letter.objects.filter(letter_action=trace.scope, author_key=trace.key)
    return erase_letters(written, at=at, noted=True)


@transaction.atomic
def forget_unconfirmed(*, at: datetime | None = None) -> int:
    """Delete signatures and letters that nobody confirmed in 7 days, and held signatures after 30.

    And copies of people's data after a day. Returns how many signatures and letters went.
    """
    at = at or timezone.now()
    outlived = Signature.objects.outlived(at=at)
    note_lapsed(signatures=outlived, at=at)
    signatures, _by_model = outlived.delete()
    letters, _by_model = Letter.objects.outlived(at=at).delete()
    DataCopy.objects.outlived(at=at).delete()
    OfficeWord.objects.outlived(at=at).delete()
    return signatures + letters
