"""The emailed link to a signer's own page. It bears the address, veiled (core.tokens)."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from core.tokens import TokenRefused, unveil, veil
from outbox.addresses import AddressRefused, mailable

PURPOSE = "signer.own"
OWN_WITHIN = timedelta(days=30)


def own_page_link(*, address: str, language: str) -> str:
    """Return the address of a person's own page, in full: for mails to that person, good 30 days.

    It may stand in any mail to a signer. It goes to nobody else: who has it can change all that
    stands on the page.
    """
    path = reverse("campaigns:own_page", args=[veil(PURPOSE, mailable(address))])
    tail = "" if language == "en" else f"?lang={language}"
    return f"{settings.BASE_URL}{path}{tail}"


def address_behind(token: str) -> str:
    """Return whose page it is. Raises TokenRefused for a link that is not ours or too old."""
    try:
        return mailable(unveil(PURPOSE, token, max_age=OWN_WITHIN))
    except AddressRefused as error:
        raise TokenRefused from error
