"""Remind people once who signed two days ago and have not pressed the button."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from campaigns.models import Signature, SignatureState, Switch, SwitchKind
from campaigns.models.petition import LINK_MAIL_AT_LATEST, SignatureQuerySet
from campaigns.signing_link import Signing
from core.sealed import SealClosed, require_private_key, unseal_json
from outbox.services import enqueue
from outbox.services.asking import may_ask

from .signing import confirmation_link, mail_context

REMINDED_AFTER = timedelta(days=2)
# One that leaves later would bring a link that is about to end.
REMINDED_UNTIL = timedelta(days=5)
BATCH = 200


def remind_unconfirmed(*, at: datetime | None = None) -> int:
    """Send the reminders that are due. Returns how many.

    Once for each signature, among the three mails a day that anybody can have sent to a mailbox,
    and only while the petition takes signatures. Raises SealClosed without the private key: it
    runs in a worker.
    """
    require_private_key()
    at = at or timezone.now()
    if Switch.objects.filter(kind=SwitchKind.SIGNING, petition=None).exists():
        return 0
    sent = last = 0
    while batch := list(_due(at).filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        sent += sum(_remind(signature, at) for signature in batch)
    return sent


def _due(at: datetime) -> SignatureQuerySet:
    waiting = Signature.objects.filter(
        state=SignatureState.PENDING,
        trapped=False,
        reminded=False,
        sealed__isnull=False,
        created_at__lte=at - REMINDED_AFTER,
        created_at__gt=at - REMINDED_UNTIL,
    )
    return waiting.exclude(petition__switches__kind=SwitchKind.SIGNING)


@transaction.atomic
def _remind(due: Signature, at: datetime) -> bool:
    """Remind of one, unless it has changed meanwhile or its mailbox has had enough for a day."""
    rows = Signature.objects.select_for_update(skip_locked=True, of=("self",))
    signature = (
        rows.filter(pk=due.pk, state=SignatureState.PENDING, reminded=False)
        .select_related("petition__campaign__organisation")
        .first()
    )
    if signature is None or not signature.petition.campaign.is_open(at.date()):
        return False
    try:
        typed = _typed(signature)
    except SealClosed:  # damaged: it cannot be confirmed by a reminder
        return False
    if not may_ask(address=typed.email, at=at):
        return False
    _queue(signature, typed, at)
    return bool(Signature.objects.filter(pk=signature.pk).update(reminded=True))


def _typed(signature: Signature) -> Signing:
    """Return what was typed, from the row and the seal. Raises SealClosed."""
    return Signing(
        **unseal_json(signature.sealed or b""),
        country=signature.country,
        language=signature.language,
        display=signature.display,
        wants_updates=signature.wants_updates,
        name_handed_over=signature.name_handed_over,
        text_version=signature.text_version,
    )


def _queue(signature: Signature, typed: Signing, at: datetime) -> None:
    petition = signature.petition
    signed = signature.created_at or at
    enqueue(
        template="campaigns/email/remind_signature",
        to=typed.email,
        context=mail_context(petition, typed.language),
        values={"link": confirmation_link(petition, typed)},
        dedup_key=f"reminder:signature:{signature.pk}",
        language=typed.language,
        expires=signed + LINK_MAIL_AT_LATEST,
        at=at,
        asks=True,
    )
