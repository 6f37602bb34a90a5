"""What carries a campaign elsewhere: links, card, square, poster, and a widget for other sites."""

from collections.abc import Callable

from django.conf import settings
from django.forms.utils import flatatt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from campaigns.sharing import address_of, card_of, card_png, poster_pdf
from core.http import Answer, in_language, kept_by_caches, public_page
from core.pdf import PdfRefused
from core.pictures.qr import qr

from .page import kept

# Anybody may show these elsewhere.
FOR_OTHERS = {"Cross-Origin-Resource-Policy": "cross-origin"}
DRAWN_KEPT = kept_by_caches(3600, if_error=24 * 3600)
# Drawing takes a moment of a processor: one process does it once a minute at most.
DRAWN_SECONDS = 60.0
WIDGET_WIDTH, WIDGET_HEIGHT = 360, 330
WIDGET_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": kept_by_caches(60, if_error=24 * 3600),
    "X-Robots-Tag": "noindex",
    **FOR_OTHERS,
}
# A frame on anybody's page: one style sheet of ours, one link out, and nothing else.
WIDGET_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
}


@require_safe
@public_page(max_age=60)
def share(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that helps to pass a campaign on, to look at and to take along."""
    campaign = _campaign(slug)
    text = campaign.text_in(get_language())
    address = address_of(campaign)
    context = {
        "campaign": campaign,
        "text": text,
        "card": card_of(campaign, text),
        "square": qr(address, label=_("The address of the campaign as a square for telephones")),
        "snippet": _snippet(campaign, text.title) if campaign.has_petition else "",
        "widget_size": (WIDGET_WIDTH, WIDGET_HEIGHT),
    }
    return render(request, "campaigns/share.html", context)


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture that others see when the campaign is shared."""

    def drawn() -> Answer:
        campaign = _campaign(slug)
        content = card_png(campaign, campaign.text_in(get_language()))
        headers = {"Content-Type": "image/png", "Cache-Control": DRAWN_KEPT, **FOR_OTHERS}
        return Answer(content, headers)

    return _drawn(request, "card", slug, drawn)


@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """A sheet of A4 for a wall, with the square that leads to the campaign."""

    def drawn() -> Answer:
        campaign = _campaign(slug)
        content = poster_pdf(campaign, campaign.text_in(get_language()))
        name = f"{campaign.slug}-{get_language()}.pdf"
        return Answer(
            content,
            {
                "Content-Type": "application/pdf",
                "Content-Disposition": f'inline; filename="{name}"',
                "Cache-Control": DRAWN_KEPT,
            },
        )

    return _drawn(request, "poster", slug, drawn)


@require_safe
def square(request: HttpRequest, slug: str) -> HttpResponse:
    """The address of the campaign as a square for telephones."""
    address = address_of(_campaign(slug))
    headers = {"Content-Type": "image/svg+xml", "Cache-Control": DRAWN_KEPT, **FOR_OTHERS}
    return Answer(qr(address, label=address).encode(), headers).respond(request)


@require_safe
@xframe_options_exempt
@csp_override(WIDGET_CSP)
def widget(request: HttpRequest, slug: str) -> HttpResponse:
    """The ask, the count and a link to sign, as a frame that any other site may show."""

    def page() -> Answer:
        campaign = get_object_or_404(
            Campaign.objects.public().filter(petition__isnull=False).for_pages(), slug=slug
        )
        context = {
            "campaign": campaign,
            "text": campaign.text_in(get_language()),
            "is_open": campaign.is_open(),
            "address": address_of(campaign),
        }
        response = render(request, "campaigns/widget.html", context)
        return Answer(response.content, WIDGET_HEADERS)

    return kept("widget", slug, page).respond(request)


def _campaign(slug: str) -> Campaign:
    return get_object_or_404(Campaign.objects.public().for_pages(), slug=slug)


def _drawn(request: HttpRequest, kind: str, slug: str, make: Callable[[], Answer]) -> HttpResponse:
    """Answer with what was drawn; 503 if its words cannot be set, which the log explains."""
    try:
        return kept(kind, slug, make, seconds=DRAWN_SECONDS).respond(request)
    except PdfRefused:
        return render(request, "503.html", status=503)


def _snippet(campaign: Campaign, title: str) -> str:
    """Return what another site copies into its page: a frame that can open a tab and no more."""
    address = f"{settings.BASE_URL}{in_language(reverse('campaigns:widget', args=[campaign.slug]))}"
    values = {
        "src": address,
        "title": title,
        "width": WIDGET_WIDTH,
        "style": "border: 0",
        "height": WIDGET_HEIGHT,
        "loading": "lazy",
        "referrerpolicy": "no-referrer",
        "sandbox": "allow-popups allow-popups-to-escape-sandbox",
    }
    return f"<iframe{flatatt(values)}></iframe>"
