"""The desk: deeds on a delivery. Each asks first, on a page of its own, and is done by a POST."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.views.decorators import DeskRequest, member_required
from campaigns.delivering.dangers import dangers_of
from campaigns.delivering.permissions import (
    can_acknowledge_delivery,
    can_approve_delivery,
    can_cancel_delivery,
    can_hand_over_delivery,
    can_retry_delivery,
    can_return_delivery,
    can_tell_of_delivery,
    can_write_delivery,
)
from campaigns.forms.deliveries import AcknowledgeForm, HandOverForm, ReasonForm
from campaigns.models import Delivery
from campaigns.services import deliveries as services
from campaigns.services.delivery_news import draft_news
from core.forms import show_refusal
from core.permissions import Decision, require
from core.rules import RuleRefused, Text

from .deliveries import desk_delivery


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A deed as the desk asks for it. Without `form`, a button alone."""

    may: Callable[[Any, Delivery], Decision]
    do: Callable[..., Delivery]
    title: Text
    text: Text
    button: Text
    done: Text
    form: Callable[..., forms.Form] = forms.Form
    warns: bool = False
    danger: bool = False

    @property
    def has_fields(self) -> bool:
        return self.form is not forms.Form


DEEDS = {
    "submit": Deed(
        may=can_write_delivery,
        do=services.request_delivery,
        title=_("Hand in for approval"),
        text=_(
            "Which signatures are in it is fixed now. Those that are held or were taken out are"
            " not, and whoever withdraws before the list is made is not either."
        ),
        button=_("Hand in"),
        done=_("Handed in. A second person looks at it now."),
        warns=True,
    ),
    "return": Deed(
        may=can_return_delivery,
        do=services.return_delivery,
        title=_("Return to its author"),
        text=_("It becomes a draft again."),
        button=_("Return the delivery"),
        done=_("Returned to its author."),
        form=partial(ReasonForm, submit=_("Return the delivery")),
    ),
    "approve": Deed(
        may=can_approve_delivery,
        do=services.approve_delivery,
        title=_("Approve"),
        text=_(
            "You have looked at who gets it and what the list says of each person. Your reason is"
            " kept. The files are made next, encrypted."
        ),
        button=_("Approve the delivery"),
        done=_("Approved. The files are being made."),
        form=partial(ReasonForm, submit=_("Approve the delivery")),
        warns=True,
    ),
    "cancel": Deed(
        may=can_cancel_delivery,
        do=services.cancel_delivery,
        title=_("Call off"),
        text=_("What was made is erased. Nothing of it becomes public."),
        button=_("Call the delivery off"),
        done=_("Called off."),
        danger=True,
    ),
    "retry": Deed(
        may=can_retry_delivery,
        do=services.retry_delivery,
        title=_("Try again"),
        text=_("A worker goes on from the step that could not be done."),
        button=_("Try again"),
        done=_("A worker goes on."),
    ),
    "hand-over": Deed(
        may=can_hand_over_delivery,
        do=services.hand_over,
        title=_("Note the hand-over"),
        text=_(
            "The proof becomes public: to whom, when, by whom, how many, and the numbers that"
            " show that nothing was changed. The files are erased after 3 days."
        ),
        button=_("Note the hand-over"),
        done=_("Noted. The proof is public now."),
        form=HandOverForm,
    ),
    "tell": Deed(
        may=can_tell_of_delivery,
        do=draft_news,
        title=_("Tell those who signed"),
        text=_(
            "News are drafted in every language of the campaign, for signers who wanted to know."
            " You find them under the campaign’s news; a second person publishes them."
        ),
        button=_("Draft the news"),
        done=_("Drafted. You find them under the campaign’s news."),
    ),
    "acknowledge": Deed(
        may=can_acknowledge_delivery,
        do=services.acknowledge,
        title=_("Note the acknowledgement"),
        text=_("What the office said when it had the list. It stands on the public page."),
        button=_("Note the acknowledgement"),
        done=_("Noted."),
        form=AcknowledgeForm,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def deed(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    """Ask for one deed, and do it."""
    if name not in DEEDS:
        raise Http404
    chosen, delivery = DEEDS[name], desk_delivery(request, pk)
    require(chosen.may(request.user, delivery))
    dangers = dangers_of(delivery.campaign, delivery.post) if chosen.warns else []
    form = _form(chosen, request.POST if request.method == "POST" else None, delivery, dangers)
    if request.method == "POST" and form.is_valid():
        said = {key: value for key, value in form.cleaned_data.items() if key != "aware"}
        try:
            chosen.do(delivery=delivery, actor=request.user, **said)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, str(chosen.done))
            return redirect("campaigns:desk_delivery", pk=pk)
    context = {"delivery": delivery, "campaign": delivery.campaign, "deed": chosen, "form": form}
    context |= {"dangers": dangers, "desk_section": "campaigns"}
    return render(request, "campaigns/desk/delivery_deed.html", context)


def _form(chosen: Deed, data: Any, delivery: Delivery, dangers: list[str]) -> forms.Form:
    """Ask besides, where names go to somebody to be feared, that this was thought of."""
    if chosen.warns and chosen.has_fields:
        return chosen.form(data, warned=bool(dangers) and delivery.says_names)
    return chosen.form(data)
