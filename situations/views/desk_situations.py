"""The desk: an organisation's situations."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations.forms.desk import SituationForm
from situations.models import Situation
from situations.permissions import can_edit_situation, can_propose_situation
from situations.services import begin_assessment, propose_situation, update_situation

PAGE_LENGTH = 50


@require_safe
@member_required
def situation_list(request: DeskRequest) -> HttpResponse:
    """What the organisation follows, with the state of the work on each."""
    at = timezone.now()
    show = request.GET.get("show", "")
    situations = Situation.objects.on_desk_of(request.user).in_organisation(request.organisation)
    if show == "stale":
        situations = situations.stale(at=at)
    elif show == "open":
        situations = situations.with_open_assessment()
    context = {
        "desk_section": "situations",
        "tabs": _tabs(show),
        "at": at,
        "may_propose": can_propose_situation(request.user, request.organisation),
        "page_obj": Paginator(situations.for_desk(), PAGE_LENGTH).get_page(request.GET.get("page")),
    }
    return render(request, "situations/desk/situation_list.html", context)


@require_safe
@member_required
def situation_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """One situation at the desk: its assessments, measures and briefs."""
    situation = get_object_or_404(Situation.objects.on_desk_of(request.user).for_desk(), pk=pk)
    context = {
        "desk_section": "situations",
        "situation": situation,
        "is_stale": situation.is_stale(timezone.now()),
        "may_edit": can_edit_situation(request.user, situation),
        "assessments": situation.assessments.newest_first().select_related("author"),
        "measures": situation.measures.with_checks(),
        "briefs": situation.briefs.on_desk_of(request.user).newest_first(),
    }
    return render(request, "situations/desk/situation_detail.html", context)


@member_required
def propose(request: DeskRequest) -> HttpResponse:
    """Propose a situation and go straight into its screening."""
    require(can_propose_situation(request.user, request.organisation))
    organisation = cast(Organisation, request.organisation)  # refused above if None
    form = SituationForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            situation = propose_situation(
                organisation=organisation, actor=request.user, **form.cleaned_data
            )
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            assessment = begin_assessment(situation=situation, actor=request.user)
            return redirect("situations:desk_screen", pk=assessment.pk)
    return render(
        request,
        "situations/desk/situation_propose.html",
        {"desk_section": "situations", "form": form},
    )


@member_required
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Change what a situation is called, where it is and who leads."""
    situation = get_object_or_404(Situation.objects.on_desk_of(request.user), pk=pk)
    require(can_edit_situation(request.user, situation))
    form = SituationForm(
        request.POST or None, organisation=situation.organisation, situation=situation
    )
    if request.method == "POST" and form.is_valid():
        try:
            update_situation(situation=situation, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("situations:desk_situation", pk=situation.pk)
    context = {"desk_section": "situations", "form": form, "situation": situation}
    return render(request, "situations/desk/situation_edit.html", context)


def _tabs(show: str) -> list[tuple[str, str, bool]]:
    address = reverse("situations:desk_situations")
    return [
        (_("All"), address, show not in ("open", "stale")),
        (_("Assessment under way"), f"{address}?show=open", show == "open"),
        (_("Stale"), f"{address}?show=stale", show == "stale"),
    ]
