"""The desk: incidents, reported, read and changed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations.forms.details import filled_rows, initial_rows
from situations.forms.evidence import (
    IncidentActorForm,
    IncidentActorFormSet,
    IncidentFigureForm,
    IncidentFigureFormSet,
    IncidentForm,
)
from situations.models import Incident, Item, Situation, Testimony
from situations.permissions import (
    can_check_incident,
    can_list_testimony,
    can_publish_evidence,
    can_record_evidence,
    can_see_originals,
    can_write_incident,
)
from situations.services.incidents import report_incident, write_incident

PAGE_LENGTH = 50
LONGEST_NUMBER = 18  # digits that a key of the database can have


@require_safe
@member_required
def incident_list(request: DeskRequest) -> HttpResponse:
    """The organisation's incidents, the latest first, narrowed as the address says."""
    show, asked = request.GET.get("show", ""), request.GET.get("situation", "")
    situation = asked if asked.isdecimal() and len(asked) < LONGEST_NUMBER else ""
    incidents = Incident.objects.on_desk_of(request.user).in_organisation(request.organisation)
    found = incidents.narrowed(situation=situation, show=show).for_desk().newest_first()
    context = {
        "desk_section": "evidence",
        "tabs": _tabs(show, situation),
        "situation": situation,
        "situations": Situation.objects.on_desk_of(request.user).in_organisation(
            request.organisation
        ),
        "may_record": can_record_evidence(request.user, request.organisation),
        "may_list_testimony": can_list_testimony(request.user, request.organisation),
        "page_obj": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")),
    }
    return render(request, "situations/evidence/desk/incident_list.html", context)


@require_safe
@member_required
def incident_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """All that is known of an incident, the evidence for it, and what can be done next."""
    incident = _incident(request, pk)
    may_see = can_see_originals(request.user, Item(incident=incident))
    told = Testimony.objects.on_desk_of(request.user).about(incident)
    context = {
        "desk_section": "evidence",
        "incident": incident,
        "items": incident.items.whole().select_related("original") if may_see else [],
        "testimonies": told if may_see else [],
        "alike": Incident.objects.like(incident)[:5],
        "may_see": may_see,
        "may_write": can_write_incident(request.user, incident),
        "may_check": can_check_incident(request.user, incident),
        "may_publish": can_publish_evidence(request.user, incident),
    }
    return render(request, "situations/evidence/desk/incident_detail.html", context)


@member_required
def new(request: DeskRequest, pk: int) -> HttpResponse:
    """Report an incident in a situation."""
    situation = get_object_or_404(Situation.objects.on_desk_of(request.user), pk=pk)
    require(can_record_evidence(request.user, situation.organisation))
    form = IncidentForm(request.POST or None, situation=situation)
    rows = _rows(request)
    if request.method == "POST" and _all_valid(form, *rows):
        try:
            incident = report_incident(
                situation=situation, actor=request.user, **_answers(form, rows)
            )
        except (RuleRefused, ValidationError) as refused:
            _show(form, refused)
        else:
            messages.success(request, _("Reported. Add the evidence for it; somebody else checks."))
            return redirect(incident)
    context = {"desk_section": "evidence", "situation": situation, "form": form, "rows": rows}
    return render(request, "situations/evidence/desk/incident_edit.html", context)


@member_required
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Change what is known of an incident."""
    incident = _incident(request, pk)
    require(can_write_incident(request.user, incident))
    form = IncidentForm(request.POST or None, situation=incident.situation, incident=incident)
    rows = _rows(request, incident)
    if request.method == "POST" and _all_valid(form, *rows):
        try:
            write_incident(incident=incident, actor=request.user, **_answers(form, rows))
        except (RuleRefused, ValidationError) as refused:
            _show(form, refused)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(incident)
    context = {
        "desk_section": "evidence",
        "situation": incident.situation,
        "incident": incident,
        "form": form,
        "rows": rows,
    }
    return render(request, "situations/evidence/desk/incident_edit.html", context)


def _incident(request: DeskRequest, pk: int) -> Incident:
    return get_object_or_404(Incident.objects.on_desk_of(request.user).whole(), pk=pk)


def _rows(request: DeskRequest, incident: Incident | None = None) -> list[BaseFormSet]:
    """Figures and actors."""
    figures = initial_rows(incident.figures.all(), IncidentFigureForm) if incident else []
    actors = initial_rows(incident.actors.all(), IncidentActorForm) if incident else []
    return [
        IncidentFigureFormSet(request.POST or None, prefix="figures", initial=figures),
        IncidentActorFormSet(request.POST or None, prefix="actors", initial=actors),
    ]


def _all_valid(*forms: Any) -> bool:
    """Ask every form, so that all errors are shown at once."""
    return min(form.is_valid() for form in forms)


def _answers(form: IncidentForm, rows: list[BaseFormSet]) -> dict[str, Any]:
    figures, actors = rows
    return {
        **form.cleaned_data,
        "figures": filled_rows(figures),
        "actors": filled_rows(actors),
    }


def _show(form: IncidentForm, refused: RuleRefused | ValidationError) -> None:
    if isinstance(refused, RuleRefused):
        show_refusal(form, refused)
    else:
        form.add_error(None, refused.messages)


def _tabs(show: str, situation: str) -> list[tuple[str, str, bool]]:
    address = reverse("situations:desk_evidence")
    names = (
        (_("All"), ""),
        (_("Reported"), "reported"),
        (_("Being checked"), "checking"),
        (_("Checked, not public"), "ready"),
        (_("Public"), "public"),
    )
    return [
        (name, f"{address}?show={key}&situation={situation}", show == key) for name, key in names
    ]
