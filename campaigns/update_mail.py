"""What the mail of an update says, and the link that ends such mails. (RFC 8058)"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from core.markdown import plain
from core.tokens import TokenRefused, read, sign

from .models import Update

PURPOSE = "signature.stop_updates"
# News that leave later than this are old: the page has them.
LATEST = timedelta(days=5)


def mail_of(update: Update, language: str) -> tuple[str, dict[str, str]]:
    """Return the template and its context: nothing of one person, in the signer's language.

    The lead alone: figures stand on the page. (D11)
    """
    campaign = update.campaign
    text = update.text_in(language)
    with translation.override(language):
        title = update.title_in(language)
    common = {
        "title": title,
        "campaign": campaign.text_in(language).title,
        "organisation": campaign.organisation.name,
        "link": _page(update, language),
    }
    if update.is_report or text is None:
        return "campaigns/email/report", common
    return "campaigns/email/update", common | {"lead": plain(text.lead)}


def stop_link(*, signature: int, language: str) -> str:
    """Return the address that ends updates to one signature: a page by GET, the deed by POST.

    It names the row and no address, never grows old, and is good for this deed only.
    """
    path = reverse("campaigns:stop_updates", args=[sign(PURPOSE, signature)])
    return _in_full(path, language)


def read_stop_link(token: str) -> int:
    """Return the number of the signature; 0 in a test mail. Raises TokenRefused if not ours."""
    pk = read(PURPOSE, token, max_age=None)
    if not isinstance(pk, int):
        raise TokenRefused
    return pk


def _page(update: Update, language: str) -> str:
    """Where it stands; before it is published, in a test, where it will be reached from."""
    found = update if update.number else update.campaign
    return _in_full(found.get_absolute_url(), language)


def _in_full(path: str, language: str) -> str:
    tail = "" if language == "en" else f"?lang={language}"
    return f"{settings.BASE_URL}{path}{tail}"
