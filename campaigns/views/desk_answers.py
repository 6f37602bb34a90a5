"""The desk: what a campaign's offices were sent, answered and did, and what follows."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.decorators import DeskRequest, member_required
from audit.models import Event
from campaigns.account import account_of_campaign
from campaigns.forms.answers import AnswerForm, OutcomeForm, RecordForm, WithdrawForm
from campaigns.models import Answer, AnswerClock, AskOutcome, Communication
from campaigns.replying.permissions import (
    can_check_outcome,
    can_draft_communication,
    can_note_outcome,
    can_publish_answer,
    can_record_answer,
    can_return_answer,
    can_view_answers,
    can_withdraw_answer,
    can_write_answer,
)
from campaigns.services import answers as services
from campaigns.services import outcomes
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused

from .desk import desk_campaign

show_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@member_required
def overview(request: DeskRequest, pk: int) -> HttpResponse:
    """Each office of a campaign: its clock, its answers, what it did, and what is overdue."""
    campaign, user = desk_campaign(request, pk), request.user
    now = timezone.now()
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "accounts": account_of_campaign(campaign, at=now),
        "overdue": AnswerClock.objects.overdue(at=now)
        .filter(campaign=campaign)
        .for_pages()
        .prefetch_related("steps__to_post"),
        "answers": Answer.objects.filter(campaign=campaign).for_pages(),
        "outcomes": AskOutcome.objects.filter(campaign=campaign).for_pages(),
        "communications": Communication.objects.filter(campaign=campaign).for_pages(),
        "may_record": can_record_answer(user, campaign),
        "may_note": can_note_outcome(user, campaign),
        "may_send": can_draft_communication(user, campaign),
    }
    return render(request, "campaigns/desk/answers.html", context)


@show_and_post
@member_required
def record_answer(request: DeskRequest, pk: int) -> HttpResponse:
    """Note an answer that came by post, in person or in public."""
    campaign = desk_campaign(request, pk)
    require(can_record_answer(request.user, campaign))
    form = RecordForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            answer = services.accept_answer(
                campaign=campaign,
                post=form.cleaned_data["post"],
                said=form.said(),
                actor=request.user,
            )
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            return redirect("campaigns:desk_answer", pk=answer.pk)
    title = _("Record an answer")
    return render(request, "campaigns/desk/answer_form.html", _form(campaign, form, title))


@show_and_post
@member_required
def note_outcome(request: DeskRequest, pk: int) -> HttpResponse:
    """Note what an office did about the ask."""
    campaign = desk_campaign(request, pk)
    require(can_note_outcome(request.user, campaign))
    form = OutcomeForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            outcomes.note_outcome(
                campaign=campaign,
                post=form.cleaned_data["post"],
                found=form.found(),
                actor=request.user,
            )
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Noted. It is public once a second person has checked it."))
            return redirect("campaigns:desk_answers", pk=pk)
    title = _("Note what an office did")
    return render(request, "campaigns/desk/answer_form.html", _form(campaign, form, title))


@require_POST
@member_required
def check_outcome(request: DeskRequest, pk: int) -> HttpResponse:
    """Check what another person noted."""
    mine = AskOutcome.objects.on_desk_of(request.user).for_pages()
    outcome = get_object_or_404(mine, pk=pk)
    require(can_check_outcome(request.user, outcome))
    outcomes.check_outcome(outcome=outcome, actor=request.user)
    messages.success(request, _("Checked. It stands on the campaign's page now."))
    return redirect("campaigns:desk_answers", pk=outcome.campaign_id)


@show_and_post
@member_required
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    """An answer: its text for everybody, where it stands, and what can be done."""
    found = desk_answer(request, pk)
    may_write = can_write_answer(request.user, found)
    form = AnswerForm(request.POST or None, initial=AnswerForm.values(found))
    if request.method == "POST":
        require(may_write)
        if form.is_valid():
            services.write_answer(answer=found, actor=request.user, **vars(form.said()))
            messages.success(request, _("Saved."))
            return redirect("campaigns:desk_answer", pk=pk)
    context = _shown(request, found) | {"form": form if may_write else None}
    return render(request, "campaigns/desk/answer.html", context)


@require_POST
@member_required
def deed(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    """Hand in, return, publish or take back."""
    found = desk_answer(request, pk)
    deeds: dict[str, tuple[Callable[..., Any], Callable[..., Any], str]] = {
        "submit": (can_write_answer, services.submit_answer, _("Handed in.")),
        "return": (can_return_answer, services.return_answer, _("Returned.")),
        "publish": (can_publish_answer, services.publish_answer, _("Published.")),
        "withdraw": (can_withdraw_answer, services.withdraw_answer, _("Taken back.")),
    }
    if name not in deeds:
        raise Http404
    may, do, done = deeds[name]
    require(may(request.user, found))
    more = {}
    if name in {"return", "withdraw"}:
        reason = WithdrawForm(request.POST)
        reason.fields["reason"].required = False
        more["reason"] = reason.cleaned_data["reason"] if reason.is_valid() else ""
    try:
        do(answer=found, actor=request.user, **more)
    except RuleRefused as refused:
        for _code, message in refused.messages:
            messages.error(request, str(message))
    else:
        messages.success(request, done)
    return redirect("campaigns:desk_answer", pk=pk)


def desk_answer(request: DeskRequest, pk: int) -> Answer:
    """Return an answer of the person's organisations: 404 for others'."""
    found = get_object_or_404(Answer.objects.on_desk_of(request.user).for_pages(), pk=pk)
    require(can_view_answers(request.user, found.campaign))
    return found


def _shown(request: DeskRequest, found: Answer) -> dict[str, Any]:
    user = request.user
    return {
        "desk_section": "campaigns",
        "answer": found,
        "campaign": found.campaign,
        "letters": found.letters.count(),
        "may_write": can_write_answer(user, found),
        "may_return": can_return_answer(user, found),
        "may_publish": can_publish_answer(user, found),
        "may_withdraw": can_withdraw_answer(user, found),
        "events": Event.objects.about(found).select_related("actor")[:20],
    }


def _form(campaign: Any, form: Any, title: str) -> dict[str, Any]:
    return {"desk_section": "campaigns", "campaign": campaign, "form": form, "title": title}
