"""How long the outbox knows whom it wrote to, and what came back."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from audit.services import Erased, note_erasures

from .addresses import recipient_key
from .models import Content, Incoming, IncomingPiece, Message, Trace
from .settling import drop, forget_words

MAILBOX = "mailbox"
KEPT = timedelta(days=14)  # addresses, texts of letters, and what came back as it came
BULK_KEPT = timedelta(days=90)
HISTORY_KEPT = timedelta(days=365)
BATCH = 5000


def purge(*, at: datetime | None = None) -> int:
    """Empty the envelopes of messages at their end and older than 14 days. Returns how many.

    The row stays, so that the same mail is not made again under its deduplication key. An uncertain
    letter keeps its envelope until a person has decided. See `purge_reports` and `purge_bulk` for
    the rest.
    """
    moment = (at or timezone.now()) - KEPT
    return _in_batches(
        Message.objects.ended_before(moment), lambda rows: rows.update(envelope_sealed=None)
    )


def purge_reports(*, at: datetime | None = None) -> int:
    """Drop the text of reports that were read, 14 days old, and all history after a year.

    Returns how many texts. What has not been read yet stays, whatever its age.
    """
    now = at or timezone.now()
    dropped = _in_batches(Incoming.objects.kept_before(now - KEPT), drop_texts)
    _in_batches(Trace.objects.before(now - HISTORY_KEPT), _delete)
    _in_batches(Incoming.objects.without_text_before(now - HISTORY_KEPT), _delete)
    return dropped


def purge_bulk(*, at: datetime | None = None) -> int:
    """Delete bulk messages at their end and older than 90 days, with their history.

    And the contents of that age that no message has. Returns how many messages. Nobody asks again
    for an alert of that age: what was told to whom stands in the ledger of alerts. Transactional
    mail and letters keep their rows, which keep the same from being made again.
    """
    moment = (at or timezone.now()) - BULK_KEPT
    deleted = _in_batches(Message.objects.bulk_ended_before(moment), _delete)
    _in_batches(Content.objects.unused_since(moment), _delete)
    return deleted


@transaction.atomic
def forget(*, address: str) -> int:
    """Drop what waits to be sent to the address, and empty every envelope that bears it.

    So is what came back of those mails, and what mail systems said of them. What came back and
    belongs to no mail that is known stays sealed until its 14 days are over: nobody can find a
    person in it without opening all of it.
    What remains is a row with no address, no text and a blind index. Returns how many were emptied.
    Suppression stays: who asked not to be written to still has asked.
    """
    key = recipient_key(address)
    note_erasures(traces=[Erased(kind=MAILBOX, key=key)])
    return _empty(key)


@transaction.atomic
def erase_again(*, trace: Erased, at: datetime) -> int:
    """Empty what a restored backup brought back to a mailbox. Returns how many envelopes."""
    return _empty(trace.key) if trace.key else 0


def _empty(key: bytes) -> int:
    rows = Message.objects.addressed_to(key)
    forget_words(messages=rows)
    # By the key, since an app that knows its own mails may have emptied them a moment ago.
    said = Trace.objects.to(key)
    Message.objects.filter(pk__in=said.values("message")).update(last_error="")
    said.update(words="")
    drop_texts(Incoming.objects.about_mail_to(key))
    drop(rows)
    return rows.update(envelope_sealed=None, domain="")


def drop_texts(rows: QuerySet) -> int:
    """Drop what came back, as it came, and leave that it did. Returns of how many."""
    keys = list(rows.values_list("pk", flat=True))
    IncomingPiece.objects.filter(incoming__in=keys).delete()
    return Incoming.objects.filter(pk__in=keys).update(raw_sealed=None, is_wanted=False)


def _delete(rows: QuerySet) -> int:
    """Delete the rows, and say how many of their own kind they were."""
    _all, by_model = rows.delete()
    return by_model.get(rows.model._meta.label, 0)


def _in_batches(found: QuerySet, deed: Callable[[QuerySet], int]) -> int:
    """Do the deed to all that are found, in transactions of bounded size. Returns to how many."""
    done = 0
    while True:
        keys = list(found.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return done
        done += deed(found.model._base_manager.filter(pk__in=keys))
