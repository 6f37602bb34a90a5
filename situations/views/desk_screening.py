"""The desk: the screening, step by step."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations import criteria
from situations.forms.steps import StepPage
from situations.guidance import GUIDANCE
from situations.models import Assessment, Situation
from situations.models.choices import Step
from situations.permissions import can_begin_assessment, can_write_assessment
from situations.services import begin_assessment, write_assessment

# Ways on that leave a step open: saved, and not counted as answered.
UNFINISHED = {"leave", "more"}


@member_required
def begin(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then begin the next assessment of a situation."""
    situation = get_object_or_404(Situation.objects.on_desk_of(request.user), pk=pk)
    require(can_begin_assessment(request.user, situation))
    if request.method == "POST":
        assessment = begin_assessment(situation=situation, actor=request.user)
        return redirect("situations:desk_screen", pk=assessment.pk)
    context = {"desk_section": "situations", "situation": situation}
    return render(request, "situations/desk/assessment_begin.html", context)


@member_required
def resume(request: DeskRequest, pk: int) -> HttpResponse:
    """Go to the first question that is open, or to the summary if none is."""
    assessment = _writable(request, pk)
    open_steps = [each for each in Step if each not in assessment.steps_done]
    return _to(assessment, open_steps[0] if open_steps else None)


@member_required
def step(request: DeskRequest, pk: int, step: str) -> HttpResponse:
    """Ask one question; save the answer and go on, stay for more rows, or leave for now."""
    assessment = _writable(request, pk)
    if step not in Step.values:
        raise Http404
    here, then = Step(step), request.POST.get("then", "")
    page = StepPage(
        here, assessment=assessment, data=request.POST or None, finished=then not in UNFINISHED
    )
    if request.method == "POST" and page.is_valid() and _saved(request, page):
        if then == "leave":
            return _left(request, assessment)
        return _to(assessment, here if then == "more" else _after(here))
    return render(request, page.template, _context(page))


def _writable(request: DeskRequest, pk: int) -> Assessment:
    assessment = get_object_or_404(Assessment.objects.on_desk_of(request.user).whole(), pk=pk)
    require(can_write_assessment(request.user, assessment))
    return assessment


def _saved(request: DeskRequest, page: StepPage) -> bool:
    try:
        write_assessment(
            assessment=page.assessment,
            actor=request.user,
            step=page.step if page.finished else "",
            rows=page.rows(),
            **page.answers(),
        )
    except RuleRefused as refused:
        if page.form is None:
            raise
        show_refusal(page.form, refused)
        return False
    return True


def _left(request: DeskRequest, assessment: Assessment) -> HttpResponse:
    messages.success(request, _("Saved. You can go on whenever you like."))
    return redirect("situations:desk_assessment", pk=assessment.pk)


def _after(here: Step) -> Step | None:
    steps = list(Step)
    place = steps.index(here) + 1
    return steps[place] if place < len(steps) else None


def _to(assessment: Assessment, there: Step | None) -> HttpResponse:
    if there is None:
        return redirect("situations:desk_assessment", pk=assessment.pk)
    return redirect("situations:desk_screen_step", pk=assessment.pk, step=there)


def _context(page: StepPage) -> dict[str, object]:
    return {
        "desk_section": "situations",
        "assessment": page.assessment,
        "situation": page.assessment.situation,
        "step": page.step,
        "stages": [str(each.label) for each in Step],
        "place": list(Step).index(page.step) + 1,
        "guidance": GUIDANCE[page.step],
        "why_not": criteria.why_not(page.assessment),
        "form": page.form,
        "kinds": page.kinds,
        "profile": page.profile,
    }
