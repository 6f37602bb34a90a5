"""The desk: the screening, step by step."""

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations import criteria
from situations.forms.details import (
    ActorForm,
    ActorFormSet,
    FigureForm,
    FigureFormSet,
    filled_rows,
    initial_rows,
)
from situations.forms.screening import STEP_FORMS, StepForm
from situations.guidance import GUIDANCE
from situations.models import Assessment, Situation
from situations.models.choices import Step
from situations.permissions import can_begin_assessment, can_write_assessment
from situations.services import begin_assessment, write_assessment, write_details


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
    """Ask one question; save the answer and go on, or save what there is and leave."""
    assessment = _writable(request, pk)
    if step not in STEP_FORMS:
        raise Http404
    here = Step(step)
    leaving = request.POST.get("then") == "leave"
    form = STEP_FORMS[here](request.POST or None, assessment=assessment, finished=not leaving)
    if request.method == "POST" and form.is_valid() and _saved(request, form, here):
        return _left(request, assessment) if leaving else _to(assessment, _after(here))
    context = _context(assessment, here) | {"form": form}
    return render(request, "situations/desk/screening_step.html", context)


@member_required
def facts(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask for actors and figures, any number of each."""
    assessment = _writable(request, pk)
    actors = ActorFormSet(
        request.POST or None,
        prefix="actors",
        initial=initial_rows(assessment.actors.all(), ActorForm),
    )
    figures = FigureFormSet(
        request.POST or None,
        prefix="figures",
        initial=initial_rows(assessment.figures.all(), FigureForm),
    )
    if request.method == "POST" and actors.is_valid() & figures.is_valid():
        return _facts_saved(request, assessment, actors, figures)
    context = _context(assessment, Step.FACTS) | {"actors": actors, "figures": figures}
    return render(request, "situations/desk/screening_facts.html", context)


def _writable(request: DeskRequest, pk: int) -> Assessment:
    assessment = get_object_or_404(Assessment.objects.on_desk_of(request.user).whole(), pk=pk)
    require(can_write_assessment(request.user, assessment))
    return assessment


def _saved(request: DeskRequest, form: StepForm, here: Step) -> bool:
    try:
        write_assessment(
            assessment=form.assessment,
            actor=request.user,
            step=here if form.finished else "",
            **form.answers(),
        )
    except RuleRefused as refused:
        show_refusal(form, refused)
        return False
    return True


def _facts_saved(
    request: DeskRequest, assessment: Assessment, actors: BaseFormSet, figures: BaseFormSet
) -> HttpResponse:
    write_details(
        assessment=assessment,
        actor=request.user,
        actors=filled_rows(actors),
        figures=filled_rows(figures),
    )
    then = request.POST.get("then")
    if then == "leave":
        return _left(request, assessment)
    if then == "more":
        return _to(assessment, Step.FACTS)
    write_assessment(assessment=assessment, actor=request.user, step=Step.FACTS)
    return _to(assessment, _after(Step.FACTS))


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
    if there == Step.FACTS:
        return redirect("situations:desk_screen_facts", pk=assessment.pk)
    return redirect("situations:desk_screen_step", pk=assessment.pk, step=there)


def _context(assessment: Assessment, here: Step) -> dict[str, object]:
    return {
        "desk_section": "situations",
        "assessment": assessment,
        "situation": assessment.situation,
        "step": here,
        "stages": [str(each.label) for each in Step],
        "place": list(Step).index(here) + 1,
        "guidance": GUIDANCE[here],
        "why_not": criteria.why_not(assessment),
    }
