"""The desk: deliveries of a petition, and the files that are fetched with a code."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.decorators import DeskRequest, member_required
from audit.models import Event
from campaigns.delivering import store
from campaigns.delivering.dangers import dangers_of
from campaigns.delivering.permissions import (
    can_acknowledge_delivery,
    can_approve_delivery,
    can_cancel_delivery,
    can_draft_delivery,
    can_fetch_delivery,
    can_hand_over_delivery,
    can_retry_delivery,
    can_return_delivery,
    can_tell_of_delivery,
    can_write_delivery,
)
from campaigns.forms.deliveries import CodeForm, DeliveryForm
from campaigns.models import Delivery
from campaigns.permissions import can_view_desk_campaign
from campaigns.services import deliveries as services
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused

from .desk import desk_campaign

show_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@member_required
def delivery_list(request: DeskRequest, pk: int) -> HttpResponse:
    """Every delivery of a campaign's petition, and how far each is."""
    campaign = desk_campaign(request, pk)
    found = Delivery.objects.filter(petition__campaign=campaign).for_pages().newest_first()
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "deliveries": found,
        "may_draft": can_draft_delivery(request.user, campaign),
    }
    return render(request, "campaigns/desk/deliveries.html", context)


@show_and_post
@member_required
def new(request: DeskRequest, pk: int) -> HttpResponse:
    """Begin a delivery."""
    campaign = desk_campaign(request, pk)
    require(can_draft_delivery(request.user, campaign))
    form = DeliveryForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            delivery = services.draft_delivery(
                petition=campaign.petition, actor=request.user, **form.cleaned_data
            )
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            return redirect("campaigns:desk_delivery", pk=delivery.pk)
    context = {"desk_section": "campaigns", "campaign": campaign, "form": form}
    return render(request, "campaigns/desk/delivery_form.html", context)


@show_and_post
@member_required
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    delivery = desk_delivery(request, pk)
    require(can_write_delivery(request.user, delivery))
    initial = DeliveryForm.values(delivery)
    form = DeliveryForm(request.POST or None, campaign=delivery.campaign, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_delivery(delivery=delivery, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("campaigns:desk_delivery", pk=pk)
    context = {"delivery": delivery, "campaign": delivery.campaign, "form": form}
    return render(request, "campaigns/desk/delivery_form.html", _desk(context))


@require_safe
@member_required
def delivery_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """A delivery: what it is, how far it is, what can be done, what was done."""
    return render(request, "campaigns/desk/delivery.html", _shown(request, pk))


@require_POST
@never_cache
@member_required
def code(request: DeskRequest, pk: int) -> HttpResponse:
    """Make a code and show it, this once."""
    delivery = desk_delivery(request, pk)
    require(can_fetch_delivery(request.user, delivery))
    made = services.ask_for_files(delivery=delivery, actor=request.user)
    context = {"delivery": delivery, "campaign": delivery.campaign, "code": made}
    return render(request, "campaigns/desk/delivery_code.html", _desk(context))


@show_and_post
@never_cache
@member_required
def fetch(request: DeskRequest, pk: int) -> HttpResponseBase:
    """Ask for the code; send the files, decrypted on their way."""
    delivery = desk_delivery(request, pk)
    require(can_fetch_delivery(request.user, delivery))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key = services.open_files(
                delivery=delivery, actor=request.user, code=form.cleaned_data["code"]
            )
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            return _archive(delivery, key)
    context = {"delivery": delivery, "campaign": delivery.campaign, "form": form}
    return render(request, "campaigns/desk/delivery_fetch.html", _desk(context))


def desk_delivery(request: DeskRequest, pk: int) -> Delivery:
    """Return a delivery of the person's organisations: 404 for others'."""
    deliveries = Delivery.objects.on_desk_of(request.user).for_pages()
    delivery = get_object_or_404(deliveries, pk=pk)
    require(can_view_desk_campaign(request.user, delivery.campaign))
    return delivery


def _archive(delivery: Delivery, key: str) -> StreamingHttpResponse:
    made_at = delivery.made_at or timezone.now()
    files = delivery.files.select_related("delivery")
    response = StreamingHttpResponse(
        store.zipped(files, key=key, made_at=made_at), content_type="application/zip"
    )
    name = delivery.reference.replace("/", "-").lower()
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _shown(request: DeskRequest, pk: int) -> dict[str, Any]:
    delivery, user = desk_delivery(request, pk), request.user
    return _desk(
        {
            "delivery": delivery,
            "campaign": delivery.campaign,
            "dangers": dangers_of(delivery.campaign, delivery.post),
            "events": Event.objects.about(delivery).select_related("actor")[:20],
            "may_write": can_write_delivery(user, delivery),
            "may_return": can_return_delivery(user, delivery),
            "may_approve": can_approve_delivery(user, delivery),
            "may_retry": can_retry_delivery(user, delivery),
            "may_cancel": can_cancel_delivery(user, delivery),
            "may_fetch": can_fetch_delivery(user, delivery),
            "may_hand_over": can_hand_over_delivery(user, delivery),
            "may_tell": can_tell_of_delivery(user, delivery),
            "may_acknowledge": can_acknowledge_delivery(user, delivery),
        }
    )


def _desk(context: dict[str, Any]) -> dict[str, Any]:
    return {"desk_section": "campaigns", **context}
