"""What is done, for everybody: worksheets, what came of it, what States put their names to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.http import public_page
from situations.force import QUESTIONS
from situations.lessons import lessons
from situations.models import ForceWorksheet, Instrument, Situation, StateCommitment, Territory
from situations.objections import OBJECTIONS
from situations.pledges import by_body, record_of, states_on_record


@require_safe
@public_page(max_age=300)
def worksheet_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A force worksheet that two people approved: law first, five answers, no total. (D8)"""
    situation = get_object_or_404(Situation.objects.public().for_pages(), slug=slug)
    worksheets = ForceWorksheet.objects.public().whole()
    context = {
        "situation": situation,
        "worksheet": get_object_or_404(worksheets, situation=situation, number=number),
        "questions": QUESTIONS,
    }
    return render(request, "situations/responses/worksheet_detail.html", context)


@require_safe
@public_page(max_age=300)
def commitment_list(request: HttpRequest) -> HttpResponse:
    """Texts of the Assembly, of the Council, and what States put their names to. (para 39)"""
    context = {
        "bodies": by_body(on=timezone.localdate()),
        "states": states_on_record(),
    }
    return render(request, "situations/responses/commitment_list.html", context)


@require_safe
@public_page(max_age=300)
def instrument_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One text, and which States stand by it or once did."""
    instrument = get_object_or_404(Instrument, slug=slug)
    records = StateCommitment.objects.kept().whole().by_state()
    context = {
        "instrument": instrument,
        "record": record_of(records.of_instrument(instrument), on=timezone.localdate()),
    }
    return render(request, "situations/responses/instrument_detail.html", context)


@require_safe
@public_page(max_age=300)
def state_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What one State put its name to, and when it withdrew it. (para 44)"""
    territory = get_object_or_404(Territory, slug=slug)
    records = StateCommitment.objects.kept().whole().by_instrument()
    context = {
        "territory": territory,
        "record": record_of(records.of_state(territory), on=timezone.localdate()),
    }
    return render(request, "situations/responses/state_detail.html", context)


@require_safe
@public_page(max_age=300)
def outcome_list(request: HttpRequest) -> HttpResponse:
    """What came of situations, and what stood in the way, counted. (paras 14-19)"""
    context = lessons()
    return render(request, "situations/responses/outcome_list.html", context)


@require_safe
@public_page(max_age=3600)
def objection_list(request: HttpRequest) -> HttpResponse:
    """What is said against the responsibility to protect, and what can be answered. (45-49)"""
    context = {"objections": OBJECTIONS}
    return render(request, "situations/responses/objection_list.html", context)
