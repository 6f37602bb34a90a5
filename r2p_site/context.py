"""What every template may name."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from core.http import address_in_full


def site(request: HttpRequest) -> dict[str, object]:
    """Names and addresses of the site. Nothing here depends on who asks."""
    language = get_language() or "en"
    return {
        "site_name": settings.SITE_NAME,
        "base_url": settings.BASE_URL,
        "canonical_url": address_in_full(request),
        "language": language,
        "keep_language": "" if language.startswith("en") else f"?lang={language}",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "languages": settings.LANGUAGES,
    }
