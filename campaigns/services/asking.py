"""To send people the link to their own page, and a copy of their data.

The site takes in a wish and says the same to everybody. A worker, which can open the seals, looks
whether there is anything to send, and to which spelling of the address.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from campaigns.models import DataCopy, Letter, OwnPageRequest, Signature
from campaigns.models.own import own_key
from campaigns.own_link import own_page_link
from core.sealed import SealClosed, require_private_key, seal, unseal, unseal_json
from outbox.addresses import AddressRefused, mailable
from outbox.services import enqueue
from outbox.services.asking import may_ask


def ask_for_own_page(*, address: str, language: str, at: datetime | None = None) -> None:
    """Note that somebody wants the page of `address`. The same one row, whether known or not."""
    OwnPageRequest.objects.create(
        address_key=own_key(address),
        address_sealed=seal(address),
        language=language,
        asked_at=at or timezone.now(),
    )


def ask_for_copy(*, address: str, language: str, at: datetime | None = None) -> None:
    """Note that a person wants a copy of their data: one a day, however often they ask."""
    copy = DataCopy(
        address_key=own_key(address),
        address_sealed=seal(address),
        language=language,
        asked_at=at or timezone.now(),
    )
    DataCopy.objects.bulk_create([copy], ignore_conflicts=True)


def send_own_pages(*, at: datetime | None = None, limit: int = 500) -> int:
    """Answer the requests that wait. Returns how many links were sent.

    Only who has signed or written something gets one, at a spelling of the address that was typed
    there; it counts among the three mails a day that anybody can have sent to a mailbox. Raises
    SealClosed without the private key: it runs in a worker.
    """
    require_private_key()
    at = at or timezone.now()
    waiting = list(OwnPageRequest.objects.values_list("pk", flat=True)[:limit])
    return sum(_answer(pk, at) for pk in waiting)


@transaction.atomic
def _answer(pk: int, at: datetime) -> bool:
    """Answer one request, and delete it: it is not needed any more. Whether a mail was queued."""
    rows = OwnPageRequest.objects.select_for_update(skip_locked=True)
    request = rows.filter(pk=pk).first()
    if request is None:
        return False
    request.delete()
    address = known_spelling(_opened(request.address_sealed))
    if not address or not may_ask(address=address, at=at):
        return False
    enqueue(
        template="campaigns/email/own_page",
        to=address,
        values={"own_page": own_page_link(address=address, language=request.language)},
        dedup_key=f"own:link:{pk}",
        language=request.language,
        at=at,
        asks=True,
    )
    return True


def known_spelling(address: str) -> str:
    """Return the spelling under which a mailbox signed or wrote; empty if it did neither.

    The one that was asked for if it is among them, else the newest. Where a provider makes another
    mailbox of what we take for a tag, its owner so gets no link to somebody else's page.
    """
    if not address:
        return ""
    signed = Signature.objects.at_address(address).order_by("-pk").values_list("sealed", flat=True)
    written = Letter.objects.by_address(address).order_by("-pk").values_list("sealed", flat=True)
    spellings = [*_addresses(signed), *_addresses(written)]
    same = [each for each in spellings if each.casefold() == address.casefold()]
    return next(iter([*same, *spellings]), "")


def _addresses(boxes: Iterable[bytes | memoryview | None]) -> list[str]:
    found = []
    for box in boxes:
        try:
            found.append(mailable(unseal_json(box)["email"]) if box else "")
        except (SealClosed, AddressRefused):
            continue  # one damaged row does not hide the others
    return [address for address in found if address]


def _opened(box: bytes | memoryview) -> str:
    try:
        return mailable(unseal(box))
    except (SealClosed, AddressRefused):
        return ""
