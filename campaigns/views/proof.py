"""The public proof of a delivery: what was handed over, and how to see that nothing was changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns.models import Delivery
from core.http import public_page


@require_safe
@public_page(max_age=60)
def delivery(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What, to whom, when, by whom, how; the head of the chain and the SHA-256 of every file."""
    deliveries = Delivery.objects.public().for_pages()
    found = get_object_or_404(deliveries, petition__campaign__slug=slug, number=number)
    context = {"delivery": found, "campaign": found.campaign}
    return render(request, "campaigns/delivery.html", context)
