"""The desk: the safety review of a second person, and the report to supporters."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.views.decorators import DeskRequest, member_required
from campaigns.forms.review import ReportForm, SafetyForm
from campaigns.permissions import can_review_safety, can_write_report
from campaigns.services.reporting import write_report
from campaigns.services.reviewing import review_safety
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused

from .desk import desk_campaign, show_and_post


@show_and_post
@member_required
def safety(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask a second person who could be harmed, before anybody approves."""
    campaign = desk_campaign(request, pk)
    require(can_review_safety(request.user, campaign))
    form = SafetyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review_safety(campaign=campaign, actor=request.user, answers=form.answers())
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The safety review is recorded. It can be approved now."))
            return redirect("campaigns:desk_campaign", pk=pk)
    context = {"desk_section": "campaigns", "campaign": campaign, "form": form}
    return render(request, "campaigns/desk/safety.html", context)


@show_and_post
@member_required
def report(request: DeskRequest, pk: int) -> HttpResponse:
    """Write what came of a closed campaign."""
    campaign = desk_campaign(request, pk)
    require(can_write_report(request.user, campaign))
    form = ReportForm(request.POST or None, initial={"report": campaign.report})
    if request.method == "POST" and form.is_valid():
        write_report(campaign=campaign, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. A second person publishes it."))
        return redirect("campaigns:desk_campaign", pk=pk)
    context = {"desk_section": "campaigns", "campaign": campaign, "form": form}
    return render(request, "campaigns/desk/report.html", context)
