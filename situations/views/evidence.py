"""The evidence of a situation, for everybody: what was approved for the public, and no more."""

from collections.abc import Iterator

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.http import public_and_fresh
from situations.exports import file_name, incidents_csv, incidents_geojson, quotes_by_incident
from situations.models import Original, Situation, Testimony
from situations.models.evidence_choices import Credibility, Reliability, Use
from situations.originals import store
from situations.testimony import excerpt_of
from situations.timeline import incident_steps

PAGE_LENGTH = 50


@require_safe
@public_and_fresh
def evidence(request: HttpRequest, slug: str) -> HttpResponse:
    """Incidents by month and one by one, and what witnesses allow to be quoted."""
    situation = get_object_or_404(Situation.objects.public(), slug=slug)
    at = timezone.now()
    published = situation.published_incidents.for_pages().in_order()
    page = Paginator(published, PAGE_LENGTH).get_page(request.GET.get("page"))
    incidents = list(page)
    months = situation.published_incidents.per_month()
    alone = Testimony.objects.of_situation_alone(situation).quotable(use=Use.REGISTER, at=at)
    context = {
        "situation": situation,
        "page_obj": page,
        "incidents": incidents,
        "quotes": quotes_by_incident(incidents, at=at),
        "pictures": Original.objects.by_published(incidents),
        "steps": incident_steps(months),
        "by_year_only": situation.published_incidents.known_by_year_only(),
        "testimonies": [excerpt_of(each) for each in alone],
        "grades": (Reliability.choices, Credibility.choices),
    }
    return render(request, "situations/evidence/evidence.html", context)


@require_safe
@public_and_fresh
def incident(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """One incident at an address that stays, as long as it stands in public."""
    situation = get_object_or_404(Situation.objects.public(), slug=slug)
    published = situation.published_incidents.for_pages()
    incidents = [get_object_or_404(published, public_id=public_id)]
    context = {
        "situation": situation,
        "incident": incidents[0],
        "quotes": quotes_by_incident(incidents, at=timezone.now()),
        "pictures": Original.objects.by_published(incidents),
    }
    return render(request, "situations/evidence/incident.html", context)


@require_safe
@public_and_fresh
def table(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The published incidents as CSV with a row of HXL tags."""
    situation = get_object_or_404(Situation.objects.public(), slug=slug)
    rows = incidents_csv(situation, base_url=settings.BASE_URL)
    return _download(rows, "text/csv; charset=utf-8", file_name(situation, "csv"))


@require_safe
@public_and_fresh
def geojson(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The published incidents as GeoJSON."""
    situation = get_object_or_404(Situation.objects.public(), slug=slug)
    parts = incidents_geojson(situation, base_url=settings.BASE_URL, at=timezone.now())
    return _download(parts, "application/geo+json", file_name(situation, "geojson"))


@require_safe
@public_and_fresh
def picture(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The cleaned copy of a picture that was approved; the original is behind no address here."""
    original = get_object_or_404(Original.objects.shown(), public_id=public_id)
    response = FileResponse(
        store.copy_path(original.cleaned_sha256).open("rb"), content_type="image/jpeg"
    )
    response["Content-Disposition"] = "inline"
    return response


def _download(parts: Iterator[str], media_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(parts, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
