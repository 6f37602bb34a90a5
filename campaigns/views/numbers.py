"""What a petition has come to, hour by hour, by country and by language: a page and open data."""

import csv
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from campaigns.models import Petition
from campaigns.numbers import HEAD, as_data, as_rows, numbers_of
from campaigns.switched import lists_are_shown
from core.http import kept_by_caches, public_page

# Anybody may read these with a program in a page of their own.
OPEN = {
    "Cache-Control": kept_by_caches(300, if_error=24 * 3600),
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@require_safe
@public_page(max_age=60)
def numbers(request: HttpRequest, slug: str) -> HttpResponse:
    """The growth of a petition as a picture and as tables, with the files for others to use."""
    petition = _petition(slug)
    context = {
        "campaign": petition.campaign,
        "text": petition.campaign.text_in(get_language()),
        "numbers": numbers_of(petition) if lists_are_shown() else None,
    }
    return render(request, "campaigns/numbers.html", context)


@require_safe
def numbers_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Every published number, one to a line. Streamed: a long petition has many hours."""
    petition = _open_data(slug)
    name = f"{petition.campaign.reference}-signatures.csv"
    return StreamingHttpResponse(
        _lines(petition),
        content_type="text/csv; charset=utf-8",
        headers={**OPEN, "Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def numbers_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as one object, with what the numbers mean."""
    return JsonResponse(as_data(_open_data(slug)), headers=OPEN)


def _petition(slug: str) -> Petition:
    return get_object_or_404(Petition.objects.public().for_pages(), campaign__slug=slug)


def _open_data(slug: str) -> Petition:
    if not lists_are_shown():
        raise Http404
    return _petition(slug)


def _lines(petition: Petition) -> Iterator[str]:
    class Line:
        def write(self, line: str) -> str:
            return line

    writer = csv.writer(Line())
    yield writer.writerow(HEAD)
    for row in as_rows(petition):
        yield writer.writerow(row)
