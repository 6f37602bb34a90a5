"""What is kept of a closed campaign: numbers for ever, names and addresses for 90 days.

In batches, each a transaction of its own. Killed anywhere, the next run goes on where this one was;
run twice, the second finds nothing. The key of the petition's index goes last, with its date.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.services import Erased, note_erasures, record
from campaigns.models import (
    Display,
    Letter,
    LetterState,
    Petition,
    Signature,
    SignatureState,
)
from campaigns.models.letter_queries import LetterQuerySet
from campaigns.models.petition import NAMES_KEPT, SignatureQuerySet

from .forgetting import empty_letters
from .lapsing import note_lapsed
from .showing import hide_signers
from .sign_ons import forget_contacts_of
from .telling import forget_mails
from .voices import forget_words
from .voiding import void_lists_of

PETITION = "petition"
BATCH = 1000
# What nobody knows yet the end of keeps its envelope: a person decides about it.
UNSETTLED = (LetterState.QUEUED, LetterState.UNCERTAIN)


def erase_names(*, at: datetime | None = None, batch: int = BATCH) -> int:
    """Erase names and addresses of all petitions and letters 90 days after their campaign closed.

    Counts, countries, languages, days and the hourly history stay. Returns how many signatures and
    letters lost their names.
    """
    at = at or timezone.now()
    done = 0
    for petition in Petition.objects.names_due(at=at).select_related("campaign"):
        done += erase_names_of(petition=petition, at=at, batch=batch)
    while emptied := _empty_some_letters(at, batch):
        done += emptied
    return done


def erase_names_of(*, petition: Petition, at: datetime, batch: int = BATCH) -> int:
    """Erase all names under one petition, then destroy its key. Returns how many signatures."""
    done = 0
    while erased := _erase_some(petition, at, batch):
        done += erased
    forget_contacts_of(campaign=petition.campaign)
    _destroy_key(petition, at)
    return done


def names_held(petition: Petition) -> bool:
    """Return whether anything is left by which somebody could be found."""
    return Signature.objects.filter(petition=petition).named().exists()


def erase_again(*, trace: Erased, at: datetime) -> int:
    """Destroy again the key that a restored backup brought back, and the names with it."""
    found = Petition.objects.filter(pk=trace.scope, index_key__isnull=False)
    petition = found.select_related("campaign").first()
    return erase_names_of(petition=petition, at=at) if petition else 0


@transaction.atomic
def _erase_some(petition: Petition, at: datetime, batch: int) -> int:
    """Empty a batch of signatures. What was never confirmed goes altogether."""
    named = Signature.objects.filter(petition=petition).named().select_for_update()
    found = list(named.order_by("pk").values_list("pk", flat=True)[:batch])
    rows = Signature.objects.filter(pk__in=found)
    never = rows.filter(~Q(state=SignatureState.CONFIRMED), created_at__isnull=False)
    note_lapsed(signatures=never, at=at)
    never.delete()
    hide_signers(rows)
    forget_words(signatures=rows)
    forget_mails(signatures=rows)
    _empty(rows)
    return len(found)


def _empty(rows: SignatureQuerySet) -> None:
    rows.update(
        sealed=None,
        email_key=None,
        display=Display.HIDDEN,
        wants_updates=False,
        name_handed_over=False,
    )


@transaction.atomic
def _destroy_key(petition: Petition, at: datetime) -> None:
    """Destroy the key, unless another worker just did, and note it in ledger and audit trail."""
    void_lists_of(petition=petition, at=at)
    waiting = Petition.objects.filter(pk=petition.pk, index_key__isnull=False)
    if not waiting.update(index_key=None, names_gone_at=at):
        return
    note_erasures(traces=[Erased(kind=PETITION, scope=petition.pk)], at=at)
    record(verb="petition.names_erased", target=petition, at=at)


@transaction.atomic
def _empty_some_letters(at: datetime, batch: int) -> int:
    found = list(
        _letters_due(at).select_for_update(of=("self",)).values_list("pk", flat=True)[:batch]
    )
    return empty_letters(Letter.objects.filter(pk__in=found)) if found else 0


def _letters_due(at: datetime) -> LetterQuerySet:
    closed = {"letter_action__campaign__closed_at__lte": at - NAMES_KEPT}
    named = Q(sealed__isnull=False) | Q(author_key__isnull=False) | Q(text_sealed__isnull=False)
    rows = Letter.objects.filter(named, **closed).exclude(state__in=UNSETTLED)
    return rows.order_by("pk")
