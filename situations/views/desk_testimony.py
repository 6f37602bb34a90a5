"""The desk: testimony, its approval, and the consent to it."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations.forms.testimony import ConsentForm, TestimonyForm
from situations.models import Testimony
from situations.permissions import (
    can_approve_testimony,
    can_list_testimony,
    can_read_testimony,
    can_record_evidence,
)
from situations.services.testimonies import (
    approve_testimony,
    record_consent,
    record_testimony,
    withdraw_consent,
    write_testimony,
)

PAGE_LENGTH = 50


@require_safe
@member_required
def testimony_list(request: DeskRequest) -> HttpResponse:
    """What witnesses told the organisation, and how far each may be quoted."""
    require(can_list_testimony(request.user, request.organisation))
    own = Testimony.objects.on_desk_of(request.user).in_organisation(request.organisation)
    context = {
        "desk_section": "evidence",
        "may_record": can_record_evidence(request.user, request.organisation),
        "page_obj": Paginator(own.whole(), PAGE_LENGTH).get_page(request.GET.get("page")),
    }
    return render(request, "situations/evidence/desk/testimony_list.html", context)


@require_safe
@member_required
def testimony_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """The account, the words to quote, and every consent that was ever given."""
    testimony = _testimony(request, pk)
    organisation = testimony.situation.organisation
    return _page(
        request,
        "testimony_detail",
        testimony=testimony,
        may_write=can_record_evidence(request.user, organisation),
        may_approve=can_approve_testimony(request.user, testimony),
    )


@member_required
def new(request: DeskRequest) -> HttpResponse:
    """Keep what a witness told."""
    require(can_record_evidence(request.user, request.organisation))
    organisation = cast(Organisation, request.organisation)  # refused above if None
    initial = {"situation": request.GET.get("situation")}
    form = TestimonyForm(request.POST or None, organisation=organisation, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            testimony = record_testimony(actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Kept. Record what the witness agrees to."))
            return redirect(testimony)
    return _page(request, "testimony_edit", form=form)


@member_required
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a testimony; its approval ends with it."""
    testimony = _testimony(request, pk)
    organisation = testimony.situation.organisation
    require(can_record_evidence(request.user, organisation))
    form = TestimonyForm(request.POST or None, organisation=organisation, testimony=testimony)
    if request.method == "POST" and form.is_valid():
        try:
            write_testimony(testimony=testimony, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Saved. Somebody else has to approve it anew."))
            return redirect(testimony)
    return _page(request, "testimony_edit", form=form, testimony=testimony)


@member_required
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then approve the words for quotation."""
    testimony = _testimony(request, pk)
    require(can_approve_testimony(request.user, testimony))
    if request.method == "POST":
        approve_testimony(testimony=testimony, actor=request.user)
        messages.success(request, _("Approved, for the uses that the witness agreed to."))
        return redirect(testimony)
    return _page(request, "testimony_approve", testimony=testimony)


@member_required
def consent(request: DeskRequest, pk: int) -> HttpResponse:
    """Record what the witness agrees to from now on."""
    testimony = _testimony(request, pk)
    require(can_record_evidence(request.user, testimony.situation.organisation))
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_consent(testimony=testimony, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The consent is recorded and holds from now on."))
            return redirect(testimony)
    return _page(request, "testimony_consent", form=form, testimony=testimony)


@member_required
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask once, then take the words off every page, feed and file."""
    testimony = _testimony(request, pk)
    if request.method == "POST":
        withdraw_consent(testimony=testimony, actor=request.user)
        messages.success(request, _("Withdrawn. The words are off every page and file now."))
        return redirect(testimony)
    return _page(request, "testimony_withdraw", testimony=testimony)


def _testimony(request: DeskRequest, pk: int) -> Testimony:
    testimony = get_object_or_404(Testimony.objects.on_desk_of(request.user).whole(), pk=pk)
    require(can_read_testimony(request.user, testimony))
    return testimony


def _page(request: DeskRequest, name: str, **context: object) -> HttpResponse:
    return render(
        request, f"situations/evidence/desk/{name}.html", {"desk_section": "evidence"} | context
    )
