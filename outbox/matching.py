"""Which message a report is about, by evidence that nobody can make up.

In this order: an address of ours that the report came to, or that it holds, with its tag (VERP);
then a Message-ID together with its recipient; then nothing. A tag that is wrong counts for nothing,
and a recipient alone for nothing, except from a provider, whose events are signed.
"""

from collections.abc import Iterable
from uuid import UUID

from . import return_path
from .addresses import recipient_key
from .models import Message, Stream
from .reports import Report

_LONGEST = 320  # characters of an address that are looked at


def message_of(report: Report, *, is_signed: bool = False) -> Message | None:
    """Return the message that a report is about.

    With `is_signed` (a provider's event), a Message-ID alone counts too.
    """
    for address in (*report.came_to, *report.own):
        named = return_path.read(address)
        if named and (message := Message.objects.filter(public_id=named[1]).first()):
            return message
    keys = keys_of(report.named)
    for public_id in report.public_ids:
        message = Message.objects.filter(public_id=UUID(public_id)).first()
        if message and (is_signed or bytes(message.recipient_key) in keys):
            return message
    return None


def newest_bulk_to(report: Report) -> Message | None:
    """Return the last bulk message to a recipient that a signed event names."""
    rows = Message.objects.filter(recipient_key__in=keys_of(report.named), stream=Stream.BULK)
    return rows.filter(envelope_sealed__isnull=False).order_by("-id").first()


def keys_of(addresses: Iterable[str]) -> set[bytes]:
    """Return the blind indexes of addresses."""
    return {recipient_key(one[:_LONGEST]) for one in addresses if "@" in one}
