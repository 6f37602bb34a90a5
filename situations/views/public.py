"""The register, for everybody: the same bytes whoever asks."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.http import public_page
from situations import changes
from situations.forms.register import RegisterFilter
from situations.models import Assessment, Situation

PAGE_LENGTH = 30


@require_safe
@public_page(max_age=60)
def situation_list(request: HttpRequest) -> HttpResponse:
    """The register: what was decided, both ways, narrowed as the address says. (D4)"""
    form = RegisterFilter(request.GET)
    wanted = form.wanted()
    situations = Situation.objects.public().narrowed(**wanted).for_pages()
    context = {
        "form": form,
        "is_narrowed": any(wanted.values()),
        "page_obj": Paginator(situations.in_order(wanted["text"]), PAGE_LENGTH).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "situations/situation_list.html", context)


@require_safe
@public_page(max_age=60)
def situation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One situation as it stands now, people at risk first. (para 26)"""
    situation = get_object_or_404(Situation.objects.public().for_pages(), slug=slug)
    versions = situation.assessments.decided().newest_first()
    context = {
        "situation": situation,
        "assessment": get_object_or_404(
            Assessment.objects.whole(), pk=situation.current_assessment_id
        ),
        "phases": situation.measures.with_checks().by_phase(),
        "history": changes.history(versions),
        "briefs": situation.briefs.published().select_related("embargo").newest_first(),
    }
    return render(request, "situations/situation_detail.html", context)


@require_safe
@public_page(max_age=3600)
def assessment_detail(request: HttpRequest, slug: str, as_of: date, version: int) -> HttpResponse:
    """One decided assessment at its permanent address. (D3)"""
    situation = get_object_or_404(Situation.objects.public().for_pages(), slug=slug)
    versions = situation.assessments.numbered(as_of=as_of, version=version)
    assessment = get_object_or_404(versions.whole())
    before = Assessment.objects.before(assessment).newest_first().first()
    context = {
        "situation": situation,
        "assessment": assessment,
        "compare_url": changes.address(before, assessment) if before else "",
    }
    return render(request, "situations/assessment_detail.html", context)
