"""Writing a letter: the form, the letter as it will be sent, and the link in the mail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.forms.public import LetterForm
from campaigns.letter_text import compose_letter
from campaigns.models import Campaign
from campaigns.models.letter_tokens import reference_of
from campaigns.services.deciding_anew import letter_asked_about, send_anew, take_back_held
from campaigns.services.letters import confirm_letter, letter_behind, write_letter
from core.http import private_link, public_page, public_post
from core.rules import RuleRefused
from core.tokens import TokenRefused

from .public import in_language, link_refused, see_other


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form; show the letter as it will be sent; take it."""
    campaign = get_object_or_404(Campaign.objects.with_letters().for_pages(), slug=slug)
    answer = take_letter if request.method == "POST" else empty_form
    return answer(request, campaign)


@public_page(max_age=10)
def empty_form(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The form as everybody gets it."""
    return show_form(request, campaign, letter_form(campaign, None))


@public_post
def take_letter(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Nothing is kept before the last step: what was typed travels with the form."""
    deed = request.POST.get("deed")
    if deed == "edit":
        typed = request.POST.dict()
        return show_form(request, campaign, letter_form(campaign, None, initial=typed))
    form = letter_form(campaign, request.POST)
    if not form.is_valid():
        return show_form(request, campaign, form)
    if deed != "send":
        return preview(request, campaign, form)
    write_letter(
        letter_action=campaign.letter_action,
        post=form.cleaned_data["post"],
        writing=form.writing(),
    )
    return see_other("campaigns:letter_check_email", str(campaign.slug))


def show_form(request: HttpRequest, campaign: Campaign, form: LetterForm) -> HttpResponse:
    context = {
        "section": "campaigns",
        "campaign": campaign,
        "form": form,
        "is_open": campaign.is_open(),
    }
    return render(request, "campaigns/letter_form.html", context)


def preview(request: HttpRequest, campaign: Campaign, form: LetterForm) -> HttpResponse:
    """Show the letter exactly as it will be sent today, and what follows."""
    public_id = form.public_id_or_new()
    post = form.cleaned_data["post"]
    text = compose_letter(
        letter_action=campaign.letter_action,
        post=post,
        author=form.author(),
        reference=reference_of(public_id),
        on=timezone.localdate(),
    )
    typed = [(name, form.data.get(name, "")) for name in form.fields if name != "public_id"]
    context = {
        "section": "campaigns",
        "campaign": campaign,
        "post": post,
        "text": text,
        "typed": [*typed, ("public_id", public_id)],
        "is_open": campaign.is_open(),
    }
    return render(request, "campaigns/letter_preview.html", context)


@require_safe
@public_page(max_age=60)
def check_email(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a mail is on its way: the same to everybody, whatever became of it."""
    campaign = get_object_or_404(Campaign.objects.with_letters().for_pages(), slug=slug)
    context = {"section": "campaigns", "campaign": campaign, "letter": True}
    return render(request, "campaigns/check_email.html", context)


@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the letter and a button; only the button sends it on its way."""
    try:
        first = confirm_letter(token=token) if request.method == "POST" else True
        found = letter_behind(token=token)
    except TokenRefused as refused:
        return link_refused(request, refused)
    context = {
        "section": "campaigns",
        "campaign": found.letter.letter_action.campaign,
        "letter": found.letter,
        "text": found.text,
        "first": first,
    }
    page = "letter_confirmed" if request.method == "POST" else "letter_confirm"
    return render(request, f"campaigns/{page}.html", context)


@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, token: str) -> HttpResponse:
    """A held letter as it would read now: a button sends it, another takes it back."""
    done, refused = "", ""
    try:
        if request.POST.get("deed") == "withdraw":
            take_back_held(token=token)
            done = "withdraw"
        elif request.POST.get("deed") == "send":
            send_anew(token=token)
        asked = None if done else letter_asked_about(token=token)
    except TokenRefused as error:
        return link_refused(request, error)
    except RuleRefused as error:
        refused, asked = str(error), letter_asked_about(token=token)
    context = {"section": "campaigns", "asked": asked, "done": done, "refused": refused}
    return render(request, "campaigns/letter_again.html", context)


def letter_form(campaign: Campaign, data: object, **more: object) -> LetterForm:
    action = in_language(reverse("campaigns:letter", args=[campaign.slug]))
    return LetterForm(data, campaign=campaign, action=action, **more)
