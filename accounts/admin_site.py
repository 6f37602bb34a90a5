"""The admin, whose only door is the site's own login."""

from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from core.http import local_path
from core.permissions import Forbidden

from . import second_factor

# allauth's own pages of these would let one member of staff confirm an address, or read and change
# what proves a login. The page of a person offers the deeds that are needed, and records them.
KEPT_OUT = (Authenticator, EmailAddress, EmailConfirmation)


class GuardedAdminSite(AdminSite):
    """Staff with a second factor, logged in by the pages that everybody uses.

    The middleware explains to staff what is missing before any of this is asked; this is the wall
    behind it.
    """

    site_header = _("Administration")
    site_title = _("Administration")
    index_title = _("What needs a decision")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        if model_or_iterable in KEPT_OUT or (
            isinstance(model_or_iterable, tuple | list) and set(model_or_iterable) & set(KEPT_OUT)
        ):
            return
        super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and second_factor.verified(request)

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send people to the site's login. Takes no password itself."""
        to = local_path(request.GET.get(REDIRECT_FIELD_NAME, "")) or reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: to})}")
        if not request.user.is_staff:
            raise Forbidden(_("The administration is for staff of the platform."))
        return redirect("admin:index")

    def password_change(  # type: ignore[override]  # because it leads away
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def logout(  # type: ignore[override]  # because it leads away
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_logout")
