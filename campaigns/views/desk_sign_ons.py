"""The desk: organisations that ask to be listed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.views.decorators import DeskRequest, member_required
from campaigns.models import Campaign, SignOn, SignOnState
from campaigns.models.sign_on import DECIDED
from campaigns.services.sign_ons import accept_sign_on, refuse_sign_on
from campaigns.voice_permissions import can_decide_voices
from core.permissions import Decision

from .row_deeds import RowDeed, launched, row_deed

PAGE_LENGTH = 50
STATES = (SignOnState.WAITING, *DECIDED)


@require_safe
@member_required
def sign_on_list(request: DeskRequest, pk: int) -> HttpResponse:
    """What waits to be checked, what is listed, what was refused."""
    campaign = launched(request, pk)
    state = request.GET.get("state", "")
    found = SignOn.objects.of(campaign).in_state(state)
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "state": state if state in STATES else SignOnState.WAITING.value,
        "tabs": _tabs(campaign, state),
        "may_decide": can_decide_voices(request.user, campaign),
        "page_obj": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")),
    }
    return render(request, "campaigns/desk/voices/sign_ons.html", context)


def _tabs(campaign: Campaign, current: str) -> list[tuple[str, str, bool]]:
    url = reverse("campaigns:desk_sign_ons", args=[campaign.pk])
    known = current if current in STATES else SignOnState.WAITING
    return [
        (str(state.label).capitalize(), f"{url}?state={state}", known == state) for state in STATES
    ]


def _confirmed(campaign: Campaign) -> Any:
    return SignOn.objects.of(campaign).exclude(state=SignOnState.PENDING)


def _may_decide(user: Any, row: SignOn) -> Decision:
    return can_decide_voices(user, row.campaign)


COMMON: dict[str, Any] = {
    "find": _confirmed,
    "may": _may_decide,
    "noun": "row",
    "leads_to": "campaigns:desk_sign_ons",
    "list_label": _("Organisations"),
}
accept = row_deed(
    RowDeed(
        do=accept_sign_on,
        title=_("Accept"),
        text=_(
            "You have made sure that the organisation exists and that it wants this: its name and"
            " country become public, and it is counted. The contact person is told."
        ),
        button=_("Accept the organisation"),
        done=_("Accepted. It is listed now."),
        **COMMON,
    )
)
refuse = row_deed(
    RowDeed(
        do=refuse_sign_on,
        title=_("Refuse"),
        text=_("It is not listed. The contact person reads the reason."),
        button=_("Refuse the organisation"),
        done=_("Refused."),
        word="reason",
        word_label=_("Reason, in words for the contact person"),
        danger=True,
        **COMMON,
    )
)
