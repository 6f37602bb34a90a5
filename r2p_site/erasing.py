"""Erase everything of one person, from their own page. Only the roof sees every app."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.services.own import Mailbox
from campaigns.views.own import own_link
from core.http import in_language, public_page, see_other

from .forgetting import forget


@require_http_methods(["GET", "HEAD", "POST"])
@own_link
def erase_everything(request: HttpRequest, token: str, mailbox: Mailbox) -> HttpResponse:
    """Ask whether it is meant; erase the person from every part of the site."""
    if request.method == "POST":
        forget(address=mailbox.address)
        return see_other(in_language(reverse("own_erased")))
    return render(request, "campaigns/own/erase.html", {"token": token})


@require_safe
@public_page(max_age=3600)
def erased(request: HttpRequest) -> HttpResponse:
    """Where one arrives after having been erased."""
    return render(request, "campaigns/own/erased.html")
