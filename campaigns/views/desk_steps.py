"""The desk: steps after silence, and what the organisation itself sends to offices."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.decorators import DeskRequest, member_required
from campaigns.forms.answers import BriefForm, ReminderForm, StepDoneForm
from campaigns.models import AnswerClock, Communication, NextStep
from campaigns.replying.permissions import (
    can_cancel_communication,
    can_choose_step,
    can_draft_communication,
    can_send_communication,
)
from campaigns.services import communications, outcomes
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused

from .desk import desk_campaign

show_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@member_required
def choose(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    """Choose a step, or drop it."""
    step = desk_step(request, pk)
    require(can_choose_step(request.user, step))
    do = {"choose": outcomes.choose_step, "drop": outcomes.drop_step}.get(name)
    if do is None:
        raise Http404
    do(step=step, actor=request.user)
    return redirect("campaigns:desk_answers", pk=step.clock.campaign_id)


@show_and_post
@member_required
def done(request: DeskRequest, pk: int) -> HttpResponse:
    """Record that a step was done."""
    step = desk_step(request, pk)
    require(can_choose_step(request.user, step))
    form = StepDoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            outcomes.finish_step_taken(step=step, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            return redirect("campaigns:desk_answers", pk=step.clock.campaign_id)
    context = {
        "desk_section": "campaigns",
        "campaign": step.clock.campaign,
        "form": form,
        "title": step.get_kind_display(),
    }
    return render(request, "campaigns/desk/answer_form.html", context)


@show_and_post
@member_required
def brief(request: DeskRequest, pk: int) -> HttpResponse:
    """Prepare the sending of a version of a brief."""
    campaign = desk_campaign(request, pk)
    require(can_draft_communication(request.user, campaign))
    form = BriefForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            communications.draft_brief(campaign=campaign, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Prepared. A second person sends it."))
            return redirect("campaigns:desk_answers", pk=pk)
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "form": form,
        "title": _("Send a brief"),
    }
    return render(request, "campaigns/desk/answer_form.html", context)


@show_and_post
@member_required
def reminder(request: DeskRequest, pk: int) -> HttpResponse:
    """Prepare a reminder to an office that is overdue."""
    clock = get_object_or_404(AnswerClock.objects.on_desk_of(request.user).for_pages(), pk=pk)
    require(can_draft_communication(request.user, clock.campaign))
    form = ReminderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            communications.draft_reminder(
                clock=clock, text=form.cleaned_data["text"], actor=request.user
            )
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Prepared. A second person sends it."))
            return redirect("campaigns:desk_answers", pk=clock.campaign_id)
    context = {
        "desk_section": "campaigns",
        "campaign": clock.campaign,
        "form": form,
        "title": _("Remind the office"),
    }
    return render(request, "campaigns/desk/answer_form.html", context)


@require_POST
@member_required
def communication(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    """Send what a colleague prepared, or call it off."""
    mine = Communication.objects.on_desk_of(request.user).for_pages()
    own = get_object_or_404(mine, pk=pk)
    may, do = {
        "send": (can_send_communication, communications.send_communication),
        "cancel": (can_cancel_communication, communications.cancel_communication),
    }.get(name, (None, None))
    if may is None or do is None:
        raise Http404
    require(may(request.user, own))
    try:
        do(communication=own, actor=request.user)
    except RuleRefused as refused:
        for _code, message in refused.messages:
            messages.error(request, str(message))
    return redirect("campaigns:desk_answers", pk=own.campaign_id)


def desk_step(request: DeskRequest, pk: int) -> NextStep:
    """Return a step of the person's organisations: 404 for others'."""
    return get_object_or_404(NextStep.objects.on_desk_of(request.user).for_pages(), pk=pk)
