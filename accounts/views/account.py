"""A person's own affairs: settings, second factor, an application, an invitation."""

from allauth.account import views as account_views
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import second_factor as factor
from accounts.forms import ApplyForm, ProfileForm
from accounts.models import INVITATION_LIFE, Invitation, Membership
from accounts.services import accept_invitation, apply_organisation
from accounts.services.mail import INVITATION
from core import tokens
from core.forms import show_refusal
from core.http import local_path
from core.rules import RuleRefused

from .decorators import DeskRequest, with_organisation

show_and_post = require_http_methods(["GET", "HEAD", "POST"])


@show_and_post
@never_cache
def organisation_apply(request: HttpRequest) -> HttpResponse:
    """Explain what applying means; take the application from a person with a login."""
    if not request.user.is_authenticated:
        return render(request, "accounts/organisation_apply_first.html", {"next": request.path})
    form = ApplyForm(request.POST or None, initial={"contact_email": request.user.email})
    if request.method == "POST" and form.is_valid():
        try:
            apply_organisation(applicant=request.user, details=form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Your application was sent. Staff read it and write back."))
            return redirect("desk")
    return render(request, "accounts/organisation_apply.html", {"form": form})


@show_and_post
@with_organisation
def profile(request: DeskRequest) -> HttpResponse:
    """Name, language and time zone."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your settings were saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form, "desk_section": "security"})


@require_safe
@never_cache
@login_required
def second_factor(request: DeskRequest) -> HttpResponse:
    """Say why a second factor is needed, and lead to setting one up or to giving a code."""
    to = local_path(request.GET.get("next", ""))
    if factor.verified(request):
        return redirect(to or "desk")
    context = {"next": to, "has_authenticator": request.user.has_authenticator}
    return render(request, "accounts/second_factor.html", context)


@show_and_post
@never_cache
@login_required
def reauthenticate(request: DeskRequest) -> HttpResponse:
    """Ask for the password again, or for a code of those who have a second factor."""
    if request.user.has_authenticator:
        return redirect(f"{reverse('mfa_reauthenticate')}?{request.GET.urlencode()}")
    return account_views.reauthenticate(request)


@show_and_post
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites to what; accept by a button, once logged in."""
    try:
        found = _read_invitation(token)
        if request.method == "POST" and request.user.is_authenticated:
            membership = accept_invitation(invitation=found, user=request.user)
            return _welcome(request, membership)
    except RuleRefused as refused:
        response = render(request, "accounts/invitation_refused.html", {"refused": refused})
        response.status_code = 410
    else:
        context = {"invitation": found, "next": request.path}
        response = render(request, "accounts/invitation.html", context)
    # Not "no-referrer": the browser would then send no Origin with the form, and it be refused.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _read_invitation(token: str) -> Invitation:
    """Return the open invitation of this link. Raises RuleRefused with what to do instead."""
    try:
        pk, stamp = tokens.read(INVITATION, token, max_age=INVITATION_LIFE)
    except (tokens.TokenRefused, ValueError, TypeError) as error:
        if getattr(error, "expired", False):
            raise RuleRefused(_("This invitation is out of date.")) from error
        raise RuleRefused(_("This link is not whole. Copy all of it from the mail.")) from error
    found = Invitation.objects.linked(pk).first()
    if found is None or found.stamp != stamp:
        raise RuleRefused(_("This invitation was withdrawn, or sent again with a newer link."))
    found.refuse_unusable(at=timezone.now())
    return found


def _welcome(request: HttpRequest, membership: Membership) -> HttpResponse:
    organisation = membership.organisation
    messages.success(request, _("You are now a member of %(name)s.") % {"name": organisation.name})
    return redirect(f"/desk/?organisation={organisation.slug}")
