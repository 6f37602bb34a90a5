"""The public pages of campaigns and petitions: the same bytes for everybody."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.forms.public import SignForm
from campaigns.models import Campaign, Petition
from campaigns.pages import campaign_page
from campaigns.services.signing import confirm_signature, sign_petition, signature_behind
from core.http import private_link, public_page, public_post
from core.tokens import TokenRefused

PAGE_LENGTH = 24


@require_safe
@public_page(max_age=10)
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Every campaign that was launched, those that people can still help first."""
    state, text = request.GET.get("state", ""), request.GET.get("q", "")[:100]
    found = Campaign.objects.public().for_pages().narrowed(state=state, text=text)
    context = {
        "section": "campaigns",
        "state": state,
        "text": text,
        "narrowed": bool(state or text),
        "page_obj": Paginator(found.open_first(), PAGE_LENGTH).get_page(request.GET.get("page")),
    }
    return render(request, "campaigns/campaign_list.html", context)


@public_post
@require_POST
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a signature. Whatever becomes of it, the answer leads to the same page."""
    petition = get_object_or_404(Petition.objects.public().for_signing(), campaign__slug=slug)
    form = sign_form(request, petition.campaign)
    if form.is_valid():
        sign_petition(petition=petition, signing=form.signing())
        return see_other("campaigns:check_email", slug)
    campaign = get_object_or_404(Campaign.objects.public().for_pages(), slug=slug)
    page = campaign_page(campaign)
    return render(request, "campaigns/campaign_detail.html", page.context(form=form))


@require_safe
@public_page(max_age=60)
def check_email(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a mail is on its way: the same to everybody who signs, whatever became of it."""
    petition = get_object_or_404(Petition.objects.public().for_pages(), campaign__slug=slug)
    context = {"section": "campaigns", "campaign": petition.campaign}
    return render(request, "campaigns/check_email.html", context)


@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button; only the button confirms. Programs that follow links change nothing."""
    try:
        if request.method == "POST":
            petition = confirm_signature(token=token)
            context = {"campaign": petition.campaign, "token": token, "section": "campaigns"}
            return render(request, "campaigns/confirmed.html", context)
        signature = signature_behind(token=token)
    except TokenRefused as refused:
        return link_refused(request, refused)
    context = {
        "campaign": signature.petition.campaign,
        "signature": signature,
        "section": "campaigns",
    }
    return render(request, "campaigns/confirm.html", context)


def sign_form(request: HttpRequest, campaign: Campaign) -> SignForm:
    action = in_language(reverse("campaigns:sign", args=[campaign.slug]))
    return SignForm(
        request.POST if request.method == "POST" else None, campaign=campaign, action=action
    )


def link_refused(request: HttpRequest, refused: TokenRefused) -> HttpResponse:
    """Say what can be done about a link that is too old, or was not copied whole."""
    context = {"expired": refused.expired, "section": "campaigns"}
    return render(
        request, "campaigns/link_refused.html", context, status=410 if refused.expired else 404
    )


def see_other(name: str, slug: str) -> HttpResponse:
    """Lead to a page with 303, so that reloading it sends nothing again."""
    location = in_language(reverse(name, args=[slug]))
    return HttpResponse(status=303, headers={"Location": location})


def in_language(path: str) -> str:
    """Return the path in the language of this page."""
    language = get_language() or "en"
    return path if language.startswith("en") else f"{path}?lang={language}"
