"""The desk: whom the letters of a campaign go to, and where offices stand."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.views.decorators import DeskRequest, member_required
from campaigns.forms.targets import LookForm, RuleForm, StanceForm, StrategyForm
from campaigns.models import Campaign, LetterAction, Stance, Targeting, TargetRule
from campaigns.permissions import can_edit_campaign, can_note_stance
from campaigns.services.target_rules import (
    add_rule,
    choose_strategy,
    note_stance,
    remove_rule,
)
from campaigns.services.targeting import targets_for
from core.countries import country_name
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused

from .desk import desk_campaign, show_and_post

DEEDS: dict[str, tuple[type[forms.Form], Any]] = {
    "strategy": (StrategyForm, choose_strategy),
    "add": (RuleForm, add_rule),
    "stance": (StanceForm, note_stance),
}


@show_and_post
@member_required
def targets(request: DeskRequest, pk: int) -> HttpResponse:
    """Choose the rules, try them for a country, and note in private where offices stand."""
    campaign = desk_campaign(request, pk)
    letter_action = get_object_or_404(LetterAction, campaign=campaign)
    forms_here = _forms(letter_action)
    if request.method == "POST":
        answer = _deed(request, campaign, forms_here)
        if answer is not None:
            return answer
    context = _context(request, campaign, letter_action)
    return render(request, "campaigns/desk/targets.html", context | {"forms": forms_here})


def _forms(letter_action: LetterAction) -> dict[str, forms.Form]:
    way = Targeting.objects.filter(letter_action=letter_action).first() or Targeting()
    initial = {"strategy": way.strategy, "most": way.most}
    return {
        "strategy": StrategyForm(initial=initial),
        "add": RuleForm(),
        "stance": StanceForm(),
    }


def _deed(
    request: DeskRequest, campaign: Campaign, forms_here: dict[str, forms.Form]
) -> HttpResponse | None:
    """Do what a button says; None when the form is to be shown again with what is wrong."""
    name = request.POST.get("deed", "")
    require((can_note_stance if name == "stance" else can_edit_campaign)(request.user, campaign))
    if name == "remove":
        rule = get_object_or_404(TargetRule, pk=_number(request.POST.get("rule", "")))
        remove_rule(campaign=campaign, actor=request.user, rule=rule)
        return redirect("campaigns:desk_targets", pk=campaign.pk)
    if name not in DEEDS:
        raise Http404
    kind, service = DEEDS[name]
    form = forms_here[name] = kind(request.POST)
    if not form.is_valid():
        return None
    try:
        service(campaign=campaign, actor=request.user, **form.cleaned_data)
    except RuleRefused as refused:
        show_refusal(form, refused)
        return None
    messages.success(request, _("Saved."))
    return redirect("campaigns:desk_targets", pk=campaign.pk)


def _context(
    request: DeskRequest, campaign: Campaign, letter_action: LetterAction
) -> dict[str, Any]:
    look = LookForm(request.GET or None)
    country = look.cleaned_data["country"] if look.is_valid() else ""
    rules = list(TargetRule.objects.of(letter_action))
    hints = [rule for rule in rules if rule.hints]
    return {
        "desk_section": "campaigns",
        "campaign": campaign,
        "rules": [rule for rule in rules if not rule.fallback],
        "fallbacks": [rule for rule in rules if rule.fallback],
        "hints_alone": bool(hints) and len(hints) == len(rules),
        "may_edit": can_edit_campaign(request.user, campaign),
        "may_note": can_note_stance(request.user, campaign),
        "look": look,
        "country": country_name(country) if country else "",
        "found": targets_for(letter_action=letter_action, country=country) if country else [],
        "stances": Stance.objects.visible_to(request.user).of_campaign(campaign).latest_first(),
    }


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
