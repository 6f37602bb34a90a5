"""The desk: what offices sent, one at a time. Opening a private text is a deed, and noted."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views.decorators import DeskRequest, member_required
from audit.models import Event
from campaigns.forms.answers import AcceptForm, MatchForm, PassOnForm, RefuseForm
from campaigns.models import Campaign, Reply, ReplyState
from campaigns.replying.guessing import guesses_for
from campaigns.replying.permissions import (
    can_decide_reply,
    can_fetch_files,
    can_match_reply,
    can_open_reply,
    can_pass_on_reply,
    can_reopen_reply,
)
from campaigns.services import reply_deeds
from campaigns.services.corrections import pass_on_correction
from core.permissions import require
from core.rules import RuleRefused
from officials.models import Post

PAGE = 30


@require_safe
@member_required
def reply_list(request: DeskRequest) -> HttpResponse:
    """What waits for somebody, the oldest first; or what was set aside or decided."""
    state = request.GET.get("state", "")
    mine = Reply.objects.on_desk_of(request.user)
    found = mine.in_state(state).for_pages().order_by("received_at", "pk")
    context = {
        "desk_section": "campaigns",
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "state": state,
        "tabs": _tabs(state),
    }
    return render(request, "campaigns/desk/replies.html", context)


@require_safe
@member_required
def reply_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """What is known of a reply, without its text."""
    reply = desk_reply(request, pk)
    return render(request, "campaigns/desk/reply.html", _shown(request, reply))


@require_POST
@member_required
def open_reply(request: DeskRequest, pk: int) -> HttpResponse:
    """Show its text, and note who asked for it."""
    reply = desk_reply(request, pk)
    require(can_open_reply(request.user, reply))
    reply_deeds.open_reply(reply=reply, actor=request.user)
    return render(request, "campaigns/desk/reply.html", _shown(request, reply, is_open=True))


@require_POST
@member_required
def deed(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    """Accept, refuse, set aside, reopen, say what it answers or what it corrects."""
    reply = desk_reply(request, pk)
    may, do = {
        "accept": (can_decide_reply, _accept),
        "refuse": (can_decide_reply, _refuse),
        "aside": (can_decide_reply, _aside),
        "reopen": (can_reopen_reply, _reopen),
        "match": (can_match_reply, _match),
        "pass-on": (can_pass_on_reply, _pass_on),
    }.get(name, (None, None))
    if may is None or do is None:
        raise Http404
    require(may(request.user, reply))
    return do(request, reply)


def desk_reply(request: DeskRequest, pk: int) -> Reply:
    """Return a reply of the person's organisations: 404 for others'."""
    return get_object_or_404(Reply.objects.on_desk_of(request.user).for_pages(), pk=pk)


def _accept(request: DeskRequest, reply: Reply) -> HttpResponse:
    form = AcceptForm(request.POST, reply=reply)
    if not form.is_valid():
        return _again(request, reply, accept=form)
    try:
        answer = reply_deeds.accept_reply(reply=reply, actor=request.user, **form.cleaned_data)
    except RuleRefused as refused:
        return _refused(request, reply, refused)
    messages.success(request, _("Accepted. Prepare the text that everybody will read."))
    return redirect("campaigns:desk_answer", pk=answer.pk)


def _refuse(request: DeskRequest, reply: Reply) -> HttpResponse:
    form = RefuseForm(request.POST, reply=reply)
    if not form.is_valid():
        return _again(request, reply, refuse=form)
    reply_deeds.refuse_reply(reply=reply, actor=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Refused. It is kept, and no clock has stopped."))
    return redirect("campaigns:desk_replies")


def _aside(request: DeskRequest, reply: Reply) -> HttpResponse:
    reply_deeds.set_reply_aside(reply=reply, actor=request.user)
    messages.success(request, _("Set aside. No clock has stopped."))
    return redirect("campaigns:desk_replies")


def _reopen(request: DeskRequest, reply: Reply) -> HttpResponse:
    reply_deeds.reopen_reply(reply=reply, actor=request.user)
    return redirect("campaigns:desk_reply", pk=reply.pk)


def _match(request: DeskRequest, reply: Reply) -> HttpResponse:
    form = _match_form(request.POST, reply)
    if not form.is_valid():
        return _again(request, reply, match=form)
    cleaned = form.cleaned_data
    try:
        reply_deeds.match_reply(
            reply=reply,
            actor=request.user,
            letter=cleaned["reference"],
            campaign=cleaned["campaign"],
            post=cleaned["post"],
        )
    except RuleRefused as refused:
        return _refused(request, reply, refused)
    messages.success(request, _("The next mail of this sender finds its way by itself."))
    return redirect("campaigns:desk_reply", pk=reply.pk)


def _pass_on(request: DeskRequest, reply: Reply) -> HttpResponse:
    form = PassOnForm(request.POST, reply=reply)
    if not form.is_valid():
        return _again(request, reply, pass_on=form)
    try:
        pass_on_correction(reply=reply, actor=request.user, **form.cleaned_data)
    except RuleRefused as refused:
        return _refused(request, reply, refused)
    messages.success(request, _("Laid before staff. They look at the source and decide."))
    return redirect("campaigns:desk_reply", pk=reply.pk)


def _refused(request: DeskRequest, reply: Reply, refused: RuleRefused) -> HttpResponse:
    for _code, message in refused.messages:
        messages.error(request, str(message))
    return redirect("campaigns:desk_reply", pk=reply.pk)


def _again(request: DeskRequest, reply: Reply, **forms: Any) -> HttpResponse:
    """Whoever decides has the text before them: it was opened, and is noted once more."""
    reply_deeds.open_reply(reply=reply, actor=request.user)
    context = _shown(request, reply, is_open=True) | forms
    return render(request, "campaigns/desk/reply.html", context)


def _shown(request: DeskRequest, reply: Reply, *, is_open: bool = False) -> dict[str, Any]:
    user = request.user
    may_decide, may_match = can_decide_reply(user, reply), can_match_reply(user, reply)
    return {
        "desk_section": "campaigns",
        "reply": reply,
        "is_open": is_open,
        "may_open": can_open_reply(user, reply),
        "may_decide": may_decide,
        "may_match": may_match,
        "may_reopen": can_reopen_reply(user, reply),
        "accept": AcceptForm(reply=reply) if may_decide and reply.is_answering else None,
        "refuse": RefuseForm(reply=reply) if may_decide else None,
        "pass_on": PassOnForm(reply=reply) if can_pass_on_reply(user, reply) else None,
        "may_fetch": can_fetch_files(user, reply),
        "match": _match_form(None, reply) if may_match else None,
        "guesses": guesses_for(reply) if may_match else [],
        "events": Event.objects.about(reply).select_related("actor")[:20],
        "deeds_at": reverse("campaigns:desk_reply", args=[reply.pk]),
    }


def _match_form(data: Any, reply: Reply) -> MatchForm:
    campaigns = Campaign.objects.public().order_by("title")
    asked = Post.objects.filter(asked_by__isnull=False).distinct().order_by("label", "pk")
    return MatchForm(data, reply=reply, campaigns=campaigns, posts=asked)


def _tabs(current: str) -> list[tuple[str, str, bool]]:
    url = reverse("campaigns:desk_replies")
    shown = (ReplyState.UNMATCHED, ReplyState.ASIDE, ReplyState.ACCEPTED, ReplyState.REFUSED)
    return [
        (_("To be decided"), url, current not in shown),
        *(
            (str(state.label).capitalize(), f"{url}?state={state}", current == state)
            for state in shown
        ),
    ]
