"""Staff enter the admin with a second factor, and in no other way."""

from collections.abc import Callable
from functools import cache, partial
from typing import cast

from django.contrib.auth import REDIRECT_FIELD_NAME, get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from . import second_factor, sessions
from .models import User

Answer = Callable[[HttpRequest], HttpResponse]


class SecondFactorMiddleware:
    """Close the admin and the pages of the second factor to a session that was not proved.

    Everywhere else it only makes ready: nothing is read, no session and no cookie touched, until a
    view asks who is there. Public pages never ask.
    """

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = SimpleLazyObject(partial(person_of, request))
        request.user = person  # type: ignore[assignment]  # because it turns into one
        if is_closed(request):
            query = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('accounts:second_factor')}?{query}")
        return self.get_response(request)


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """Return who is logged in, knowing how; nobody if the session has lasted long enough."""
    user = get_user(request)
    if not isinstance(user, User):
        return user
    if sessions.is_over(request.session, user):
        request.session.flush()
        return AnonymousUser()
    sessions.mark(request.session, user)
    user.session_check = partial(second_factor.session_is_proved, request, user)
    return user


def is_closed(request: HttpRequest) -> bool:
    """Return whether the page asked for needs a second factor that this session did not prove."""
    admin, factor_pages, *proving = _addresses()
    if request.path.startswith(admin):
        return request.user.is_authenticated and _is_unproved_staff(request)
    if request.path.startswith(factor_pages) and request.path not in proving:
        return request.user.is_authenticated and _is_unproved(request)
    return False


@cache
def _addresses() -> tuple[str, ...]:
    """The admin, the pages of the second factor, and those of them where it is proved."""
    names = ("admin:index", "mfa_index", "mfa_authenticate", "mfa_reauthenticate")
    return tuple(reverse(name) for name in names)


def _is_unproved_staff(request: HttpRequest) -> bool:
    return bool(request.user.is_staff and not second_factor.verified(request))


def _is_unproved(request: HttpRequest) -> bool:
    """A person with a factor, in a session that was opened without it."""
    user = cast(User, request.user)
    return user.has_authenticator and not second_factor.verified(request)
