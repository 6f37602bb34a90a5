"""The public account of a petition, as a page and as data."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns.models import Petition
from campaigns.panel import Panel, panel_of
from core.http import public_page

KEPT = 300


@require_safe
@public_page(max_age=KEPT)
def integrity(request: HttpRequest, slug: str) -> HttpResponse:
    """What came in, what counts, what was removed and why: the same for everybody."""
    panel = _panel(slug)
    context = {"panel": panel, "campaign": panel.petition.campaign}
    return render(request, "campaigns/integrity.html", context)


@require_safe
@public_page(max_age=KEPT)
def integrity_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as JSON, for whoever wants to check it by a program."""
    response = JsonResponse(_panel(slug).as_json(), json_dumps_params={"indent": 2})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _panel(slug: str) -> Panel:
    petition = get_object_or_404(Petition.objects.public().for_pages(), campaign__slug=slug)
    return panel_of(petition)
