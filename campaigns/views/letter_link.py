"""Links that writers of letters get by mail: to confirm, and to decide anew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from campaigns.services.deciding_anew import letter_asked_about, send_anew, take_back_held
from campaigns.services.letters import confirm_letter, letter_behind
from core.http import private_link
from core.rules import RuleRefused
from core.tokens import TokenRefused

from .signature_link import link_refused


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
    context = {"asked": asked, "done": done, "refused": refused}
    return render(request, "campaigns/letter_again.html", context)
