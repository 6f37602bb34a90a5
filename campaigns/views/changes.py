"""What was changed in public, and what people put their names to: the same for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns.changes import history, text_at
from campaigns.models import Campaign
from core.http import public_page
from situations.editions import Edition


@require_safe
@public_page(max_age=60)
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Every change since the launch, with its reason, word by word."""
    campaign = get_object_or_404(Campaign.objects.public().for_pages(), slug=slug)
    firsts = campaign.texts.public().filter(version=1)
    context = {
        "campaign": campaign,
        "text": campaign.text_in(request.LANGUAGE_CODE),
        "entries": history(campaign),
        "firsts": firsts,
    }
    return render(request, "campaigns/changes.html", context)


@require_safe
@public_page(max_age=3600)
def text(request: HttpRequest, slug: str, edition: Edition) -> HttpResponse:
    """What stood in one language at one version. It never changes: people signed it."""
    campaign = get_object_or_404(Campaign.objects.public().for_pages(), slug=slug)
    found = text_at(campaign, edition)
    if found is None:
        raise Http404
    newest = campaign.texts.public().filter(language=found.language).newest_first().first()
    context = {
        "campaign": campaign,
        "text": found,
        "is_newest": newest == found,
    }
    return render(request, "campaigns/text.html", context)
