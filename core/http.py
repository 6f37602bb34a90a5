"""Two kinds of view: pages that are the same for everybody, and answers that nobody may keep."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.http.response import HttpResponseBase, ResponseHeaders
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]
AnyView = Callable[..., HttpResponseBase]  # files and streams too


class KeptResponse(HttpResponse):
    """A response that a process may hand to everybody for a moment as it is, headers and all."""


class CheckedHeaders(ResponseHeaders):
    """A copy of headers that were checked when they were set, which takes longer than all else."""

    def __init__(self, checked: ResponseHeaders):
        self._store = dict(checked._store)


@dataclass(frozen=True)
class Answer:
    """A finished answer that is the same for everybody: bytes and headers, made once, sent often.

    It may lie on a shelf (core.shelf). Its ETag names its bytes, so that whoever has them already
    is told so and sent nothing. (RFC 9110, 13.1.2)
    """

    content: bytes
    headers: dict[str, str]
    etag: str = field(init=False)
    fields: list[tuple[str, str]] = field(init=False)  # as WSGI wants them (PEP 3333)
    _checked: ResponseHeaders = field(init=False)

    def __post_init__(self) -> None:
        name = hashlib.sha256(self.content).hexdigest()[:32]
        object.__setattr__(self, "etag", f'"{name}"')
        checked = ResponseHeaders({**self.headers, "ETag": self.etag})
        object.__setattr__(self, "_checked", checked)
        object.__setattr__(self, "fields", list(checked.items()))

    def respond(self, request: HttpRequest) -> HttpResponse:
        """Return a fresh response: 304 without a body if the request names these very bytes."""
        response = KeptResponse(self.content)
        response.headers = CheckedHeaders(self._checked)
        if "HTTP_IF_NONE_MATCH" not in request.META:
            return response
        return get_conditional_response(request, etag=self.etag, response=response) or response


def kept_by_caches(max_age: int, *, if_error: int) -> str:
    """Return the Cache-Control of an answer that any cache may keep. All in seconds."""
    stale = f"stale-while-revalidate={2 * max_age}, stale-if-error={if_error}"
    return f"public, max-age={max_age}, {stale}"


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
    browser itself marks as coming from another site is refused all the same (Fetch Metadata). The
    first middlewares hand it its POST, without a session.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.META.get("HTTP_SEC_FETCH_SITE") == "cross-site":
            return HttpResponseForbidden("This form can only be sent from this site.")
        return view(request, *args, **kwargs)

    wrapped.is_public_post = True  # type: ignore[attr-defined] # - found again by is_public_post
    return wrapped


def is_public_post(view: AnyView) -> bool:
    """Return whether the view takes a public form, whoever may be logged in."""
    return getattr(view, "is_public_post", False)


def private_link(view: View) -> View:
    """A page behind an emailed link: never kept, never indexed, its address never passed on.

    Nor does the page name its own address in its head, where it would go along with a saved copy.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    wrapped.is_private_link = True  # type: ignore[attr-defined] # - found again below
    return wrapped


def address_in_full(request: HttpRequest) -> str:
    """Return where a page is found for good, or nothing for what stands behind a private link."""
    view = request.resolver_match.func if request.resolver_match else None
    private = getattr(view, "is_private_link", False)
    return "" if private else f"{settings.BASE_URL}{request.path}"


def nobodys_request(path: str) -> HttpRequest:
    """Return a request for a page that is made for everybody at once, at an address of the site.

    What is made with the request of one person may name that person: a link's page bears its own
    address, and whoever has the address has the link.
    """
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    return request


def local_path(url: str) -> str:
    """Return `url` if it is a path within this site, else an empty string.

    For a `next` that came with the request. Even our own host in full is refused: with a path alone
    there is nothing that a browser and a parser could read in two ways.
    """
    safe = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if safe else ""


def page_of(name: str, argument: str) -> str:
    """Return the path of a page by its name and its one argument: a slug or a signed token.

    `reverse` looks for the pattern, tries and quotes the argument each time, and takes long for a
    token of 500 signs. What stands before and after it is found once by each process. For arguments
    that need no quoting.
    """
    before, after = _around_argument(name)
    return f"{before}{argument}{after}"


@cache
def _around_argument(name: str) -> tuple[str, str]:
    mark = "-argument-"
    before, _mark, after = reverse(name, args=[mark]).partition(mark)
    return before, after


def in_language(path: str) -> str:
    """Return a path of the site in the language of this page."""
    language = get_language() or "en"
    return path if language.startswith("en") else f"{path}?lang={language}"


def see_other(url: str) -> HttpResponse:
    """Answer a POST: what it led to stands there, to be fetched with GET. (RFC 9110, 15.4.4)"""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
