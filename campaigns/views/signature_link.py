"""The link that a signer gets by mail: one page with a button, and the button confirms."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from campaigns.forms.public import CorrectionForm
from campaigns.models import Petition
from campaigns.services.signing import confirm_signature, is_confirmed, read_link
from campaigns.signing_link import Signing
from core.http import nobodys_request, private_link, public_post
from core.shelf import Shelf
from core.tokens import TokenRefused

# The pages by name, petition and language, a moment old at most. On a record day each is asked for
# as often as people sign. What is a person's own is not in them: a word stands where it comes.
PAGES: Shelf[str] = Shelf()
TOKEN = "token-of-this-link"  # noqa: S105 - the word that stands where a token comes
TYPED = "what-was-typed-for-this-link"


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
            return _show_form(request, token, form)
        corrected = form.signing()
    return _thank(confirm_signature(token=token, corrected=corrected), token)


def _thank(petition: Petition, token: str) -> HttpResponse:
    page = _kept("campaigns/confirmed.html", petition, token=TOKEN)
    return HttpResponse(page.replace(TOKEN, token))


def _ask(request: HttpRequest, token: str) -> HttpResponse:
    petition, typed, _key = read_link(token)
    if is_confirmed(token=token):
        return _thank(petition, token)
    if "correct" in request.GET:
        return _show_form(request, token, _correction(request, token))
    page = _kept("campaigns/confirm.html", petition, typed=TYPED)
    return HttpResponse(page.replace(TYPED, _shown(typed)))


def _show_form(request: HttpRequest, token: str, form: CorrectionForm) -> HttpResponse:
    petition, typed, _key = read_link(token)
    context = _about(petition) | {"typed": _shown(typed), "form": form}
    return render(request, "campaigns/confirm.html", context)


def _shown(typed: Signing) -> SafeString:
    return render_to_string("campaigns/_typed.html", {"typed": typed})


def _kept(template: str, petition: Petition, **words: str) -> str:
    """Return a page that is the same for everybody, made for nobody in particular."""

    def make() -> str:
        request = nobodys_request("/campaigns/confirm/")
        return render_to_string(template, _about(petition) | words, request)

    key = (template, petition.pk, get_language())
    return PAGES.take(key, make, seconds=settings.PAGE_KEPT_SECONDS)


def _about(petition: Petition) -> dict[str, object]:
    campaign = petition.campaign
    text = campaign.text_in(get_language() or "en")
    return {"campaign": campaign, "text": text, "canonical_url": ""}


def _correction(request: HttpRequest, token: str) -> CorrectionForm:
    petition, typed, _key = read_link(token)
    data = request.POST if request.method == "POST" else None
    return CorrectionForm(data, typed=typed, campaign=petition.campaign)


def link_refused(request: HttpRequest, refused: TokenRefused) -> HttpResponse:
    """Say what can be done about a link that is too old, or was not copied whole."""
    context = {"expired": refused.expired}
    return render(
        request, "campaigns/link_refused.html", context, status=410 if refused.expired else 404
    )
