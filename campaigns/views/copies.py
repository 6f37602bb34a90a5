"""The copy of a person's data, behind a link that is good for a day."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns.services.copies import as_text, open_copy
from core.http import private_link
from core.tokens import TokenRefused

from .own import own_link_refused

FORMS: dict[str, tuple[str, Callable[[str], str]]] = {
    "json": ("application/json", str),
    "txt": ("text/plain", as_text),
}


@require_safe
@private_link
def data(request: HttpRequest, token: str) -> HttpResponse:
    """Offer the copy in two forms. The text itself is shown to nobody who only opens the link."""
    try:
        open_copy(token=token)
    except TokenRefused as refused:
        return own_link_refused(request, refused)
    return render(request, "campaigns/own/data.html", {"token": token})


@require_safe
@private_link
def data_file(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """The copy as a file: JSON for programs, or plain text for people."""
    try:
        text = open_copy(token=token)
    except TokenRefused as refused:
        return own_link_refused(request, refused)
    if form not in FORMS:
        raise Http404
    kind, write = FORMS[form]
    response = HttpResponse(write(text), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="my-data.{form}"'
    return response
