"""The page of one signer: all that was signed and written with an address, and what can be done.

There is no password and no session: the link in the person's mails is the key. So these pages are
kept by no cache, their address is passed on to nobody, and every deed is a POST.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.forms.own import ChoicesForm, CorrectForm, FindForm
from campaigns.models import Signature
from campaigns.services import own
from campaigns.services.asking import ask_for_copy, ask_for_own_page
from campaigns.services.delivering import line_of
from campaigns.services.own import Mailbox
from core.http import in_language, private_link, public_page, public_post, see_other
from core.tokens import TokenRefused

LinkView = Callable[..., HttpResponse]


def own_link(view: LinkView) -> LinkView:
    """Read the link; a page that says how to get a new one if it is refused."""

    @private_link
    @wraps(view)
    def wrapped(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        try:
            mailbox = own.read_own_link(token)
        except TokenRefused as refused:
            return own_link_refused(request, refused)
        return view(request, token, mailbox, **more)

    return wrapped


def own_link_refused(request: HttpRequest, refused: TokenRefused) -> HttpResponse:
    """Say what is wrong with the link, and offer a new one."""
    context = {"expired": refused.expired, "form": _find_form()}
    status = 410 if refused.expired else 404
    return render(request, "campaigns/own/link_refused.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@public_post
def find(request: HttpRequest) -> HttpResponse:
    """Have the link sent. The answer is the same for every address, known or not."""
    form = _find_form(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "campaigns/own/find.html", {"form": form})
    if not form.is_by_a_program:
        language = get_language() or "en"
        ask_for_own_page(address=form.cleaned_data["email"], language=language)
    return see_other(in_language(reverse("campaigns:own_sent")))


@require_safe
@public_page(max_age=3600)
def sent(request: HttpRequest) -> HttpResponse:
    """What to do next. Says nothing of any address."""
    return render(request, "campaigns/own/sent.html")


@require_safe
@own_link
def page(request: HttpRequest, token: str, mailbox: Mailbox) -> HttpResponse:
    """All that was signed and written with this address."""
    return _page(request, token, mailbox)


@require_POST
@own_link
def choices(request: HttpRequest, token: str, mailbox: Mailbox, petition: int) -> HttpResponse:
    """Change how one is shown, and what else one allows, under one petition."""
    signature = _signature(mailbox, petition)
    form = ChoicesForm(request.POST, signature=signature)
    if not form.is_valid():
        return _page(request, token, mailbox, refused=form)
    own.change_choices(signature=signature, choices=form.choices())
    return _saved(token, "choices")


@require_POST
@own_link
def correct(request: HttpRequest, token: str, mailbox: Mailbox, petition: int) -> HttpResponse:
    """Seal another name."""
    signature = _signature(mailbox, petition)
    form = CorrectForm(request.POST, signature=signature)
    if not form.is_valid():
        return _page(request, token, mailbox, refused=form)
    typed = form.cleaned_data
    own.correct_signature(
        mailbox=mailbox, signature=signature, name=typed["name"], region=typed.get("region", "")
    )
    return _saved(token, "name")


@require_POST
@own_link
def stop_updates(request: HttpRequest, token: str, mailbox: Mailbox) -> HttpResponse:
    """Allow nobody to write any more."""
    own.stop_updates(mailbox=mailbox)
    return _saved(token, "updates")


@require_POST
@own_link
def copy(request: HttpRequest, token: str, mailbox: Mailbox) -> HttpResponse:
    """Ask for a copy of one's data: a worker makes it and mails the link."""
    ask_for_copy(address=mailbox.address, language=get_language() or "en")
    return _saved(token, "copy")


@require_http_methods(["GET", "HEAD", "POST"])
@own_link
def withdraw(request: HttpRequest, token: str, mailbox: Mailbox, petition: int) -> HttpResponse:
    """Ask whether it is meant; delete the signature."""
    if request.method == "POST":
        signature = mailbox.signature(petition)
        if signature is not None:  # a second press finds it gone, which is what was wanted
            own.withdraw_signature(signature=signature)
        return _saved(token, "withdrawn")
    context = {"token": token, "signature": _signature(mailbox, petition)}
    return render(request, "campaigns/own/withdraw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_link
def letter(request: HttpRequest, token: str, mailbox: Mailbox, public_id: UUID) -> HttpResponse:
    """Ask whether it is meant; take back a letter that has not left."""
    waiting = mailbox.letters().not_yet_left().filter(public_id=public_id)
    if request.method == "POST":
        for found in waiting:
            own.take_back_letter(letter=found)
        return _saved(token, "letter")
    context = {"token": token, "letter": get_object_or_404(waiting)}
    return render(request, "campaigns/own/take_back_letter.html", context)


def _page(
    request: HttpRequest, token: str, mailbox: Mailbox, *, refused: Any = None
) -> HttpResponse:
    now = timezone.now()
    signed = [_entry(each, refused) for each in mailbox.signatures()]
    context = {
        "token": token,
        "signed": signed,
        "letters": list(mailbox.letters()),
        "updates": any(entry["signature"].wants_updates for entry in signed),
        "now": now,
        "form": refused,
        "saved": request.GET.get("saved", ""),
    }
    return render(request, "campaigns/own/page.html", context)


def _entry(signature: Signature, refused: Any) -> dict[str, Any]:
    """One petition on the page: what is known of the signature, and the forms to change it."""
    petition = signature.petition
    forms = {kind: kind(signature=signature) for kind in (ChoicesForm, CorrectForm)}
    if refused and refused.signature == signature:
        forms[type(refused)] = refused
    return {
        "signature": signature,
        "campaign": petition.campaign,
        "choices": forms[ChoicesForm],
        "correct": forms[CorrectForm],
        "lines": line_of(signature),
    }


def _signature(mailbox: Mailbox, petition: int) -> Signature:
    signature = mailbox.signature(petition)
    if signature is None:
        raise Http404
    return signature


def _saved(token: str, what: str) -> HttpResponse:
    """Back to the page, which says what was done: by its address, so without a cookie."""
    path = in_language(reverse("campaigns:own_page", args=[token]))
    return see_other(f"{path}{'&' if '?' in path else '?'}saved={what}")


def _find_form(data: Any = None) -> FindForm:
    return FindForm(data, action=in_language(reverse("campaigns:own_find")))
