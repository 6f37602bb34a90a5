"""The desk: checking an incident, merging it, and, apart from that, approving it for the public."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations.forms.evidence import CheckForm, MergeForm, PublishForm
from situations.models import INCIDENT_MOVES, Incident, IncidentStatus
from situations.permissions import (
    can_check_incident,
    can_publish_evidence,
    can_take_back_evidence,
    can_write_incident,
)
from situations.services.incidents import check_incident, merge_incident
from situations.services.publication import publish_incident, take_back_incident


@require_POST
@member_required
def take_up(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that one checks it now."""
    incident = _incident(request, pk)
    require(can_check_incident(request.user, incident))
    check_incident(incident=incident, actor=request.user, to=IncidentStatus.CHECKING)
    messages.success(request, _("It is being checked. Say what you found when you are done."))
    return redirect(incident)


@member_required
def check(request: DeskRequest, pk: int) -> HttpResponse:
    """Say what a check found, and how."""
    incident = _incident(request, pk)
    require(can_check_incident(request.user, incident))
    open_to = [str(each) for each in INCIDENT_MOVES[IncidentStatus(incident.status)]]
    form = CheckForm(request.POST or None, incident=incident, open_to=open_to)
    if request.method == "POST" and form.is_valid():
        try:
            check_incident(incident=incident, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The finding is saved."))
            return redirect(incident)
    return _page(request, "incident_check", incident, form)


@member_required
def merge(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that it is the same event as another."""
    incident = _incident(request, pk)
    require(can_write_incident(request.user, incident))
    form = MergeForm(request.POST or None, incident=incident)
    if request.method == "POST" and form.is_valid():
        try:
            merge_incident(incident=incident, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Merged. The evidence stands with the other now."))
            return redirect(form.cleaned_data["into"])
    return _page(request, "incident_merge", incident, form)


@member_required
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Approve what of it the public may know."""
    incident = _incident(request, pk)
    require(can_publish_evidence(request.user, incident))
    form = PublishForm(request.POST or None, incident=incident)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        words = {"title": data["title"], "summary": data["summary"]}
        publish_incident(incident=incident, actor=request.user, shown=form.shown(), **words)
        messages.success(request, _("Approved. It stands on the public page of the situation."))
        return redirect(incident)
    return _page(request, "incident_publish", incident, form)


@member_required
def take_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then take it off the public pages."""
    incident = _incident(request, pk)
    require(can_take_back_evidence(request.user, incident))
    if request.method == "POST":
        take_back_incident(incident=incident, actor=request.user)
        messages.success(request, _("It is off the public pages."))
        return redirect("situations:desk_incident", pk=pk)
    return _page(request, "incident_take_back", incident)


def _incident(request: DeskRequest, pk: int) -> Incident:
    return get_object_or_404(Incident.objects.on_desk_of(request.user).whole(), pk=pk)


def _page(request: DeskRequest, name: str, incident: Incident, form: object = None) -> HttpResponse:
    context = {"desk_section": "evidence", "incident": incident, "form": form}
    return render(request, f"situations/evidence/desk/{name}.html", context)
