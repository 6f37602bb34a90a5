"""The public pages of campaigns and petitions: the same bytes for everybody."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from campaigns.forms.public import SignForm, read_posted
from campaigns.models import Campaign, Petition
from campaigns.origins import origin_of
from campaigns.pages import campaign_page
from campaigns.proof import new_challenge
from campaigns.services.signing import Coming, sign_petition
from campaigns.switched import with_signing_notice
from core.http import in_language, page_of, public_page, public_post
from core.shelf import Shelf

PAGE_LENGTH = 24
# What signing reads of a petition, a second old at most: a pause takes that long to be heard of.
PETITIONS: Shelf[Petition] = Shelf()


@require_safe
@public_page(max_age=10)
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Every campaign that was launched, those that people can still help first."""
    state, text = request.GET.get("state", ""), request.GET.get("q", "")[:100]
    found = Campaign.objects.public().for_pages().narrowed(state=state, text=text)
    context = {
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
    petition = PETITIONS.take(
        slug, lambda: _petition_for_signing(slug), seconds=settings.PAGE_KEPT_SECONDS
    )
    if posted := read_posted(request.POST, petition):
        origin = origin_of(request.META, email=posted.signing.email)
        coming = Coming(origin=origin, proof=posted.proof, trapped=posted.trapped)
        sign_petition(petition=petition, signing=posted.signing, coming=coming)
        return see_other("campaigns:check_email", slug)
    campaign = get_object_or_404(Campaign.objects.public().for_pages(), slug=slug)
    page = campaign_page(campaign).context(form=sign_form(request, campaign))
    return render(request, "campaigns/campaign_detail.html", page)


def _petition_for_signing(slug: str) -> Petition:
    petitions = with_signing_notice(Petition.objects.public().for_signing())
    return get_object_or_404(petitions, campaign__slug=slug)


@never_cache
@require_safe
def proof(request: HttpRequest, slug: str) -> HttpResponse:
    """A fresh challenge for the page's script. The page itself is the same bytes for everybody."""
    asking = Petition.objects.public().filter(proof_since__isnull=False)
    petition = get_object_or_404(asking.only("pk"), campaign__slug=slug)
    return JsonResponse(new_challenge(petition))


@require_safe
@public_page(max_age=60)
def check_email(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a mail is on its way: the same to everybody who signs, whatever became of it."""
    petition = get_object_or_404(Petition.objects.public().for_pages(), campaign__slug=slug)
    context = {"campaign": petition.campaign}
    return render(request, "campaigns/check_email.html", context)


def sign_form(request: HttpRequest, campaign: Campaign) -> SignForm:
    action = in_language(page_of("campaigns:sign", str(campaign.slug)))
    return SignForm(
        request.POST if request.method == "POST" else None, campaign=campaign, action=action
    )


def see_other(name: str, slug: str) -> HttpResponse:
    """Lead to a page with 303, so that reloading it sends nothing again."""
    return HttpResponse(status=303, headers={"Location": in_language(page_of(name, slug))})
