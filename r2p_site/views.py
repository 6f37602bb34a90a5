"""The roof: home, the desk's front door, health, robots, errors."""

import sys

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from accounts.permissions import NO_SECOND_FACTOR
from accounts.views.decorators import with_organisation
from core.http import public_page
from core.permissions import Forbidden

from .front_page import front_page
from .health import health
from .sitemap import sitemap as sitemap_of_now
from .styleguide import examples

OUT_OF_REACH = (InterfaceError, OperationalError, RedisError)
RETRY_AFTER = 60  # seconds


@require_safe
@public_page(max_age=60)
def home(request: HttpRequest) -> HttpResponse:
    """What the site is, where atrocities threaten, and what one can do now."""
    return render(request, "home.html", front_page())


@require_safe
@with_organisation
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for this person."""
    return render(request, "desk/home.html", {"desk_section": "home"})


@require_safe
@public_page(max_age=3600)
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part of the face of the site, live."""
    return render(request, "styleguide/index.html", examples(request))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
@public_page(max_age=300)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page that may be found by a search engine."""
    return HttpResponse(sitemap_of_now(), content_type="application/xml; charset=utf-8")


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can do its work; and for how long mail has waited, for monitoring."""
    answer = health()
    return JsonResponse(answer.body, status=200 if answer.is_ready else 503)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    """Say why, when the refusal carries a reason that may be shown."""
    reason = exception.reason if isinstance(exception, Forbidden) else ""
    context = {"reason": reason, "wants_second_factor": reason == NO_SECOND_FACTOR.reason}
    return render(request, "403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A part that we need is out of reach, and will be back (503), or we have made a mistake (500).

    Without its database the site cannot answer, and without Valkey nobody logs in: what counts the
    tries of a password is not there. Public pages and forms need no Valkey. (RFC 9110, 15.6.4)
    """
    if isinstance(sys.exception(), OUT_OF_REACH):
        answer = render(request, "503.html", status=503)
        answer["Retry-After"] = str(RETRY_AFTER)
        return answer
    return render(request, "500.html", status=500)
