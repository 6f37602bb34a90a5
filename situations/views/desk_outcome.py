"""The desk: what came of a situation; the end of its monitoring, the archive, and the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from core.text import responsibility_words
from situations.forms.desk import ReasonForm
from situations.forms.responses import ReviewForm, WhyForm
from situations.models import OutcomeReview, Situation
from situations.permissions import (
    can_decide_review,
    can_edit_situation,
    can_end_situation,
    can_write_review,
)
from situations.services import (
    archive_situation,
    decide_review,
    draft_review,
    end_monitoring,
    reopen_situation,
    return_review,
    submit_review,
    write_review,
)


@member_required
def new(request: DeskRequest, pk: int) -> HttpResponse:
    """Begin the review of what came of a situation."""
    situation = _situation(request, pk)
    require(can_edit_situation(request.user, situation))
    form = ReviewForm(request.POST or None)

    def begin(**words: Any) -> OutcomeReview:
        return draft_review(situation=situation, actor=request.user, **words)

    return _written(request, form, begin, situation)


@member_required
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Go on with the review."""
    review = _review(request, pk)
    require(can_write_review(request.user, review))
    form = ReviewForm(request.POST or None, review=review)

    def save(**words: Any) -> OutcomeReview:
        return write_review(review=review, actor=request.user, **words)

    return _written(request, form, save, review.situation)


@require_safe
@member_required
def review_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """The review, and what can be done with it."""
    review = _review(request, pk)
    context = {
        "desk_section": "situations",
        "review": review,
        "situation": review.situation,
        "wordings": responsibility_words(review.whole_text),
        "may_write": can_write_review(request.user, review),
        "may_decide": can_decide_review(request.user, review),
    }
    return render(request, "situations/desk/outcome/detail.html", context)


@require_POST
@member_required
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """Hand in for a second person."""
    review = _review(request, pk)
    require(can_write_review(request.user, review))
    submit_review(review=review, actor=request.user)
    messages.success(request, _("Handed in. A second person decides now."))
    return redirect("situations:desk_outcome", pk=review.pk)


@member_required
def decide(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then decide: from then on the review is public and never changes."""
    review = _review(request, pk)
    require(can_decide_review(request.user, review))
    if request.method == "POST":
        decide_review(review=review, actor=request.user)
        messages.success(request, _("Decided. The public page shows it now."))
        return redirect("situations:desk_situation", pk=review.situation_id)
    context = {"desk_section": "situations", "review": review}
    return render(request, "situations/desk/outcome/decide.html", context)


@member_required
def give_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Return the review with the reason."""
    review = _review(request, pk)
    require(can_decide_review(request.user, review))
    form = ReasonForm(request.POST or None, submit=_("Return the review"))
    if request.method == "POST" and form.is_valid():
        try:
            return_review(review=review, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Returned to its author."))
            return redirect("situations:desk_outcome", pk=review.pk)
    context = {"desk_section": "situations", "review": review, "form": form}
    return render(request, "situations/desk/outcome/return.html", context)


@member_required
def end(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then end the monitoring."""
    situation = _situation(request, pk)
    require(can_end_situation(request.user, situation))
    if request.method == "POST":
        end_monitoring(situation=situation, actor=request.user)
        messages.success(request, _("The monitoring has ended."))
        return redirect("situations:desk_situation", pk=situation.pk)
    return _page(request, "end", situation)


@member_required
def archive(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then archive; what is missing before is said on the page."""
    situation = _situation(request, pk)
    require(can_end_situation(request.user, situation))
    refusal = ""
    if request.method == "POST":
        try:
            archive_situation(situation=situation, actor=request.user)
        except RuleRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("The situation is archived."))
            return redirect("situations:desk_situation", pk=situation.pk)
    return _page(request, "archive", situation, refusal=refusal)


@member_required
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    """Follow it again, with the reason."""
    situation = _situation(request, pk)
    require(can_end_situation(request.user, situation))
    form = WhyForm(
        request.POST or None,
        label=_("Why is it followed again? This is public."),
        submit=_("Reopen the situation"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            reopen_situation(situation=situation, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("It is followed again. Assess it anew."))
            return redirect("situations:desk_situation", pk=situation.pk)
    return _page(request, "reopen", situation, form=form)


def _situation(request: DeskRequest, pk: int) -> Situation:
    return get_object_or_404(Situation.objects.on_desk_of(request.user).for_pages(), pk=pk)


def _review(request: DeskRequest, pk: int) -> OutcomeReview:
    return get_object_or_404(OutcomeReview.objects.on_desk_of(request.user).whole(), pk=pk)


def _written(
    request: DeskRequest,
    form: ReviewForm,
    deed: Callable[..., OutcomeReview],
    situation: Situation,
) -> HttpResponse:
    """Save what was typed, or show the form with what is wrong in it."""
    if request.method == "POST" and form.is_valid():
        try:
            review = deed(**form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The review is saved."))
            return redirect("situations:desk_outcome", pk=review.pk)
    return _page(request, "edit", situation, form=form)


def _page(request: DeskRequest, name: str, situation: Situation, **more: Any) -> HttpResponse:
    context = {"desk_section": "situations", "situation": situation, **more}
    return render(request, f"situations/desk/outcome/{name}.html", context)
