"""The desk: signatures on paper."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.decorators import DeskRequest, member_required
from campaigns.forms.voices import PaperForm
from campaigns.models import Campaign, Paper
from campaigns.services.papers import record_paper, refuse_paper, verify_paper
from campaigns.voice_permissions import can_record_paper, can_verify_paper
from campaigns.voices import holders_of
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused

from .row_deeds import RowDeed, launched, row_deed

PAGE_LENGTH = 50

show_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@member_required
def paper_list(request: DeskRequest, pk: int) -> HttpResponse:
    """Every row that was ever recorded, what counts of it, and what waits for a second person."""
    campaign = with_petition(request, pk)
    found = _of(campaign).with_people().order_by("-pk")
    page = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page"))
    standing = set(_of(campaign).standing().values_list("pk", flat=True))
    holders = holders_of(campaign)
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "page_obj": page,
        "rows": [
            {
                "paper": paper,
                "stands": paper.pk in standing,
                "may_verify": can_verify_paper(request.user, paper),
            }
            for paper in page
        ],
        "total": sum(number for _holder, number in holders),
        "holders": holders,
        "may_record": can_record_paper(request.user, campaign),
    }
    return render(request, "campaigns/desk/voices/papers.html", context)


@show_and_post
@member_required
def new(request: DeskRequest, pk: int) -> HttpResponse:
    """Record a bundle of sheets."""
    return _record(request, with_petition(request, pk), None)


@show_and_post
@member_required
def correct(request: DeskRequest, pk: int, row: int) -> HttpResponse:
    """Record what is right in the place of a row that counts."""
    campaign = with_petition(request, pk)
    return _record(request, campaign, get_object_or_404(_of(campaign).standing(), pk=row))


def with_petition(request: DeskRequest, pk: int) -> Campaign:
    """Return a launched campaign of the desk that has a petition; otherwise 404."""
    campaign = launched(request, pk)
    if not campaign.has_petition:
        raise Http404
    return campaign


def _record(request: DeskRequest, campaign: Campaign, corrects: Paper | None) -> HttpResponse:
    require(can_record_paper(request.user, campaign))
    submit = _("Record the correction") if corrects else _("Record them")
    names = ("number", "country", "place", "collected_on", "holder", "note")
    initial = {name: getattr(corrects, name) for name in names} if corrects else {}
    form = PaperForm(request.POST or None, submit=submit, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            record_paper(
                petition=campaign.petition,
                actor=request.user,
                sheets=form.sheets(),
                corrects=corrects,
            )
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            return redirect("campaigns:desk_papers", pk=campaign.pk)
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "corrects": corrects,
        "form": form,
    }
    return render(request, "campaigns/desk/voices/paper_new.html", context)


def _of(campaign: Campaign) -> Any:
    if not campaign.has_petition:
        return Paper.objects.none()
    return Paper.objects.of(campaign.petition)


COMMON: dict[str, Any] = {
    "find": _of,
    "may": can_verify_paper,
    "noun": "paper",
    "leads_to": "campaigns:desk_papers",
    "list_label": _("Signatures on paper"),
}
verify = row_deed(
    RowDeed(
        do=verify_paper,
        title=_("Verify"),
        text=_("You have seen the sheets, or copies of them, and the number agrees."),
        button=_("Verify the number"),
        done=_("Verified. They are shown on the page now."),
        **COMMON,
    )
)
refuse = row_deed(
    RowDeed(
        do=refuse_paper,
        title=_("Do not verify"),
        text=_("They do not count. The row stays, with your reason."),
        button=_("Do not verify"),
        done=_("Noted: they do not count."),
        word="reason",
        word_label=_("What does not agree with the sheets"),
        danger=True,
        **COMMON,
    )
)
