"""Hand out at once, whole, what was made a moment ago and is the same for everybody.

Twice: before Django makes a request of what came in, for nearly all who ask on a record day; and as
the first middleware, which keeps what the others made, and answers whoever has a page already. A
kept answer has every header that it was given, and while it is young nobody is asked, neither
another middleware nor the database. What may be kept says so (core.http), and only a 200 for an
address that is plain or names a language; so the number of them has an end.
"""

from collections.abc import Callable, Hashable, Iterable
from functools import cache
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.http import Answer, KeptResponse
from core.shelf import Shelf

SHELF: Shelf[Answer] = Shelf()


class KeptAnswers:
    """The site as a WSGI application, with the young answers in front of it. (PEP 3333)"""

    def __init__(self, site: WSGIApplication):
        self.site = site

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        key = key_of(environ)
        kept = SHELF.young(key, settings.PAGE_KEPT_SECONDS) if key else None
        if kept is None or "HTTP_IF_NONE_MATCH" in environ:
            return self.site(environ, start)
        start("200 OK", kept.fields)
        return [kept.content]


class KeptAnswersMiddleware:
    """The first middleware: it keeps what the others made, while one request makes it anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        SHELF.clear()  # this site has answered nothing yet

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request.META)
        if key is None:
            return self.get_response(request)
        if kept := SHELF.young(key, settings.PAGE_KEPT_SECONDS):
            return kept.respond(request)
        SHELF.renew(key)  # the others get the old one as it is, while this one is made anew
        response = self.get_response(request)
        whole = isinstance(response, KeptResponse) and response.status_code == 200
        if whole and not response.cookies:
            SHELF.put(key, Answer(response.content, dict(response.items())))
        else:
            SHELF.drop(key)
        return response


def key_of(environ: dict[str, Any]) -> Hashable | None:
    """Return under what an answer is kept: scheme, host, path and language. None: it is not.

    Django looks at scheme and host before there is anything to keep: a wrong one gets none.
    """
    if not settings.PAGE_KEPT_SECONDS or environ["REQUEST_METHOD"] != "GET":
        return None
    if (query := environ["QUERY_STRING"]) not in _queries():
        return None
    # A proxy says it of whom it speaks for. What leads to https may not go to who is there already.
    said = environ.get("HTTP_X_FORWARDED_PROTO", "").split(",", 1)[0].strip() == "https"
    scheme = environ["wsgi.url_scheme"], said
    return scheme, environ.get("HTTP_HOST"), environ["PATH_INFO"], query


@cache
def _queries() -> frozenset[str]:
    return frozenset(["", *(f"lang={code}" for code, _name in settings.LANGUAGES)])
