"""Who may open a page of the desk, and for which organisation it speaks."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.models import Organisation, User
from core.permissions import Forbidden

View = Callable[..., HttpResponseBase]

CHOSEN = "organisation"


class DeskRequest(HttpRequest):
    """What a view behind these decorators is given: a person, and for whom that person speaks.

    For annotations only; requests are made by Django.
    """

    user: User
    organisation: Organisation | None
    organisations: list[Organisation]


def with_organisation(view: View) -> View:
    """For logged-in people. Sets `request.organisation`, and `request.organisations` to choose of.

    The active one is named by `?organisation=<slug>` and remembered in the session; else the first
    by name. None for a person who belongs to no vetted organisation. A slug of an organisation that
    the person does not belong to, or that is not vetted, answers 404. Hours are shown in the
    person's own time zone.
    """

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.organisations = list(Organisation.objects.of(request.user).vetted())
        request.organisation = chosen_organisation(request)
        with timezone.override(request.user.time_zone):
            return view(request, *args, **kwargs)

    return wrapped


def member_required(view: View) -> View:
    """For members of a vetted organisation, and for staff.

    Sets `request.organisation` as `with_organisation` does; it is None for staff who belong to
    none. Anybody else is refused with the reason (403), whatever the method.
    """

    @with_organisation
    @wraps(view)
    def wrapped(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.organisation is None and not request.user.is_staff:
            raise Forbidden(
                _(
                    "This part of the desk is for members of vetted organisations. On the desk's"
                    " first page you see how far your application is, or how to apply."
                )
            )
        return view(request, *args, **kwargs)

    return wrapped


def chosen_organisation(request: DeskRequest) -> Organisation | None:
    """Return the organisation that this request is about, of those the person belongs to."""
    asked = request.GET.get(CHOSEN)
    if asked is not None:
        own = Organisation.objects.of(request.user).vetted()
        organisation = get_object_or_404(own, slug=asked)
        request.session[CHOSEN] = organisation.slug
        return organisation
    remembered = request.session.get(CHOSEN)
    named = (each for each in request.organisations if each.slug == remembered)
    return next(named, request.organisations[0] if request.organisations else None)
