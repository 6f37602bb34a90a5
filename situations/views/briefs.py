"""Briefs for everybody: the same bytes whoever asks, and nothing before its hour."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from core.http import public_page
from core.pdf import PdfRefused
from core.text import clean_line
from situations.brief_page import BriefPage, tombstone
from situations.brief_text import quotes_testimony
from situations.citations import FORMATS, citation_of
from situations.editions import Edition
from situations.feeds import brief_feed as feed_of_briefs
from situations.models import Brief
from situations.models.brief_queryset import BriefQuerySet
from situations.services.brief_files import file_of

PAGE_LENGTH = 30
# A page that quotes a testimony is asked for anew each time, for consent can end between two
# requests, and no copy may outlive it. (D12)
KEEP_NOTHING = "no-store"


@require_safe
@public_page(max_age=60)
def brief_list(request: HttpRequest) -> HttpResponse:
    """Published briefs, the newest first; narrowed to those that hold the words asked for."""
    wanted = clean_line(request.GET.get("q", ""))[:100]
    briefs = Brief.objects.published().mentioning(wanted).for_pages().newest_first()
    context = {
        "wanted": wanted,
        "page_obj": Paginator(briefs, PAGE_LENGTH).get_page(request.GET.get("page")),
    }
    return render(request, "situations/brief_list.html", context)


@require_safe
@public_page(max_age=60)
def brief_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One brief as it stands now: figures first, then the text, then who should do what."""
    return _page(request, Brief.objects.at_address(slug=slug).newest_versions())


@require_safe
@public_page(max_age=60)
def brief_translation(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """A brief in another language."""
    found = Brief.objects.at_address(slug=slug, language=language)
    return _page(request, found.newest_versions())


@require_safe
@public_page(max_age=60)
def brief_edition(request: HttpRequest, slug: str, edition: Edition) -> HttpResponse:
    """One version at its permanent address, under a banner once it is not the newest."""
    return _page(request, _edition(slug, edition).standing())


@require_safe
@public_page(max_age=300)
def brief_pdf(request: HttpRequest, slug: str, edition: Edition) -> HttpResponse:
    """The PDF of one version, as it may be shown now."""
    brief = get_object_or_404(_edition(slug, edition).standing().whole())
    try:
        file = file_of(brief=brief)
    except PdfRefused:
        return render(request, "503.html", status=503)
    response = HttpResponse(bytes(file.content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{brief.reference}-{brief.edition}.pdf"'
    response["ETag"] = f'"{file.sha256}"'
    return _not_to_be_kept(response) if quotes_testimony(brief) else response


@require_safe
@public_page(max_age=3600)
def brief_citation(request: HttpRequest, slug: str, edition: Edition, form: str) -> HttpResponse:
    """How to cite one version, as a file for a reference manager."""
    if form not in FORMATS:
        raise Http404
    brief = get_object_or_404(_edition(slug, edition).standing().whole())
    chosen = FORMATS[form]
    response = HttpResponse(
        chosen.write(citation_of(brief)), content_type=f"{chosen.content_type}; charset=utf-8"
    )
    name = f"{brief.reference}-{brief.edition}.{chosen.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@public_page(max_age=60)
def brief_feed(request: HttpRequest) -> HttpResponse:
    """The Atom feed of briefs."""
    feed = feed_of_briefs(at=timezone.now())
    response = HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
    response["Last-Modified"] = http_date(feed.latest_post_date().timestamp())
    return _not_to_be_kept(response)


def _edition(slug: str, edition: Edition) -> BriefQuerySet:
    return Brief.objects.at_address(slug=slug, language=edition.language, version=edition.version)


def _page(request: HttpRequest, found: BriefQuerySet) -> HttpResponse:
    brief = found.whole().select_related("situation__current_assessment").first()
    if brief is None:
        return _tombstone(request)
    page = BriefPage(brief, timezone.now())
    context = {"brief": brief, "page": page}
    response = render(request, "situations/brief_detail.html", context)
    return _not_to_be_kept(response) if page.quotes_testimony else response


def _tombstone(request: HttpRequest) -> HttpResponse:
    """What is left at the address of a retracted brief (410); 404 where there never was one."""
    match = request.resolver_match
    left = tombstone(match.kwargs["slug"]) if match else None
    if left is None:
        raise Http404
    context = {"brief": left.brief, "retraction": left.retraction}
    return render(request, "situations/briefs/retracted.html", context, status=410)


def _not_to_be_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = KEEP_NOTHING
    return response
