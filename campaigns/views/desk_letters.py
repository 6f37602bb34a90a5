"""The desk: letters of a campaign. Where they are, their variants, the facts that they stand on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.views.decorators import DeskRequest, member_required
from campaigns.forms.letter_desk import FactRows, FactsForm, NamesForm, VariantForm, rows_of
from campaigns.letter_permissions import (
    can_add_names,
    can_approve_facts,
    can_return_facts,
    can_write_facts,
)
from campaigns.models import Campaign, CaseFacts, Letter
from campaigns.permissions import can_edit_campaign
from campaigns.services.case_facts import (
    approve_facts,
    begin_facts,
    return_facts,
    submit_facts,
    write_facts,
)
from campaigns.services.letter_actions import add_names, remove_variant, write_variant
from core.permissions import Decision, require
from core.rules import RuleRefused

from .desk import desk_campaign, show_and_post


@show_and_post
@member_required
def letters(request: DeskRequest, pk: int) -> HttpResponse:
    """Where the letters are, what holds them, and what they say in which language."""
    campaign = _with_letters(request, pk)
    action, user = campaign.letter_action, request.user
    may_edit = can_edit_campaign(user, campaign)
    form = VariantForm(request.POST or None)
    if request.method == "POST":
        require(may_edit)
        if request.POST.get("deed") == "remove":
            variant = get_object_or_404(action.variants, pk=request.POST.get("variant") or 0)
            remove_variant(variant=variant, actor=user)
            return redirect("campaigns:desk_letters", pk=pk)
        if form.is_valid():
            write_variant(letter_action=action, actor=user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("campaigns:desk_letters", pk=pk)
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "action": action,
        "form": form if may_edit else None,
        "variants": action.variants.in_order(),
        "places": Letter.objects.places_of(action),
        "digests": action.digests.select_related("post")[:10],
        "public": action.case_facts.public().newest_first().prefetch_related("rows"),
        "written": action.case_facts.being_written().first(),
        "may_write": can_write_facts(user, campaign),
        "names": _names_form(None, pk) if can_add_names(user, campaign) else None,
    }
    return render(request, "campaigns/desk/letters.html", context)


@require_POST
@member_required
def names(request: DeskRequest, pk: int) -> HttpResponse:
    """Add names that no letter should hold, while the campaign runs. None is taken off."""
    campaign = _with_letters(request, pk)
    require(can_add_names(request.user, campaign))
    form = _names_form(request.POST, pk)
    try:
        typed = form.cleaned_data["names"] if form.is_valid() else ""
        added = add_names(letter_action=campaign.letter_action, actor=request.user, names=typed)
    except RuleRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("New names on the list: %(count)s.") % {"count": added})
    return redirect("campaigns:desk_letters", pk=pk)


def _names_form(data: Any, pk: int) -> NamesForm:
    return NamesForm(data, action=reverse("campaigns:desk_letter_names", args=[pk]))


@show_and_post
@member_required
def facts(request: DeskRequest, pk: int) -> HttpResponse:
    """Write the facts that letters stand on; hand them in; approve what others wrote."""
    campaign = _with_letters(request, pk)
    written = campaign.letter_action.case_facts.being_written().first()
    if request.method == "POST" and request.POST.get("deed") == "begin":
        require(can_write_facts(request.user, campaign))
        begin_facts(letter_action=campaign.letter_action, actor=request.user)
        return redirect("campaigns:desk_facts", pk=pk)
    if written is None:
        raise Http404
    written.letter_action.campaign = campaign
    form, rows, refused = _forms(request, written), _rows(request, written), ""
    if request.method == "POST":
        try:
            answer = _deed(request, campaign, written, form, rows)
        except RuleRefused as error:
            answer, refused = None, str(error)
        if answer is not None:
            return answer
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "written": written,
        "form": form,
        "rows": rows,
        "refused": refused,
        "may_write": can_write_facts(request.user, campaign),
        "may_approve": can_approve_facts(request.user, written),
        "may_return": can_return_facts(request.user, written),
    }
    return render(request, "campaigns/desk/facts.html", context)


def _deed(
    request: DeskRequest, campaign: Campaign, written: CaseFacts, form: FactsForm, rows: Any
) -> HttpResponse | None:
    """Do what a button asked. Raises RuleRefused, and Forbidden for whoever may not."""
    deed, actor = request.POST.get("deed"), request.user
    decided: dict[str, tuple[Callable[[Any, CaseFacts], Decision], Callable[..., Any]]] = {
        "approve": (can_approve_facts, approve_facts),
        "return": (can_return_facts, return_facts),
    }
    if deed in decided:
        may, do = decided[deed]
        require(may(actor, written))
        more = {"reason": request.POST.get("why", "")[:1000]} if deed == "return" else {}
        do(facts=written, actor=actor, **more)
        return redirect("campaigns:desk_letters", pk=campaign.pk)
    require(can_write_facts(actor, campaign))
    if not (form.is_valid() and rows.is_valid()):
        return None
    typed = [one.row() for one in rows if one.has_changed() or one.initial]
    kept = write_facts(facts=written, actor=actor, rows=typed, **form.cleaned_data)
    if deed == "submit" and campaign.is_public:
        submit_facts(facts=kept, actor=actor)
        messages.success(request, _("Handed in. A second person looks at it now."))
    else:
        messages.success(request, _("Saved."))
    return redirect("campaigns:desk_letters", pk=campaign.pk)


def _with_letters(request: DeskRequest, pk: int) -> Campaign:
    campaign = desk_campaign(request, pk)
    if not campaign.has_letters:
        raise Http404
    return campaign


def _writes(request: DeskRequest) -> Any:
    wanted = request.method == "POST" and request.POST.get("deed") in ("save", "submit")
    return request.POST if wanted else None


def _forms(request: DeskRequest, written: CaseFacts) -> FactsForm:
    initial = {"expires_on": written.expires_on, "reason": written.reason}
    return FactsForm(_writes(request), initial=initial)


def _rows(request: DeskRequest, written: CaseFacts) -> Any:
    return FactRows(_writes(request), initial=rows_of(written), prefix="facts")
