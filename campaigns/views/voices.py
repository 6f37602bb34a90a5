"""Public pages of those who stand behind a campaign: their words, news, organisations."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.forms.voices import SignOnForm, VoiceForm
from campaigns.models import Campaign, SignOn, Update, Voice
from campaigns.models.petition import Signature
from campaigns.services.sign_ons import confirm_sign_on, sign_on_behind
from campaigns.services.sign_ons import sign_on as keep_sign_on
from campaigns.services.signing import signature_behind
from campaigns.services.telling import stop_updates as end_updates
from campaigns.services.voices import take_back_voice, write_voice
from campaigns.update_mail import read_stop_link
from campaigns.voices import are_voices_shown, are_voices_welcome, as_said
from core.forms import show_refusal
from core.http import (
    in_language,
    private_link,
    public_and_fresh,
    public_page,
    public_post,
    see_other,
)
from core.rules import RuleRefused
from core.tokens import TokenRefused

from .signature_link import link_refused

PAGE_LENGTH = 24

show_and_post = require_http_methods(["GET", "HEAD", "POST"])


@show_and_post
@private_link
def my_words(request: HttpRequest, token: str) -> HttpResponse:
    """Where a signer writes a few words, sees what became of them, and takes them back."""
    try:
        signature = signature_behind(token=token)
        here = in_language(reverse("campaigns:my_words", args=[token]))
        if request.method == "POST" and request.POST.get("deed") == "take_back":
            take_back_voice(token=token)
            return see_other(here)
        form = words_form(request, signature, here)
        if request.method == "POST" and _written(form, token):
            return see_other(here)
    except TokenRefused as refused:
        return link_refused(request, refused)
    context = {
        "campaign": signature.petition.campaign,
        "voice": Voice.objects.filter(signature=signature).first(),
        "welcome": are_voices_welcome(signature.petition),
        "form": form,
    }
    return render(request, "campaigns/voices/my_words.html", context)


def words_form(request: HttpRequest, signature: Signature, action: str) -> VoiceForm:
    """Return the form with what the signer wrote and chose before."""
    before = Voice.objects.filter(signature=signature).first()
    initial: dict[str, Any] = {"text": before.text} if before else {}
    if signature.display != "hidden":
        initial["display"] = signature.display
    data = request.POST if request.method == "POST" else None
    return VoiceForm(data, action=action, initial=initial)


def _written(form: VoiceForm, token: str) -> bool:
    """Keep the words if they may be kept; otherwise the form says why not."""
    if not form.is_valid():
        return False
    try:
        write_voice(token=token, saying=form.saying())
    except RuleRefused as refused:
        show_refusal(form, refused)
        return False
    return True


@require_safe
@public_and_fresh
def voices(request: HttpRequest, slug: str) -> HttpResponse:
    """All published words of a petition's supporters. Kept by no cache: who hides is gone."""
    campaign = public_campaign(slug)
    if not campaign.has_petition or not are_voices_shown(campaign.petition):
        raise Http404
    found = Voice.objects.of(campaign).shown().for_pages().newest_first()
    page = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "page_obj": page,
        "said": [as_said(voice) for voice in page],
    }
    return render(request, "campaigns/voices/voices.html", context)


@require_safe
@public_page(max_age=10)
def updates(request: HttpRequest, slug: str) -> HttpResponse:
    """News of a campaign, the newest first."""
    campaign = public_campaign(slug)
    found = Update.objects.of(campaign).public().with_texts().newest_first()
    page = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {"campaign": campaign, "page_obj": page}
    return render(request, "campaigns/voices/updates.html", context)


@require_safe
@public_page(max_age=10)
def update(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One update, at an address that stays; taken back, it says so and why."""
    campaign = public_campaign(slug)
    found = Update.objects.of(campaign).public().with_texts()
    context = {
        "campaign": campaign,
        "update": get_object_or_404(found, number=number),
    }
    return render(request, "campaigns/voices/update.html", context)


@show_and_post
@private_link
def stop_updates(request: HttpRequest, token: str) -> HttpResponse:
    """End the updates of one petition: by the page's button, or by the mail program's. (RFC 8058)

    A mail program sends `List-Unsubscribe=One-Click` from wherever it is, without cookies, and is
    answered 200 without a redirect, also the second time and after the signature is gone. A POST
    that says neither is some scanner's, and changes nothing.
    """
    try:
        signature = read_stop_link(token)
    except TokenRefused as refused:
        return link_refused(request, refused)
    if request.method == "POST":
        for field, reason in (("List-Unsubscribe", "one_click"), ("end", "button")):
            if field in request.POST:
                end_updates(signature=signature, reason=reason)
    rows = Signature.objects.select_related("petition__campaign")
    found = rows.filter(pk=signature).first()
    context = {
        "campaign": found.petition.campaign if found else None,
        "goes_on": bool(found and found.wants_updates),
        "test": signature == 0,
    }
    return render(request, "campaigns/voices/stop_updates.html", context)


@require_safe
@public_page(max_age=10)
def sign_ons(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisations that sign, by name."""
    campaign = public_campaign(slug)
    found = SignOn.objects.of(campaign).accepted()
    page = Paginator(found, 100).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "page_obj": page,
        "is_open": takes_organisations(campaign),
    }
    return render(request, "campaigns/voices/sign_ons.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def sign_on(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign for an organisation. Whatever becomes of it, the answer leads to the same page."""
    campaign = public_campaign(slug)
    if not campaign.has_petition:
        raise Http404
    answer = take_sign_on if request.method == "POST" else empty_sign_on
    return answer(request, campaign)


@public_page(max_age=10)
def empty_sign_on(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The form as everybody gets it."""
    return _show_sign_on(request, campaign, _sign_on_form(campaign, None))


@public_post
def take_sign_on(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    form = _sign_on_form(campaign, request.POST)
    if form.is_valid():
        try:
            keep_sign_on(campaign=campaign, signing=form.signing())
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            return see_other(in_language(reverse("campaigns:sign_on_sent", args=[campaign.slug])))
    return _show_sign_on(request, campaign, form)


@require_safe
@public_page(max_age=60)
def sign_on_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a mail is on its way: the same whatever became of it."""
    context = {"campaign": public_campaign(slug)}
    return render(request, "campaigns/voices/sign_on_sent.html", context)


@show_and_post
@private_link
def confirm_organisation(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button; only the button confirms."""
    try:
        confirm = confirm_sign_on if request.method == "POST" else sign_on_behind
        row = confirm(token=token)
    except TokenRefused as refused:
        return link_refused(request, refused)
    context = {
        "campaign": row.campaign,
        "row": row,
        "confirmed": request.method == "POST" or row.state != "pending",
    }
    return render(request, "campaigns/voices/confirm_organisation.html", context)


def takes_organisations(campaign: Campaign) -> bool:
    """Return whether organisations can sign today."""
    return campaign.has_petition and campaign.is_open()


def public_campaign(slug: str) -> Campaign:
    """Return a campaign that was launched; otherwise 404."""
    campaign: Campaign = get_object_or_404(Campaign.objects.public().for_pages(), slug=slug)
    return campaign


def _sign_on_form(campaign: Campaign, data: Any) -> SignOnForm:
    action = in_language(reverse("campaigns:sign_on", args=[campaign.slug]))
    return SignOnForm(data, action=action if takes_organisations(campaign) else "")


def _show_sign_on(request: HttpRequest, campaign: Campaign, form: SignOnForm) -> HttpResponse:
    context = {
        "campaign": campaign,
        "text": campaign.text_in(get_language()),
        "form": form,
        "is_open": takes_organisations(campaign),
    }
    return render(request, "campaigns/voices/sign_on.html", context)
