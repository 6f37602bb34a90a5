"""A copy of what campaigns know of one person, for that person. (GDPR, articles 15 and 20)"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings

from campaigns.models import Letter, Signature, SignOn, Voice
from core.sealed import SealClosed, unseal, unseal_json


def data_of(*, address: str) -> dict[str, Any]:
    """Return all that is stored of the person behind an address, opened. JSON-able.

    Raises nothing for a box that cannot be opened: it says so in its place. Needs the private key,
    so it runs in a worker.
    """
    signatures = Signature.objects.at_address(address).for_own_page()
    letters = Letter.objects.by_address(address).for_pages()
    return {
        "signatures": [_signature(each) for each in signatures],
        "letters": [_letter(each) for each in letters],
        "contact_of_organisations": [_sign_on(each) for each in SignOn.objects.by_contact(address)],
    }


def _signature(signature: Signature) -> dict[str, Any]:
    campaign = signature.petition.campaign
    return {
        "petition": campaign.title,
        "organisation": campaign.organisation.name,
        "page": f"{settings.BASE_URL}{campaign.get_absolute_url()}",
        "state": str(signature.get_state_display()),
        "sealed": _opened(signature.sealed),
        "country": signature.country,
        "language": signature.language,
        "version_of_the_text": signature.text_version,
        "shown_in_public": str(signature.get_display_display()),
        "wants_updates": signature.wants_updates,
        "name_may_be_handed_over": signature.name_handed_over,
        "own_words": list(Voice.objects.filter(signature=signature).values_list("text", flat=True)),
        "signed": _moment(signature.created_at),
        "confirmed_on": signature.confirmed_on.isoformat() if signature.confirmed_on else None,
        "names_are_erased_on": _moment(signature.petition.names_go_at),
    }


def _sign_on(row: SignOn) -> dict[str, Any]:
    return {
        "organisation": row.name,
        "campaign": row.campaign.title,
        "state": str(row.get_state_display()),
        "sealed": _opened(row.contact_sealed, unseal),
    }


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "reference": letter.reference,
        "to": f"{letter.post.label}, {letter.post.institution.name}",
        "campaign": letter.letter_action.campaign.title,
        "state": str(letter.get_state_display()),
        "sealed": _opened(letter.sealed),
        "country": letter.country,
        "language": letter.language,
        "written": _moment(letter.created_at),
        "confirmed": _moment(letter.confirmed_at),
        "sent_or_failed": _moment(letter.ended_at),
    }


def _opened(
    box: bytes | memoryview | None, opened: Callable[[bytes | memoryview], Any] = unseal_json
) -> Any:
    """Return what is in a box: what the person typed."""
    if box is None:
        return None
    try:
        return opened(box)
    except SealClosed:
        return "It cannot be opened any more."


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="minutes") if at else None
