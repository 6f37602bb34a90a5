"""Two decided assessments of a situation, one beside the other. The same bytes whoever asks."""

from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from core.http import public_page
from situations import changes
from situations.models import Assessment, Situation


class Version(NamedTuple):
    """A version by its day and its number on that day, the earlier one less."""

    as_of: date
    version: int


@require_safe
@public_page(max_age=3600)
def compare(
    request: HttpRequest, slug: str, as_of: date, version: int, to: date, to_version: int
) -> HttpResponse:
    """What changed between two versions, in words. Both are decided, so the page never changes."""
    situation = get_object_or_404(Situation.objects.public().for_pages(), slug=slug)
    asked = Version(as_of, version), Version(to, to_version)
    first, second = (_decided(situation, each) for each in sorted(asked))
    if asked[0] >= asked[1]:
        return redirect(
            first if first == second else changes.address(first, second), permanent=True
        )
    context = {
        "situation": situation,
        "before": first,
        "after": second,
        "sections": changes.compare(first, second),
        "others": changes.others(situation.assessments.decided().newest_first(), first, second),
    }
    return render(request, "situations/assessment_compare.html", context)


def _decided(situation: Situation, wanted: Version) -> Assessment:
    versions = situation.assessments.numbered(as_of=wanted.as_of, version=wanted.version)
    return get_object_or_404(versions.whole())
