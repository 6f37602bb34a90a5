"""The desk of an organisation: its members, their roles, its invitations."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import InviteForm, PublicDetailsForm, RoleForm
from accounts.models import Invitation, Membership, Organisation
from accounts.permissions import can_edit_organisation, can_leave, can_manage_members
from accounts.services import (
    change_role,
    correct_organisation,
    end_membership,
    invite_member,
    withdraw_invitation,
)
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused

from .decorators import DeskRequest, member_required, with_organisation

__all__ = ["member_required", "with_organisation"]

show_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@member_required
def organisation(request: DeskRequest) -> HttpResponse:
    """Who belongs to the organisation, in which role, and who is invited."""
    active = request.organisation
    context = {
        "members": Membership.objects.in_organisation(active).with_second_factor(),
        "invitations": Invitation.objects.in_organisation(active).unanswered(),
        "may_manage": can_manage_members(request.user, active),
        "may_edit": can_edit_organisation(request.user, active),
        "now": timezone.now(),
    }
    return _page(request, "accounts/desk/organisation.html", context)


@show_and_post
@member_required
def organisation_edit(request: DeskRequest) -> HttpResponse:
    """Owners change what the public page says."""
    active = _active(request)
    require(can_edit_organisation(request.user, active))
    form = PublicDetailsForm(request.POST or None, instance=active)
    if request.method == "POST" and form.is_valid():
        correct_organisation(
            organisation=form.instance, actor=request.user, changed=form.changed_data
        )
        messages.success(request, _("The page of your organisation was changed."))
        return redirect("accounts:desk_organisation")
    return _page(request, "accounts/desk/organisation_edit.html", {"form": form})


@show_and_post
@member_required
def invite(request: DeskRequest) -> HttpResponse:
    """Owners invite a person by email."""
    active = _active(request)
    require(can_manage_members(request.user, active))
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invite_member(organisation=active, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The invitation was sent."))
            return redirect("accounts:desk_organisation")
    return _page(request, "accounts/desk/invite.html", {"form": form})


@require_POST
@member_required
def invitation_withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Owners take back an invitation."""
    found = get_object_or_404(Invitation.objects.in_organisation(request.organisation), pk=pk)
    require(can_manage_members(request.user, request.organisation))
    withdraw_invitation(invitation=found, actor=request.user)
    messages.success(request, _("The invitation was withdrawn. Its link no longer works."))
    return redirect("accounts:desk_organisation")


@show_and_post
@member_required
def member_role(request: DeskRequest, pk: int) -> HttpResponse:
    """Owners give a member another role."""
    membership = _member(request, pk)
    require(can_manage_members(request.user, request.organisation))
    form = RoleForm(request.POST or None, initial={"role": membership.role})
    if request.method == "POST" and form.is_valid():
        try:
            change_role(membership=membership, actor=request.user, role=form.cleaned_data["role"])
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The role was changed."))
            return redirect("accounts:desk_organisation")
    context = {"form": form, "membership": membership}
    return _page(request, "accounts/desk/member_role.html", context)


@show_and_post
@member_required
def member_remove(request: DeskRequest, pk: int) -> HttpResponse:
    """Owners end a membership, and everybody their own: asked once more before it is done."""
    membership = _member(request, pk)
    leaving = bool(can_leave(request.user, membership))
    if not leaving:
        require(can_manage_members(request.user, request.organisation))
    if request.method == "POST":
        end_membership(membership=membership, actor=request.user)
        messages.success(request, _("You left.") if leaving else _("The membership was ended."))
        return redirect("desk" if leaving else reverse("accounts:desk_organisation"))
    context = {"membership": membership, "leaving": leaving}
    return _page(request, "accounts/desk/member_remove.html", context)


def _active(request: DeskRequest) -> Organisation:
    """The organisation of this request; staff who belong to none have nothing to change."""
    if request.organisation is None:
        raise Http404
    return request.organisation


def _member(request: DeskRequest, pk: int) -> Membership:
    members = Membership.objects.in_organisation(request.organisation)
    return get_object_or_404(members, pk=pk)


def _page(request: DeskRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(
        request,
        template,
        {"desk_section": "organisation", "organisation": request.organisation} | context,
    )
