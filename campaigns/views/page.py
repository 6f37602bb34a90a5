"""A campaign's page and its live count: made once in a moment, the same bytes for everybody.

The key of what is kept is address and language; nothing else of a request is looked at. It is kept
in the memory of the process for a second, and whole, with all headers, by the first middleware for
another; so a page is at most two seconds old, and ten more in a cache on the way.
"""

import json
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.models import Campaign, Petition
from campaigns.pages import campaign_page
from core.http import Answer, kept_by_caches
from core.shelf import Shelf
from core.templatetags.picture_tags import grouped

from .public import sign_form

SHELF: Shelf[Answer] = Shelf()
# The page holds names that people can take back: it is not served for long while the site fails.
PAGE_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": kept_by_caches(10, if_error=300),
}
# A signature shows within 15 seconds of its confirmation: ten until it is counted, two in memory,
# two in a cache on the way.
COUNT_HEADERS = {
    "Content-Type": "application/json",
    "Cache-Control": kept_by_caches(2, if_error=3600),
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@require_safe
def campaign_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A campaign: the story, the deed, and below it the figures and the account so far."""

    def page() -> Answer:
        campaign = get_object_or_404(Campaign.objects.public().for_pages(), slug=slug)
        form = sign_form(request, campaign) if campaign.has_petition else None
        context = campaign_page(campaign).context(form=form)
        response = render(request, "campaigns/campaign_detail.html", context)
        return Answer(response.content, PAGE_HEADERS)

    return kept("page", slug, page).respond(request)


@require_safe
def count(request: HttpRequest, slug: str) -> HttpResponse:
    """How many have signed, and the goal ahead: as numbers, and in words of the language asked."""

    def numbers() -> Answer:
        columns = Petition.objects.public().only("goal", "signature_total", "counted_at")
        petition = columns.filter(campaign__slug=slug).first()
        if petition is None:
            raise Http404
        return Answer(json.dumps(_counted(petition)).encode(), COUNT_HEADERS)

    return kept("count", slug, numbers).respond(request)


def kept(kind: str, slug: str, make: Callable[[], Answer], *, seconds: float = 0) -> Answer:
    """Return an answer of this process that is not older than a moment, or than `seconds`."""
    key = (kind, slug, get_language())
    moment = settings.PAGE_KEPT_SECONDS
    return SHELF.take(key, make, seconds=max(seconds, moment) if moment else 0)


def _counted(petition: Petition) -> dict[str, object]:
    total, goal = petition.signature_total, petition.goal_ahead
    words = {"value": grouped(total), "goal": grouped(goal)}
    return {
        "signatures": total,
        "goal": goal,
        "counted_at": petition.counted_at and petition.counted_at.isoformat(),
        "words": {
            "signatures": words["value"],
            "goal": _("The goal is %(goal)s") % words,
            "progress": _("%(value)s of %(goal)s") % words,
        },
    }
