"""Hand a person the copy of their data: sealed under a key that travels in the link alone."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from campaigns.models import DataCopy
from campaigns.models.own import COPY_KEPT
from core.sealed import SealClosed, open_from_link, seal_for_link, unseal
from core.tokens import TokenRefused, read, sign
from outbox.addresses import AddressRefused, mailable
from outbox.services import enqueue

PURPOSE = "signer.copy"


def address_of(copy: DataCopy) -> str:
    """Return for whom a copy is to be made; empty if that cannot be opened any more."""
    try:
        return mailable(unseal(copy.address_sealed)) if copy.address_sealed else ""
    except (SealClosed, AddressRefused):
        return ""


@transaction.atomic
def hand_over(*, copy: DataCopy, text: str, at: datetime | None = None) -> bool:
    """Seal the text for the link, send the link, forget the address. Whether it was still asked.

    Killed before the end, nothing is done and the next run makes it anew.
    """
    at = at or timezone.now()
    waiting = DataCopy.objects.to_be_made().select_for_update(skip_locked=True)
    asked = waiting.filter(pk=copy.pk).first()
    if asked is None:
        return False
    address = address_of(asked)
    if not address:
        asked.delete()
        return False
    box, key = seal_for_link(text)
    DataCopy.objects.filter(pk=asked.pk).update(box=box, made_at=at, address_sealed=None)
    enqueue(
        template="campaigns/email/own_data",
        to=address,
        values={"link": _link(asked, key)},
        dedup_key=f"own:data:{asked.pk}",
        language=asked.language,
        expires=COPY_KEPT,
        at=at,
    )
    return True


def open_copy(*, token: str) -> str:
    """Return the copy behind a link. Raises TokenRefused when it is a day old, or gone."""
    try:
        pk, key = read(PURPOSE, token, max_age=COPY_KEPT)
        copy = DataCopy.objects.filter(pk=pk, box__isnull=False).first()
    except (TypeError, ValueError) as error:
        raise TokenRefused from error
    if copy is None or copy.box is None:
        raise TokenRefused(expired=True)
    try:
        return open_from_link(copy.box, key)
    except SealClosed as error:
        raise TokenRefused from error


def as_text(text: str) -> str:
    """Read a copy out for people: one line for each thing, what belongs together indented."""
    return "\n".join(_lines(json.loads(text))) + "\n"


def _lines(data: Any, indent: int = 0) -> Iterator[str]:
    pairs = data.items() if isinstance(data, dict) else ((None, each) for each in data)
    for name, value in pairs:
        label = "-" if name is None else f"{str(name).replace('_', ' ')}:"
        if isinstance(value, (dict, list)) and value:
            yield f"{' ' * indent}{label}"
            yield from _lines(value, indent + 2)
        else:
            yield f"{' ' * indent}{label} {_word(value)}"


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value in (None, "", [], {}) else str(value)


def _link(copy: DataCopy, key: str) -> str:
    path = reverse("campaigns:own_data", args=[sign(PURPOSE, [copy.pk, key])])
    tail = "" if copy.language == "en" else f"?lang={copy.language}"
    return f"{settings.BASE_URL}{path}{tail}"
