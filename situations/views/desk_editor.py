"""The desk: the editor of briefs, which loses nothing that was typed.

What is typed is kept beside the brief, by a small script every few seconds or by the save button of
somebody whose session has ended meanwhile. For that case the page carries a pen: a signed word that
says whose page it is and of which brief. It lets text be kept for that person, who is offered it
after logging in; it opens nothing and shows nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.views.decorators import DeskRequest, member_required
from core import tokens
from core.forms import show_refusal
from core.http import see_other
from core.rules import RuleRefused
from situations.brief_text import pieces_of
from situations.forms.briefs import BriefForm
from situations.models import Brief, KeptText
from situations.proofreading import Words, reading_minutes, remarks, wordings
from situations.services import write_brief
from situations.services.kept_texts import drop_kept_text, keep_text, keep_text_of_pen

from .desk_work import writable_brief

PEN = "brief.pen"
View = Callable[..., HttpResponseBase]


def keeps_what_is_typed(view: View) -> View:
    """Let nothing be lost that is sent after the session has ended: keep it, then ask to log in."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            _keep_for_the_pen(request, pk)
            back = reverse("situations:desk_brief_edit", args=[pk])
            return see_other(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back})}")
        return view(request, pk, *args, **kwargs)

    return wrapped


@keeps_what_is_typed
@member_required
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Write; “preview” shows the text as it will stand and saves nothing."""
    brief = writable_brief(request, pk)
    if request.method == "POST" and request.POST.get("then") == "drop":
        drop_kept_text(brief=brief, writer=request.user)
        return redirect("situations:desk_brief_edit", pk=brief.pk)
    kept = KeptText.objects.of(brief=brief, writer=request.user).first()
    form = _form(request, brief, kept)
    context: dict[str, Any] = {"kept": kept, "offers_kept": kept and "kept" not in request.GET}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("then") != "preview":
            return _saved(request, brief, form)
        context["preview"] = form.cleaned_data
        context["pieces"] = pieces_of(form.cleaned_data["body"])
    return _editor(request, brief, form, **context)


@require_POST
@never_cache
def keep(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keep what is typed, for the script of the editor. It says when, or that a login is needed."""
    if not request.user.is_authenticated:
        is_kept = _keep_for_the_pen(request, pk)
        words = _("Your session has ended. What you typed is kept: log in to go on.")
        return JsonResponse({"kept": is_kept, "message": words}, status=401)
    return _keep_for_member(request, pk)


@member_required
def _keep_for_member(request: DeskRequest, pk: int) -> HttpResponse:
    brief = writable_brief(request, pk)
    kept = keep_text(brief=brief, writer=request.user, typed=request.POST.dict())
    hour = date_format(timezone.localtime(kept.kept_at), "H:i")
    words = _("Kept at %(hour)s, not saved in the brief yet.") % {"hour": hour}
    return JsonResponse({"kept": True, "message": words})


def _keep_for_the_pen(request: HttpRequest, pk: int) -> bool:
    """Keep the text for the person whose page it was sent from, if the pen says so."""
    try:
        pen = tokens.read(PEN, request.POST.get("pen", ""))
    except tokens.TokenRefused:
        return False
    if pen["brief"] != pk:
        return False
    try:
        keep_text_of_pen(pen=pen, typed=request.POST.dict())
    except RuleRefused:
        return False
    return True


def _form(request: DeskRequest, brief: Brief, kept: KeptText | None) -> BriefForm:
    if request.method == "POST":
        return BriefForm(request.POST, brief=brief)
    if kept and "kept" in request.GET:
        return BriefForm(brief=brief, typed=kept.typed)
    return BriefForm(brief=brief)


def _saved(request: DeskRequest, brief: Brief, form: BriefForm) -> HttpResponse:
    """Save, unless somebody else has saved since this page was opened."""
    if request.POST.get("seen", brief.words_seen) != brief.words_seen:
        form.add_error(
            None,
            _(
                "Somebody else saved this brief while you wrote. Your text stands below and is not"
                " saved yet; theirs is on the brief’s page. Save again to put yours in its place."
            ),
        )
        keep_text(brief=brief, writer=request.user, typed=request.POST.dict())
        return _editor(request, brief, form)
    try:
        write_brief(brief=brief, actor=request.user, **form.answers())
    except RuleRefused as refused:
        show_refusal(form, refused)
        return _editor(request, brief, form)
    drop_kept_text(brief=brief, writer=request.user)
    messages.success(request, _("Saved."))
    return redirect("situations:desk_brief", pk=brief.pk)


def _editor(request: DeskRequest, brief: Brief, form: BriefForm, **more: Any) -> HttpResponse:
    words = _typed(form)
    context = {
        "desk_section": "briefs",
        "brief": brief,
        "form": form,
        "pen": tokens.sign(PEN, {"brief": brief.pk, "writer": request.user.pk}),
        "wordings": wordings(words),
        "remarks": remarks(brief, words),
        "minutes": reading_minutes(words.body),
    }
    return render(request, "situations/desk/brief_edit.html", context | more)


def _typed(form: BriefForm) -> Words:
    """The words that stand in the form now, saved or not."""
    typed = getattr(form, "cleaned_data", form.initial)
    return Words(*(str(typed.get(name, "") or "") for name in Words._fields))
