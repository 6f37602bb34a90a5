"""Two kinds of view: pages that are the same for everybody, and answers that nobody may keep."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]
AnyView = Callable[..., HttpResponseBase]  # files and streams too


def public_page(*, max_age: int = 60) -> Callable[[View], View]:
    """Let caches keep the answer for `max_age` seconds, and serve it stale while they fetch anew.

    For pages whose bytes do not depend on who asks: no session, no cookie, no token. A view that
    has said itself how long its answer may be kept is left to it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            said = response.has_header("Cache-Control")
            if request.method in {"GET", "HEAD"} and response.status_code == 200 and not said:
                patch_cache_control(
                    response,
                    public=True,
                    max_age=max_age,
                    stale_while_revalidate=2 * max_age,
                    stale_if_error=24 * 3600,
                )
            return response

        return wrapped

    return decorate


def public_and_fresh(view: AnyView) -> AnyView:
    """The same bytes for everybody, and asked for anew each time: kept by no cache, not if we fail.

    For pages and files with words that somebody can take back, which must be gone at the next
    request. (D12)
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


def public_post(view: View) -> View:
    """A public form: nobody is logged in there, so there is nothing for a forger to borrow.

    Hence no CSRF cookie, which would make the form's page differ between visitors. A POST that the
    browser itself marks as coming from another site is refused all the same (Fetch Metadata).
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
            return HttpResponseForbidden("This form can only be sent from this site.")
        return view(request, *args, **kwargs)

    return wrapped


def private_link(view: View) -> View:
    """A page behind an emailed link: never kept, never indexed, its address never passed on."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


def local_path(url: str) -> str:
    """Return `url` if it is a path within this site, else an empty string.

    For a `next` that came with the request. Even our own host in full is refused: with a path alone
    there is nothing that a browser and a parser could read in two ways.
    """
    safe = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if safe else ""


def in_language(path: str) -> str:
    """Return a path of the site in the language of this page."""
    language = get_language() or "en"
    return path if language.startswith("en") else f"{path}?lang={language}"


def see_other(url: str) -> HttpResponse:
    """Answer a POST: what it led to stands there, to be fetched with GET. (RFC 9110, 15.4.4)"""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
