"""Tell signers who agreed: each update once to each of them, and no more to whoever ends it.

In batches, each one transaction: the ledger, the mails in the outbox, and how far it came. A
process that is killed leaves what it had not committed to the next one.
"""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic

from django.db import transaction
from django.utils import timezone

from audit.services import record
from campaigns.models import Campaign, Signature, Update, UpdateMail
from campaigns.models.petition import SignatureQuerySet
from campaigns.own_link import own_page_link
from campaigns.update_mail import LATEST, mail_of, stop_link
from core.sealed import SealClosed, require_private_key, unseal_json
from outbox.addresses import AddressRefused, mailable
from outbox.models import Message, Stream
from outbox.models.message import MessageQuerySet
from outbox.services import Recipient, enqueue_many, erase
from outbox.services.withdrawing import withdraw

logger = logging.getLogger(__name__)

BATCH = 1_000
# Well inside the time limit of a task; the next wake-up goes on from there.
AT_MOST_SECONDS = 45


def tell_signers(*, at: datetime | None = None, batch: int = BATCH) -> int:
    """Put the mails of published updates into the outbox. Returns how many.

    May run at any time, any number of times, and beside itself. Raises SealClosed without the
    private key.
    """
    require_private_key()
    at = at or timezone.now()
    deadline = monotonic() + AT_MOST_SECONDS
    mails = 0
    for pk in Update.objects.untold().order_by("pk").values_list("pk", flat=True):
        while monotonic() < deadline:
            told = _tell_batch(pk, at=at, batch=batch)
            if told is None:
                break
            mails += told
    return mails


def to_be_told(campaign: Campaign) -> SignatureQuerySet:
    """Signers of a campaign who agreed to updates, and whose address is still there."""
    confirmed = Signature.objects.confirmed()
    return confirmed.filter(petition__campaign=campaign, wants_updates=True, sealed__isnull=False)


@transaction.atomic
def stop_updates(*, signature: int, reason: str, at: datetime | None = None) -> bool:
    """End updates to one signature. Returns whether there was something to end.

    Twice does it once, and a signature that is gone has ended all. A mail that waits to be sent is
    withdrawn.
    """
    # Whoever makes mails holds the same lock: either none is made, or it is here to be withdrawn.
    rows = Signature.objects.select_for_update(of=("self",)).filter(pk=signature)
    found = rows.select_related("petition").first()
    if found is None or not found.wants_updates:
        return False
    Signature.objects.filter(pk=found.pk).update(wants_updates=False)
    withdraw(messages=_mails_to(Signature.objects.filter(pk=found.pk)))
    details = {"reason": reason}
    record(verb="updates.ended", target=found.petition, details=details, at=at)
    return True


@transaction.atomic
def withdraw_mails(*, signatures: SignatureQuerySet) -> int:
    """Withdraw the mails of updates that wait for these signatures. Returns how many.

    For whoever has just noted that they want none, in the same transaction.
    """
    return withdraw(messages=_mails_to(signatures))


@transaction.atomic
def forget_mails(*, signatures: SignatureQuerySet) -> int:
    """Withdraw and empty what updates left in the outbox for these signatures. Returns how many.

    For whoever deletes signatures: with the rows the ledger goes, and nobody would find the mails.
    """
    return erase(messages=_mails_to(signatures))


@transaction.atomic
def _tell_batch(pk: int, *, at: datetime, batch: int) -> int | None:
    """Make the mails of the next signers. Returns how many; None when there are no more."""
    rows = Update.objects.untold().select_for_update(skip_locked=True, of=("self",))
    update = rows.with_texts().filter(pk=pk).first()
    if update is None:
        return None
    people = _next_people(update, batch)
    if not people:
        update.told_at = at
        update.save(update_fields=["told_at"])
        details = {"mails": update.told}
        record(verb="update.told", target=update, details=details, at=at)
        return None
    told = _mail(update, people, at=at)
    update.reached = people[-1].pk
    update.told += told
    update.save(update_fields=["reached", "told"])
    return told


def _next_people(update: Update, batch: int) -> list[Signature]:
    """The next ones who had signed when it was published, locked until their mails are there."""
    day = update.published_at.astimezone(UTC).date() if update.published_at else None
    people = to_be_told(update.campaign).filter(pk__gt=update.reached, confirmed_on__lte=day)
    return list(people.order_by("pk").select_for_update(of=("self",))[:batch])


def _mail(update: Update, people: Sequence[Signature], *, at: datetime) -> int:
    """Queue their mails, those in one language together. Returns how many."""
    known = UpdateMail.objects.filter(update=update, signature__in=people)
    told = set(known.values_list("signature_id", flat=True))
    by_language: dict[str, list[tuple[Signature, str]]] = {}
    for signature in people:
        address = None if signature.pk in told else _address(signature)
        if address:
            by_language.setdefault(signature.language, []).append((signature, address))
    ledger = []
    for language, group in sorted(by_language.items()):
        template, context = mail_of(update, language)
        queued = enqueue_many(
            template=template,
            recipients=[_recipient(update, signature, address) for signature, address in group],
            context=context,
            stream=Stream.BULK,
            language=language,
            expires=LATEST,
            at=at,
        )
        ledger += [
            UpdateMail(update=update, signature=signature, message_id=message.pk)
            for (signature, _address), message in zip(group, queued, strict=True)
        ]
    return len(UpdateMail.objects.bulk_create(ledger))


def _recipient(update: Update, signature: Signature, address: str) -> Recipient:
    link = stop_link(signature=signature.pk, language=signature.language)
    return Recipient(
        to=address,
        dedup_key=f"update:{update.pk}:signature:{signature.pk}",
        values={
            "unsubscribe_url": link,
            "one_click_url": link,
            "own_page": own_page_link(address=address, language=signature.language),
        },
    )


def _address(signature: Signature) -> str | None:
    """Return the address, or None, with a line in the log, for a row that cannot be used."""
    try:
        return mailable(unseal_json(bytes(signature.sealed or b""))["email"])
    except (SealClosed, AddressRefused, KeyError, TypeError, ValueError) as error:
        logger.error("The address of a signature cannot be used: %s", type(error).__name__)
        return None


def _mails_to(signatures: SignatureQuerySet) -> MessageQuerySet:
    ledger = UpdateMail.objects.filter(signature__in=signatures)
    return Message.objects.filter(pk__in=ledger.values("message"))
