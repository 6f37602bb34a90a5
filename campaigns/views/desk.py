"""The desk: campaigns, written part by part, with what still blocks them."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organisation
from accounts.views.decorators import DeskRequest, member_required
from audit.models import Event
from campaigns.forms.desk import AskForm
from campaigns.forms.public import SignForm
from campaigns.models import Campaign, CampaignStatus
from campaigns.pages import campaign_page
from campaigns.parts import PARTS, part_of
from campaigns.permissions import (
    can_approve_campaign,
    can_create_campaign,
    can_edit_campaign,
    can_launch_campaign,
    can_return_campaign,
    can_steer_campaign,
    can_view_desk_campaign,
)
from campaigns.services.campaign import add_addressee, draft_campaign, remove_addressee
from core.permissions import require
from officials.models import Post

PAGE_LENGTH = 50
FOUND_AT_MOST = 20

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


@show_and_post
@member_required
def new(request: DeskRequest) -> HttpResponse:
    """Begin a campaign with its ask."""
    require(can_create_campaign(request.user, request.organisation))
    initial = {"situation": request.GET.get("situation")}
    form = AskForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        campaign = draft_campaign(
            organisation=cast(Organisation, request.organisation),  # refused above if None
            actor=request.user,
            **form.cleaned_data,
        )
        return redirect("campaigns:desk_campaign", pk=campaign.pk)
    context = {"desk_section": "campaigns", "form": form}
    return render(request, "campaigns/desk/campaign_new.html", context)


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
        "parts": [part_of(campaign, part, blockers) for part in PARTS.values()],
        "blockers": blockers,
        "warnings": campaign.warnings(),
        "events": Event.objects.about(campaign).select_related("actor")[:20],
        "may_edit": can_edit_campaign(user, campaign),
        "may_approve": can_approve_campaign(user, campaign),
        "may_return": can_return_campaign(user, campaign),
        "may_launch": can_launch_campaign(user, campaign),
        "may_steer": can_steer_campaign(user, campaign),
    }
    return render(request, "campaigns/desk/campaign_detail.html", context)


@require_safe
@member_required
def preview(request: DeskRequest, pk: int) -> HttpResponse:
    """The page as it will stand in public, with nothing in it that could be sent."""
    campaign = desk_campaign(request, pk)
    form = SignForm(campaign=campaign, action="") if campaign.has_petition else None
    context = campaign_page(campaign).context(form=form, preview=True)
    return render(request, "campaigns/campaign_detail.html", context)


@show_and_post
@member_required
def part(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    """Write one part of a draft."""
    campaign, chosen = desk_campaign(request, pk), PARTS.get(name)
    if chosen is None or chosen.form is None:
        raise Http404
    require(can_edit_campaign(request.user, campaign))
    more: dict[str, Any] = {"user": request.user} if name == "ask" else {}
    form = chosen.form(request.POST or None, initial=chosen.form.values(campaign), **more)
    if request.method == "POST" and form.is_valid():
        chosen.write(campaign=campaign, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("campaigns:desk_campaign", pk=pk)
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "part": chosen,
        "form": form,
        "blockers": chosen.findings(campaign.blockers()),
        "warnings": chosen.findings(campaign.warnings()),
    }
    return render(request, "campaigns/desk/part.html", context)


@show_and_post
@member_required
def addressees(request: DeskRequest, pk: int) -> HttpResponse:
    """Search the directory of officials; add offices and take them out."""
    campaign = desk_campaign(request, pk)
    require(can_edit_campaign(request.user, campaign))
    words = (request.POST if request.method == "POST" else request.GET).get("q", "")[:100]
    if request.method == "POST":
        post = get_object_or_404(Post, slug=request.POST.get("post", ""))
        change = remove_addressee if request.POST.get("deed") == "remove" else add_addressee
        change(campaign=campaign, actor=request.user, post=post)
        url = reverse("campaigns:desk_addressees", args=[pk])
        return redirect(f"{url}?{urlencode({'q': words})}" if words else url)
    chosen = list(campaign.offices.with_address())
    found = list(_offices(words)) if words else []
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "chosen": chosen,
        "words": words,
        "found": [post for post in found if post not in chosen],
    }
    return render(request, "campaigns/desk/addressees.html", context)


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


def _offices(words: str) -> QuerySet[Post]:
    """Offices that can be written to and that the words find."""
    return Post.objects.addressable().search(words).with_holders()[:FOUND_AT_MOST]
