"""Organisations, for everybody."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from core.http import public_page

PAGE_LENGTH = 30


@require_safe
@public_page(max_age=300)
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Every vetted organisation, by name."""
    pages = Paginator(Organisation.objects.vetted(), PAGE_LENGTH)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "accounts/organisation_list.html", {"page_obj": page})


@require_safe
@public_page(max_age=60)
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Who a vetted organisation is, and what it works on here."""
    organisation = get_object_or_404(Organisation.objects.vetted(), slug=slug)
    return render(request, "accounts/organisation_detail.html", {"organisation": organisation})
