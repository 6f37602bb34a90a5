"""The desk: a whole assessment, to hand in, to decide on or to give back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations import changes, criteria
from situations.forms.desk import ReasonForm
from situations.forms.screening import STEP_OF_FIELD
from situations.models import Assessment
from situations.models.choices import Step
from situations.permissions import can_decide_assessment, can_write_assessment
from situations.services import decide_assessment, return_assessment, submit_assessment


@require_safe
@member_required
def assessment_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """All answers on one page: for its writer to hand in, for a second person to decide."""
    assessment = _assessment(request, pk)
    missing = criteria.shortcomings(assessment, at=timezone.now())
    context = {
        "desk_section": "situations",
        "assessment": assessment,
        "situation": assessment.situation,
        "steps": [(step, step in assessment.steps_done) for step in Step],
        "missing": [(message, STEP_OF_FIELD[name]) for name, message in missing],
        "hints": [] if assessment.is_decided else criteria.hints(assessment),
        "wordings": [] if assessment.is_decided else criteria.wordings(assessment),
        "changed_since": _current(assessment),
        "sections": _changes(assessment),
        "may_write": can_write_assessment(request.user, assessment),
        "may_decide": can_decide_assessment(request.user, assessment),
    }
    return render(request, "situations/desk/assessment_detail.html", context)


@require_POST
@member_required
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """Hand in for a second review; a missing part is shown on the summary again."""
    assessment = _assessment(request, pk)
    require(can_write_assessment(request.user, assessment))
    submit_assessment(assessment=assessment, actor=request.user)
    messages.success(request, _("Handed in. A second person decides now."))
    return redirect("situations:desk_assessment", pk=assessment.pk)


@member_required
def decide(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then decide: from then on the assessment is public and never changes."""
    assessment = _assessment(request, pk)
    require(can_decide_assessment(request.user, assessment))
    if request.method == "POST":
        decide_assessment(assessment=assessment, actor=request.user)
        messages.success(request, _("Decided. The register shows it now."))
        return redirect("situations:desk_situation", pk=assessment.situation_id)
    context = {"desk_section": "situations", "assessment": assessment}
    return render(request, "situations/desk/assessment_decide.html", context)


@member_required
def give_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Return an assessment with the reason."""
    assessment = _assessment(request, pk)
    require(can_decide_assessment(request.user, assessment))
    form = ReasonForm(request.POST or None, submit=_("Return the assessment"))
    if request.method == "POST" and form.is_valid():
        try:
            return_assessment(assessment=assessment, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Returned to its author."))
            return redirect("situations:desk_assessment", pk=assessment.pk)
    context = {"desk_section": "situations", "assessment": assessment, "form": form}
    return render(request, "situations/desk/assessment_return.html", context)


def _current(assessment: Assessment) -> Assessment | None:
    """The assessment that the register stands on, beside one that is not decided yet."""
    return None if assessment.is_decided else assessment.situation.current_assessment


def _changes(assessment: Assessment) -> list[changes.Section]:
    current = _current(assessment)
    if current is None:
        return []
    return changes.compare(Assessment.objects.whole().get(pk=current.pk), assessment)


def _assessment(request: DeskRequest, pk: int) -> Assessment:
    return get_object_or_404(Assessment.objects.on_desk_of(request.user).whole(), pk=pk)
