"""Headers, language and refusals, the same on every page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from core.http import is_public_post
from core.rules import RuleRefused

Answer = Callable[[HttpRequest], HttpResponse]

NOTHING_ALLOWED = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


class SafetyHeadersMiddleware:
    """Close what no page of ours needs: device features, and being loaded by other sites.

    Where the site has an address inside Tor, each page names its own there: Tor Browser offers it.
    """

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", NOTHING_ALLOWED)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.ONION_URL and _is_page(request, response):
            response["Onion-Location"] = settings.ONION_URL + request.get_full_path()
        return response


def _is_page(request: HttpRequest, response: HttpResponse) -> bool:
    return request.method == "GET" and response.get("Content-Type", "").startswith("text/html")


class LanguageMiddleware:
    """Take the language from the address (`?lang=ar`), never from the browser's headers.

    One address, one set of bytes: a cache can keep it, and a link shows everybody the same.
    """

    def __init__(self, get_response: Answer):
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        language = asked if asked in self.known else "en"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.setdefault("Content-Language", language)
        return response


class PublicFormMiddleware:
    """Take what a public form sends before it is asked who is logged in: there, nobody is.

    Sessions, CSRF tokens and messages stand behind it. A view that says it is public by
    `core.http.public_post` gets none of them, so that it could not tell a visitor from a member.
    """

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = _view_of(request) if request.method == "POST" else None
        if found is None or not is_public_post(found.func):
            return self.get_response(request)
        request.resolver_match = found
        try:
            answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
        except RuleRefused as refused:
            return _refusal(request, refused)
        return answer


def _view_of(request: HttpRequest) -> ResolverMatch | None:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


class RefusalMiddleware:
    """Show a rule that refused a deed as a page with its reason (409), where no form caught it."""

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return _refusal(request, error) if isinstance(error, RuleRefused) else None


def _refusal(request: HttpRequest, refused: RuleRefused) -> HttpResponse:
    reasons = [message for _code, message in refused.messages]
    return render(request, "409.html", {"reasons": reasons}, status=409)
