"""The public side of the warning desk: the same bytes for everybody, without account or cookie.

Nothing is kept or logged of who asks. What is typed goes in a POST and never in an address.
"""

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.http import in_language, private_link, public_page, public_post, see_other
from core.rules import RuleRefused
from core.tokens import TokenRefused
from situations.forms.warnings import AddForm, AnswersForm, WarningForm
from situations.models import EarlyWarning
from situations.response_times import by_quarter, figures
from situations.services import (
    add_to_warning,
    answers_token,
    hand_in_warning,
    open_warning,
    stop_telling,
    warning_behind,
)
from situations.services.clocks import promise

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@public_page(max_age=300)
def desk(request: HttpRequest) -> HttpResponse:
    """What the warning desk is, what it promises, and how it keeps its promise. (D9)"""
    at = timezone.now()
    quarters = by_quarter(at=at)
    context = {
        "figures": figures(at=at),
        "quarters": quarters,
        "head": (_("Quarter"), _("Hours")),
        "promise": promise(),
    }
    return _page(request, "explained", context)


@require_safe
@public_page(max_age=300)
def new(request: HttpRequest) -> HttpResponse:
    """The form to warn with."""
    return _page(request, "new", {"form": _form(), "promise": promise()})


@get_and_post
@sensitive_post_parameters()
@public_post
@private_link
def check(request: HttpRequest) -> HttpResponse:
    """Show what was filled in once more, with the number that lets it count only once."""
    if request.method != "POST":
        return see_other(_address("warning_new"))
    form = _form(request)
    if not form.is_valid() or "change" in request.POST:
        return _page(request, "new", {"form": form, "promise": promise()})
    return _page(request, "check", {"form": form, "send_url": _address("warning_send")})


@get_and_post
@sensitive_post_parameters()
@public_post
@private_link
def send(request: HttpRequest) -> HttpResponse:
    """Take the warning in, and show receipt number and PIN: this once, and on a reload again."""
    if request.method != "POST":
        return see_other(_address("warning_new"))
    form = _form(request)
    if not form.is_valid():
        return _page(request, "new", {"form": form, "promise": promise()})
    if not form.came_back:
        return _page(request, "check", {"form": form, "send_url": _address("warning_send")})
    receipt = hand_in_warning(**form.report())
    return _page(request, "receipt", {"receipt": receipt, "warning": receipt.warning})


@require_safe
@public_page(max_age=300)
def answers(request: HttpRequest) -> HttpResponse:
    """Ask for receipt number and PIN."""
    return _page(request, "answers", {"form": AnswersForm(action=_address("warning_read"))})


@get_and_post
@sensitive_post_parameters()
@public_post
@private_link
def read(request: HttpRequest) -> HttpResponse:
    """Show the answers to whoever has receipt number and PIN."""
    if request.method != "POST":
        return see_other(_address("warning_answers"))
    form = AnswersForm(request.POST, action=_address("warning_read"))
    warning = _opened(form) if form.is_valid() else None
    if warning is None:
        status = 429 if form.has_error(NON_FIELD_ERRORS, "too_many") else 200
        return _page(request, "answers", {"form": form}, status=status)
    return _thread(request, warning, text=form.cleaned_data["text"])


@get_and_post
@sensitive_post_parameters()
@public_post
@private_link
def add(request: HttpRequest) -> HttpResponse:
    """Add to a warning whose answers are open."""
    if request.method != "POST":
        return see_other(_address("warning_answers"))
    form = AddForm(request.POST, action=_address("warning_add"))
    try:
        warning = warning_behind(request.POST.get("token", ""))
    except TokenRefused:
        return _asked_again(request)
    if not form.is_valid():
        return _thread(request, warning, form=form)
    warning = add_to_warning(
        warning=warning, text=form.cleaned_data["text"], nonce=form.cleaned_data["nonce"]
    )
    return _thread(request, warning, done="added")


@get_and_post
@sensitive_post_parameters()
@public_post
@private_link
def quiet(request: HttpRequest) -> HttpResponse:
    """Erase the address that was left for answers."""
    if request.method != "POST":
        return see_other(_address("warning_answers"))
    try:
        warning = warning_behind(request.POST.get("token", ""))
    except TokenRefused:
        return _asked_again(request)
    stop_telling(warning=warning)
    return _thread(request, warning, done="quiet")


def _form(request: HttpRequest | None = None) -> WarningForm:
    return WarningForm(request.POST if request else None, action=_address("warning_check"))


def _opened(form: AnswersForm) -> EarlyWarning | None:
    """The warning that the form opens; if none, the form says why."""
    typed = form.cleaned_data
    try:
        warning = open_warning(receipt=typed["receipt"], pin=typed["pin"])
    except RuleRefused as refused:
        for code, message in refused.messages:
            form.refuse(code, message)
        return None
    if warning is None:
        form.refuse_pair()
    return warning


def _asked_again(request: HttpRequest) -> HttpResponse:
    """The hour is over: ask for the PIN again, and keep what was being written."""
    text = request.POST.get("text", "")
    form = AnswersForm(action=_address("warning_read"), initial={"text": text})
    return _page(request, "answers", {"form": form, "hour_is_over": True})


def _thread(
    request: HttpRequest,
    warning: EarlyWarning,
    *,
    form: AddForm | None = None,
    text: str = "",
    done: str = "",
) -> HttpResponse:
    token = answers_token(warning)
    context = {
        "warning": warning,
        "entries": warning.messages.for_sender().in_order(),
        "form": form or AddForm.empty(action=_address("warning_add"), token=token, text=text),
        "token": token,
        "quiet_url": _address("warning_quiet"),
        "done": done,
    }
    return _page(request, "thread", context)


def _address(name: str) -> str:
    return in_language(reverse(f"situations:{name}"))


def _page(
    request: HttpRequest, name: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    template = f"situations/warnings/{name}.html"
    return render(request, template, context, status=status)
