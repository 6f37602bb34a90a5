"""The desk: a campaign written step by step. Each step can be left, and come back to."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from accounts.views.decorators import DeskRequest, member_required
from campaigns.forms.desk import NewForm
from campaigns.models import Campaign
from campaigns.parts import PARTS, Part, next_url, previous_url, steps_of
from campaigns.permissions import can_create_campaign, can_edit_campaign
from campaigns.services.campaign import (
    add_addressee,
    draft_campaign,
    finish_step,
    remove_addressee,
)
from campaigns.similar import similar_campaigns
from core.permissions import require
from officials.models import Post

from .desk import desk_campaign, show_and_post

FOUND_AT_MOST = 20
# Where campaigns like this one are shown: while there is still time to join one instead.
COMPARED = {"situation", "ask"}


@show_and_post
@member_required
def new(request: DeskRequest) -> HttpResponse:
    """Begin a campaign: its situation, its language, and a title to find it by."""
    require(can_create_campaign(request.user, request.organisation))
    form = NewForm(
        request.POST or None,
        user=request.user,
        initial={"situation": request.GET.get("situation")},
    )
    if request.method == "POST" and form.is_valid():
        campaign = draft_campaign(
            organisation=cast(Organisation, request.organisation),  # refused above if None
            actor=request.user,
            ask="",
            **form.cleaned_data,
        )
        finish_step(campaign=campaign, step="situation")
        return redirect(next_url(campaign, "situation"))
    context = {"desk_section": "campaigns", "form": form, "stages": PARTS.values()}
    return render(request, "campaigns/desk/campaign_new.html", context)


@require_safe
@member_required
def resume(request: DeskRequest, pk: int) -> HttpResponse:
    """Go to the first step that waits, or to the campaign's page if none does."""
    campaign = _writable(request, pk)
    waiting = [step for step in steps_of(campaign, campaign.blockers()) if step.is_open]
    return redirect(waiting[0].url if waiting else _home(campaign))


@show_and_post
@member_required
def part(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    """Write one step of a draft; go on, or leave for now with what is there."""
    campaign, chosen = _writable(request, pk), PARTS.get(name)
    if chosen is None or chosen.form is None:
        raise Http404
    leaves = request.POST.get("then") == "leave"
    more: dict[str, Any] = {"user": request.user} if name == "situation" else {}
    form = chosen.form(
        request.POST or None,
        initial=chosen.form.values(campaign),
        finished=not leaves,
        **more,
    )
    if request.method == "POST" and form.is_valid():
        chosen.write(campaign=campaign, actor=request.user, **form.cleaned_data)
        return _onwards(request, campaign, chosen, leaves=leaves)
    context = step_context(campaign, chosen) | {"form": form}
    if name in COMPARED:
        context["similar"] = similar_campaigns(
            user=request.user,
            title=campaign.title,
            ask=campaign.ask,
            situation=campaign.situation,
            but=campaign,
        )
    return render(request, "campaigns/desk/part.html", context)


@show_and_post
@member_required
def addressees(request: DeskRequest, pk: int) -> HttpResponse:
    """Search the directory of officials; add offices and take them out."""
    campaign, here = _writable(request, pk), PARTS["addressees"]
    words = (request.POST if request.method == "POST" else request.GET).get("q", "")[:100]
    if request.method == "POST" and request.POST.get("then"):
        return _onwards(request, campaign, here, leaves=request.POST["then"] == "leave")
    if request.method == "POST":
        post = get_object_or_404(Post, slug=request.POST.get("post", ""))
        change = remove_addressee if request.POST.get("deed") == "remove" else add_addressee
        change(campaign=campaign, actor=request.user, post=post)
        url = here.url(campaign)
        return redirect(f"{url}?{urlencode({'q': words})}" if words else url)
    chosen = list(campaign.offices.with_address())
    found = list(_offices(words)) if words else []
    context = step_context(campaign, here) | {
        "chosen": chosen,
        "words": words,
        "found": [post for post in found if post not in chosen],
    }
    return render(request, "campaigns/desk/addressees.html", context)


def step_context(campaign: Campaign, here: Part) -> dict[str, Any]:
    """Return what every step shows: the steps, what blocks this one, the way back."""
    blockers = campaign.blockers()
    steps = steps_of(campaign, blockers, here=here.name)
    return {
        "desk_section": "campaigns",
        "campaign": campaign,
        "part": here,
        "steps": steps,
        "place": list(PARTS).index(here.name) + 1,
        "done": sum(not step.is_open for step in steps),
        "back_url": previous_url(campaign, here.name),
        "blockers": here.findings(blockers) if here.name in campaign.steps_done else [],
        "warnings": here.findings(campaign.warnings()),
    }


def _onwards(request: DeskRequest, campaign: Campaign, here: Part, *, leaves: bool) -> HttpResponse:
    """Go to the next step, or leave with a word that everything is kept."""
    if leaves:
        messages.success(request, _("Saved. You can go on whenever you like."))
        return redirect(_home(campaign))
    finish_step(campaign=campaign, step=here.name)
    return redirect(next_url(campaign, here.name))


def _writable(request: DeskRequest, pk: int) -> Campaign:
    campaign = desk_campaign(request, pk)
    require(can_edit_campaign(request.user, campaign))
    return campaign


def _home(campaign: Campaign) -> str:
    return reverse("campaigns:desk_campaign", args=[campaign.pk])


def _offices(words: str) -> QuerySet[Post]:
    """Offices that can be written to and that the words find."""
    return Post.objects.addressable().search(words).with_holders()[:FOUND_AT_MOST]
