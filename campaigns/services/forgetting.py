"""Forget people: on request, and by itself what nobody confirmed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from campaigns.models import (
    Display,
    Letter,
    LetterAction,
    LetterState,
    Petition,
    Signature,
    SignatureState,
)
from campaigns.models.letter import LetterQuerySet
from campaigns.models.petition import SignatureQuerySet
from outbox.models import Message
from outbox.services import erase

from .lapsing import note_lapsed

NOT_YET_LEFT = (LetterState.PENDING, LetterState.CONFIRMED, LetterState.HELD)


@transaction.atomic
def forget(*, address: str) -> dict[str, int]:
    """Erase what is known of the person behind an address, in all petitions and letters.

    What was not confirmed, or has not left, is deleted. A confirmed signature stays as a number:
    one from a country on a day, without name, address or index. Of a letter that left remains that
    the office got one. Returns how many signatures and letters were erased.
    """
    signatures = _signatures_of(address)
    letters = _letters_of(address)
    done = {"signatures": signatures.count(), "letters": letters.count()}
    signatures.exclude(state=SignatureState.CONFIRMED).delete()
    signatures.update(
        sealed=None,
        email_key=None,
        display=Display.HIDDEN,
        wants_updates=False,
        name_handed_over=False,
    )
    letters.filter(state__in=NOT_YET_LEFT).delete()
    erase(messages=Message.objects.filter(pk__in=letters.values("message")))
    letters.update(sealed=None, preview_sealed=None, text_sealed=None, author_key=None)
    return done


@transaction.atomic
def forget_unconfirmed(*, at: datetime | None = None) -> int:
    """Delete signatures and letters that nobody confirmed in 7 days, and held signatures after 30.

    Returns how many rows went.
    """
    at = at or timezone.now()
    outlived = Signature.objects.outlived(at=at)
    note_lapsed(signatures=outlived, at=at)
    signatures, _by_model = outlived.delete()
    letters, _by_model = Letter.objects.outlived(at=at).delete()
    return signatures + letters


def _signatures_of(address: str) -> SignatureQuerySet:
    """Find them petition by petition, since the index of an address differs in each."""
    found: list[int] = []
    for petition in Petition.objects.only("pk"):
        mine = Signature.objects.filter(petition=petition, email_key=petition.key_for(address))
        found.extend(mine.values_list("pk", flat=True))
    return Signature.objects.filter(pk__in=found)


def _letters_of(address: str) -> LetterQuerySet:
    found: list[int] = []
    for action in LetterAction.objects.only("pk"):
        mine = Letter.objects.filter(letter_action=action, author_key=action.key_for(address))
        found.extend(mine.values_list("pk", flat=True))
    return Letter.objects.filter(pk__in=found)
