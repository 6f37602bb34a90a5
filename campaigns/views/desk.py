"""The desk: the list of campaigns, one at a glance, and its page as it will stand."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.decorators import DeskRequest, member_required
from audit.models import Event
from campaigns.forms.public import SignForm
from campaigns.models import Campaign, CampaignStatus, approvals_needed
from campaigns.pages import campaign_page
from campaigns.parts import steps_of
from campaigns.permissions import (
    can_approve_campaign,
    can_change_text,
    can_clone_campaign,
    can_create_campaign,
    can_edit_campaign,
    can_launch_campaign,
    can_publish_report,
    can_put_at_risk,
    can_return_campaign,
    can_review_safety,
    can_steer_campaign,
    can_view_desk_campaign,
    can_withdraw_story,
    can_write_report,
)
from core.permissions import Decision, require

PAGE_LENGTH = 50

show_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@member_required
def campaign_list(request: DeskRequest) -> HttpResponse:
    """The organisation's campaigns."""
    status = request.GET.get("status", "")
    found = Campaign.objects.on_desk_of(request.user).in_organisation(request.organisation)
    found = found.with_status(status).for_pages().newest_first()
    context = {
        "desk_section": "campaigns",
        "tabs": _tabs(status),
        "may_create": can_create_campaign(request.user, request.organisation),
        "page_obj": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")),
    }
    return render(request, "campaigns/desk/campaign_list.html", context)


@require_safe
@member_required
def campaign_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """A campaign at a glance: its parts, what blocks it, what can be done, what was done."""
    campaign, user = desk_campaign(request, pk), request.user
    blockers = [] if campaign.is_public else campaign.blockers()
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "page": campaign_page(campaign),
        "parts": steps_of(campaign, blockers),
        "blockers": blockers,
        "warnings": campaign.warnings(),
        "safety": campaign.safety_reviews.standing().select_related("reviewer").first(),
        "approvals": campaign.approvals.select_related("approver"),
        "approvals_needed": approvals_needed(campaign.rung),
        "texts_in_work": campaign.texts.being_written() if campaign.is_public else (),
        "events": Event.objects.about(campaign).select_related("actor")[:20],
        **_rights(user, campaign),
    }
    return render(request, "campaigns/desk/campaign_detail.html", context)


@require_safe
@member_required
def preview(request: DeskRequest, pk: int) -> HttpResponse:
    """The page as it will stand in the language of the address, with nothing that could be sent."""
    campaign = desk_campaign(request, pk)
    form = SignForm(campaign=campaign, action="") if campaign.has_petition else None
    drafts = not campaign.is_public
    if drafts:  # shown, not saved: the languages that it will have
        begun = campaign.texts.being_written().order_by("language")
        campaign.languages = list(begun.values_list("language", flat=True))
    context = campaign_page(campaign, drafts=drafts).context(form=form, preview=True)
    return render(request, "campaigns/campaign_detail.html", context)


def desk_campaign(request: DeskRequest, pk: int) -> Campaign:
    """Return a campaign of the person's organisations: 404 for others', 403 with the reason."""
    campaigns = Campaign.objects.on_desk_of(request.user).for_pages()
    campaign = get_object_or_404(campaigns, pk=pk)
    require(can_view_desk_campaign(request.user, campaign))
    return campaign


def _tabs(current: str) -> list[tuple[str, str, bool]]:
    url = reverse("campaigns:desk_campaigns")
    known = current if current in CampaignStatus.values else ""
    return [
        (_("All"), url, not known),
        *(
            (str(status.label).capitalize(), f"{url}?status={status}", known == status)
            for status in CampaignStatus
        ),
    ]


def _rights(user: Any, campaign: Campaign) -> dict[str, Decision]:
    """Return what this person may do with the campaign as it stands, by the name of the deed."""
    return {
        "may_edit": can_edit_campaign(user, campaign),
        "may_review": can_review_safety(user, campaign),
        "may_approve": can_approve_campaign(user, campaign),
        "may_return": can_return_campaign(user, campaign),
        "may_launch": can_launch_campaign(user, campaign),
        "may_steer": can_steer_campaign(user, campaign),
        "may_change_text": can_change_text(user, campaign),
        "may_clone": can_clone_campaign(user, campaign),
        "may_withdraw_story": can_withdraw_story(user, campaign),
        "may_put_at_risk": can_put_at_risk(user, campaign),
        "may_write_report": can_write_report(user, campaign),
        "may_publish_report": can_publish_report(user, campaign),
    }
