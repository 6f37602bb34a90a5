"""Writing a letter: the form, the letter as it will be sent, and the ways to send it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.forms.letter import CountryForm, LetterForm
from campaigns.letter_text import LetterText, compose_letter
from campaigns.letter_ways import mail_link, paper
from campaigns.letter_wording import (
    Wording,
    current_facts,
    is_good,
    translation_of,
    wording_for,
    wording_of,
)
from campaigns.models import Campaign
from campaigns.models.letter_tokens import reference_of
from campaigns.services.letters import write_letter
from campaigns.services.targeting import depends_on_country, gives_out, pick_targets, targets_for
from core.countries import is_country
from core.http import public_page, public_post
from core.pdf import PdfRefused

from .public import in_language, see_other


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form; show the letter as it will be sent; take it, or give it as a PDF."""
    campaign = get_object_or_404(Campaign.objects.with_letters().for_pages(), slug=slug)
    answer = take_letter if request.method == "POST" else empty_form
    return answer(request, campaign)


@public_page(max_age=10)
def empty_form(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The form as everybody of a country gets it."""
    country = request.GET.get("country", "")
    country = country if is_country(country) else ""
    form = letter_form(campaign, None, country=country, initial={"country": country})
    return show_form(request, campaign, form)


@public_post
def take_letter(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Nothing is kept before the last step: what was typed travels with the form."""
    deed = request.POST.get("deed")
    country = request.POST.get("country", "")
    if deed == "edit":
        typed = request.POST.dict()
        return show_form(
            request, campaign, letter_form(campaign, None, country=country, initial=typed)
        )
    data = with_office(campaign, request.POST.copy(), country)
    form = letter_form(campaign, data, country=country)
    if not form.is_valid():
        return show_form(request, campaign, form)
    if deed not in ("send", "print"):
        return preview_or_advice(request, campaign, form, data)
    if deed == "print":
        return printed(request, campaign, form)
    write_letter(
        letter_action=campaign.letter_action,
        post=form.cleaned_data["post"],
        writing=form.writing(),
    )
    return see_other("campaigns:letter_check_email", str(campaign.slug))


def with_office(campaign: Campaign, data: QueryDict, country: str) -> QueryDict:
    """Where offices are given out rather than chosen, give out one, once."""
    if gives_out(campaign.letter_action) and not data.get("post") and is_country(country):
        picked = pick_targets(letter_action=campaign.letter_action, country=country)
        data["post"] = str(picked[0].pk) if picked else ""
    return data


def preview_or_advice(
    request: HttpRequest, campaign: Campaign, form: LetterForm, data: QueryDict
) -> HttpResponse:
    """Show what to think over beside the words, once; then the letter. Nobody is stopped."""
    mark = form.advised_about()
    if form.advice() and data.get("advised") != mark:
        data["advised"] = mark
        form = letter_form(campaign, data, country=data.get("country", ""))
        form.is_valid()
        return show_form(request, campaign, form)
    return preview(request, campaign, form)


def show_form(request: HttpRequest, campaign: Campaign, form: LetterForm) -> HttpResponse:
    action, language = campaign.letter_action, get_language() or "en"
    facts = current_facts(action)
    depends = depends_on_country(action)
    country = form.initial.get("country") or form.data.get("country", "")
    main = wording_of(letter_action=action, variant=None, facts=facts)
    context = {
        "campaign": campaign,
        "form": form,
        "facts": facts,
        "said": translation_of(letter_action=action, wording=main, language=language) or main,
        "advice": form.advice() if form.is_valid() else [],
        "where": CountryForm(initial={"country": country}) if depends else None,
        "gives_out": gives_out(action),
        "is_open": campaign.is_open() and is_good(facts, timezone.localdate()),
    }
    return render(request, "campaigns/letter_form.html", context)


def preview(request: HttpRequest, campaign: Campaign, form: LetterForm) -> HttpResponse:
    """Show the letter exactly as it will be sent today, and what follows."""
    public_id = form.public_id_or_new()
    action, post = campaign.letter_action, form.cleaned_data["post"]
    wording = wording_for(letter_action=action, post=post, seed=public_id)
    typed = [(name, form.data.get(name, "")) for name in form.fields if name != "public_id"]
    context = {
        "campaign": campaign,
        "post": post,
        "text": _text(campaign, form, wording, reference=reference_of(public_id)),
        "wording": wording,
        "translation": translation_of(
            letter_action=action, wording=wording, language=get_language() or "en"
        ),
        "typed": [*typed, ("public_id", public_id)],
        "advice": form.advice(),
        "is_open": campaign.is_open() and is_good(wording.facts, timezone.localdate()),
    }
    if action.offers_own_mail:
        own = _text(campaign, form, wording, reference="")
        context |= {"own": own, "mail_link": mail_link(post=post, text=own)}
    return render(request, "campaigns/letter_preview.html", context)


def printed(request: HttpRequest, campaign: Campaign, form: LetterForm) -> HttpResponse:
    """The letter as a PDF, if the campaign offers it. Nothing of it is kept."""
    action, post = campaign.letter_action, form.cleaned_data["post"]
    if not action.offers_paper:
        return preview(request, campaign, form)
    wording = wording_for(letter_action=action, post=post, seed=form.public_id_or_new())
    now = timezone.now()
    try:
        made = paper(
            post=post,
            text=_text(campaign, form, wording, reference=""),
            language=wording.language,
            on=timezone.localdate(now),
            at=now,
        )
    except PdfRefused:
        return render(request, "503.html", status=503)
    headers = {"Content-Disposition": 'inline; filename="letter.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_safe
@public_page(max_age=60)
def check_email(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a mail is on its way: the same to everybody, whatever became of it."""
    campaign = get_object_or_404(Campaign.objects.with_letters().for_pages(), slug=slug)
    context = {"campaign": campaign, "letter": True}
    return render(request, "campaigns/check_email.html", context)


def letter_form(campaign: Campaign, data: object, *, country: str, **more: Any) -> LetterForm:
    action = in_language(reverse("campaigns:letter", args=[campaign.slug]))
    offices = targets_for(letter_action=campaign.letter_action, country=country)
    return LetterForm(data, campaign=campaign, action=action, offices=offices, **more)


def _text(campaign: Campaign, form: LetterForm, wording: Wording, *, reference: str) -> LetterText:
    return compose_letter(
        letter_action=campaign.letter_action,
        post=form.cleaned_data["post"],
        author=form.author(),
        reference=reference,
        on=timezone.localdate(),
        wording=wording,
    )
