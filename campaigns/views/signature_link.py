"""The link that a signer gets by mail: one page with a button, and the button confirms."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from campaigns.forms.public import CorrectionForm
from campaigns.models import Petition
from campaigns.services.signing import confirm_signature, read_link, signature_behind
from core.http import private_link, public_post
from core.shelf import Shelf
from core.tokens import TokenRefused

# The page of thanks by petition and language, a moment old at most. On a record day it is asked for
# as often as people sign, and differs by nothing but the token of the link: a word stands for it.
THANKS: Shelf[str] = Shelf()
TOKEN = "token-of-this-link"  # noqa: S105 - the word that stands where a token comes


@public_post
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button; only the button confirms. Programs that follow links change nothing."""
    try:
        return _confirm(request, token) if request.method == "POST" else _ask(request, token)
    except TokenRefused as refused:
        return link_refused(request, refused)


def _confirm(request: HttpRequest, token: str) -> HttpResponse:
    corrected = None
    if "corrected" in request.POST:
        form = _correction(request, token)
        if not form.is_valid():
            return _ask(request, token, form)
        corrected = form.signing()
    petition = confirm_signature(token=token, corrected=corrected)
    thanks = THANKS.take(
        (petition.pk, get_language()),
        lambda: _thanks(request, petition),
        seconds=settings.PAGE_KEPT_SECONDS,
    )
    return HttpResponse(thanks.replace(TOKEN, token))


def _thanks(request: HttpRequest, petition: Petition) -> str:
    context = {"campaign": petition.campaign, "token": TOKEN, "section": "campaigns"}
    return render_to_string("campaigns/confirmed.html", context, request)


def _ask(request: HttpRequest, token: str, form: CorrectionForm | None = None) -> HttpResponse:
    _petition, typed, _key = read_link(token)
    signature = signature_behind(token=token)
    campaign = signature.petition.campaign
    if "correct" in request.GET:
        form = form or _correction(request, token)
    context = {
        "campaign": campaign,
        "text": campaign.text_in(get_language()),
        "signature": signature,
        "typed": typed,
        "token": token,
        "form": form,
        "section": "campaigns",
    }
    return render(request, "campaigns/confirm.html", context)


def _correction(request: HttpRequest, token: str) -> CorrectionForm:
    petition, typed, _key = read_link(token)
    data = request.POST if request.method == "POST" else None
    return CorrectionForm(data, typed=typed, campaign=petition.campaign)


def link_refused(request: HttpRequest, refused: TokenRefused) -> HttpResponse:
    """Say what can be done about a link that is too old, or was not copied whole."""
    context = {"expired": refused.expired, "section": "campaigns"}
    return render(
        request, "campaigns/link_refused.html", context, status=410 if refused.expired else 404
    )
