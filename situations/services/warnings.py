"""The side of whoever warns: hand in, come back, add to it, stop being written to. (D9)"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Organisation
from audit.services import Erased, note_erasures, record
from core.locks import lock
from core.sealed import blind_index, email_key, require_private_key, seal, unseal
from core.states import move
from outbox.services import AddressRefused
from situations.areas import place_key
from situations.models import (
    WARNING_MOVES,
    EarlyWarning,
    PinAttempt,
    Side,
    WarningMessage,
    WarningStatus,
)
from situations.models.warning import WarningQuerySet
from situations.receipts import grouped, hash_pin, new_receipt, pin_for

from .answers import WINDOW
from .clocks import UNHURRIED, acknowledge_due, restart, triage_due
from .duty import heads_of, officers_of, organisation_on_duty, staff
from .warning_mail import tell_desk, tell_of_arrival, tell_sender

CONTACT_SCOPE = "warning"
CONTACT = "contact"
CONTACT_KEPT = timedelta(days=90)
BATCH = 200


@dataclass(frozen=True)
class Receipt:
    """What whoever warns takes away: the number is kept, the PIN is shown this once."""

    warning: EarlyWarning
    pin: str

    @property
    def spoken_pin(self) -> str:
        return grouped(self.pin)


@transaction.atomic
def hand_in_warning(
    *,
    nonce: str,
    organisation: Organisation | None = None,
    contact: str = "",
    at: datetime | None = None,
    **said: Any,
) -> Receipt:
    """Take in a warning: it gets a number, an owner and a clock, and never vanishes. (D9; para 59)

    `said` is place, territory, when, urgency, people_at_risk, feared, how_known, sender and
    language. The same `nonce` again is the same form sent twice: it changes nothing, and gives the
    same receipt. Nothing is kept of the computer that it came from.
    """
    at = at or timezone.now()
    pin = pin_for(nonce)
    key, known = _submitted(nonce)
    if known:
        return Receipt(known, pin)
    to = organisation or organisation_on_duty(said.get("territory"))
    people = (officers_of(to) or heads_of(to))[:1] if to else staff()
    warning = EarlyWarning.objects.create(
        receipt=_free_receipt(),
        pin_hash=hash_pin(pin),
        submission_key=key,
        organisation=to,
        is_for_anyone=organisation is None,
        owner=people[0] if to and people else None,
        place_key=place_key(said["place"]),
        received_at=at,
        acknowledge_by=acknowledge_due(at),
        due_at=acknowledge_due(at),
        **_sealed(contact),
        **said,
    )
    record(verb="warning.received", target=warning, at=at)
    tell_of_arrival(warning, people=people, at=at)
    return Receipt(warning, pin)


@transaction.atomic
def add_to_warning(
    *, warning: EarlyWarning, text: str, nonce: str, at: datetime | None = None
) -> EarlyWarning:
    """Let whoever sent a warning add to it, as long as they like.

    What had ended begins anew, clock and all; an answer to a question takes it back into triage.
    The same `nonce` again changes nothing.
    """
    at = at or timezone.now()
    warning = EarlyWarning.objects.select_for_update(of=("self",)).get(pk=warning.pk)
    key = blind_index(nonce, scope="warning.message")
    try:
        with transaction.atomic():
            message = WarningMessage.objects.create(
                warning=warning, side=Side.SENDER, text=text, sent_at=at, submission_key=key
            )
    except IntegrityError:
        return warning
    if warning.has_ended:
        restart(warning, at=at)
        record(verb="warning.reopened", target=warning, details={"by": "sender"}, at=at)
    elif warning.status == WarningStatus.NEEDS_INFORMATION:
        move(
            warning,
            to=WarningStatus.IN_TRIAGE,
            moves=WARNING_MOVES,
            due_at=triage_due(at),
            reason="",
            **UNHURRIED,
        )
    record(verb="warning.added_to", target=warning, at=at)
    tell_desk(
        [warning.owner] if warning.owner else staff(),
        deed="added",
        organisation=warning.organisation,
        link=warning.get_absolute_url(),
        key=f"added:{message.pk}",
    )
    return warning


@transaction.atomic
def stop_telling(*, warning: EarlyWarning, at: datetime | None = None) -> None:
    """Erase the address that was left for answers."""
    _drop_contact(_only(warning))
    warning.refresh_from_db()
    record(verb="warning.contact_erased", target=warning, at=at)


def tell_senders(*, at: datetime | None = None) -> int:
    """Tell those who asked for it that there is an answer. Returns how many.

    For a worker: it opens the addresses. Raises SealClosed where there is no private key. An
    address that no mail can go to is dropped.
    """
    require_private_key()
    told = 0
    for pk in EarlyWarning.objects.with_news().values_list("pk", flat=True)[:BATCH]:
        told += _tell(pk)
    return told


@transaction.atomic
def _tell(pk: int) -> bool:
    rows = EarlyWarning.objects.with_news().select_for_update(skip_locked=True)
    warning = rows.filter(pk=pk).first()
    if warning is None or warning.contact_sealed is None:
        return False
    try:
        # In a savepoint, so that what cannot be mailed leaves nothing half done.
        with transaction.atomic():
            tell_sender(warning, address=unseal(warning.contact_sealed))
    except AddressRefused:
        _drop_contact(_only(warning))
        return False
    _only(warning).update(news_at=None)
    return True


@transaction.atomic
def forget_warnings(*, address: str) -> int:
    """Erase an address from all warnings it was left with. Returns how many. The warnings stay."""
    key = email_key(address, scope=CONTACT_SCOPE)
    erased = _drop_contact(EarlyWarning.objects.of_contact(key))
    note_erasures(traces=[Erased(kind=CONTACT, key=key)] if erased else [])
    return erased


def erase_again(*, trace: Erased, at: datetime) -> int:
    """Erase an address that a restored backup brought back to warnings. Returns from how many."""
    return _drop_contact(EarlyWarning.objects.of_contact(trace.key)) if trace.key else 0


def forget_contacts(*, at: datetime | None = None) -> int:
    """Erase addresses 90 days after their warning ended, and counts of tries that are over."""
    at = at or timezone.now()
    PinAttempt.objects.outlived(before=at - WINDOW).delete()
    return _drop_contact(EarlyWarning.objects.contact_outlived(before=at - CONTACT_KEPT))


def _submitted(nonce: str) -> tuple[bytes, EarlyWarning | None]:
    """The blind index of a form, and the warning that it became if it was sent before."""
    key = blind_index(nonce, scope="warning.form")
    # Two copies of one form at the same moment: the second waits, and finds the first.
    lock(f"warning.form:{key.hex()}")
    return key, EarlyWarning.objects.submitted(key).first()


def _sealed(contact: str) -> dict[str, bytes]:
    """The columns of an address; none for whoever leaves no address."""
    if not contact:
        return {}
    return {
        "contact_sealed": seal(contact),
        "contact_key": email_key(contact, scope=CONTACT_SCOPE),
    }


def _drop_contact(warnings: WarningQuerySet) -> int:
    return int(warnings.update(contact_sealed=None, contact_key=None, news_at=None))


def _only(warning: EarlyWarning) -> WarningQuerySet:
    return EarlyWarning.objects.filter(pk=warning.pk)


def _free_receipt() -> str:
    receipt = new_receipt()
    while EarlyWarning.objects.receipt(receipt).exists():
        receipt = new_receipt()
    return receipt
