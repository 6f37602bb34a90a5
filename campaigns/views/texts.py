"""The desk: the languages of a campaign, and changes of what is public."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.views.decorators import DeskRequest, member_required
from campaigns.changes import changes_between
from campaigns.forms.desk import WordForm
from campaigns.forms.texts import BeginForm, WordsForm
from campaigns.models import Campaign, CampaignText
from campaigns.parts import PARTS
from campaigns.permissions import (
    can_approve_text,
    can_change_text,
    can_edit_campaign,
    can_return_text,
    can_write_text,
)
from campaigns.services.campaign import finish_step
from campaigns.services.texts import (
    add_language,
    approve_text,
    begin_change,
    drop_change,
    remove_language,
    return_text,
    submit_text,
    write_text,
)
from campaigns.wording import text_blockers
from core.forms import show_refusal
from core.permissions import Decision, require
from core.rules import RuleRefused

from .desk import desk_campaign, show_and_post
from .wizard import step_context


@show_and_post
@member_required
def languages(request: DeskRequest, pk: int) -> HttpResponse:
    """The languages of a draft, as a step of the wizard; of a public one, and what is changed."""
    campaign = desk_campaign(request, pk)
    may = can_change_text if campaign.is_public else can_edit_campaign
    require(may(request.user, campaign))
    form = BeginForm(request.POST or None, languages=_to_begin(campaign))
    if request.method == "POST":
        answer = _languages_deed(request, campaign, form)
        if answer is not None:
            return answer
    newest = {text.language: text for text in reversed(campaign.texts.newest_of_all())}
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "form": form,
        "texts": [(text, text_blockers(text)) for text in newest.values() if not text.version],
        "public": campaign.texts.public().filter(pk__in=_current(campaign)),
    }
    if not campaign.is_public:
        context |= step_context(campaign, PARTS["languages"])
    return render(request, "campaigns/desk/languages.html", context)


@show_and_post
@member_required
def write(request: DeskRequest, pk: int, language: str) -> HttpResponse:
    """Write in one language, beside the original."""
    text = _text(request, pk, language)
    require(can_write_text(request.user, text))
    campaign = text.campaign
    original = campaign.text_in(None)
    form = WordsForm(request.POST or None, text=text, original=original)
    if request.method == "POST" and form.is_valid():
        write_text(text=text, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(_page_of(text) if campaign.is_public else PARTS["languages"].url(campaign))
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "text": text,
        "form": form,
        "blockers": [message for _field, message in text_blockers(text)] if text.title else [],
    }
    return render(request, "campaigns/desk/text_write.html", context)


@show_and_post
@member_required
def change(request: DeskRequest, pk: int, language: str) -> HttpResponse:
    """A change of what is public: word by word, and what can be done with it."""
    text = _text(request, pk, language)
    if not text.campaign.is_public:
        raise Http404
    form: forms.Form = forms.Form(request.POST or None)
    if request.method == "POST":
        try:
            return _change_deed(request, text)
        except RuleRefused as refused:
            form.is_valid()
            show_refusal(form, refused)
    user = request.user
    before = text.campaign.public_text(language)
    context = {
        "desk_section": "campaigns",
        "campaign": text.campaign,
        "text": text,
        "changes": changes_between(before, text, public=False),
        "form": form,
        "return_form": WordForm(
            name="reason", label=_("What should be looked at again"), submit=_("Return it")
        ),
        "blockers": [message for _field, message in text_blockers(text)],
        "may_write": can_write_text(user, text),
        "may_approve": can_approve_text(user, text),
        "may_return": can_return_text(user, text),
    }
    return render(request, "campaigns/desk/text_change.html", context)


def _languages_deed(
    request: DeskRequest, campaign: Campaign, form: BeginForm
) -> HttpResponse | None:
    deed, actor = request.POST.get("deed"), request.user
    if not campaign.is_public and request.POST.get("then"):
        return _leave_step(request, campaign)
    if not form.is_valid() and deed != "remove":
        return None
    if campaign.is_public:
        text = begin_change(campaign=campaign, actor=actor, language=form.cleaned_data["language"])
        return redirect("campaigns:desk_text_write", pk=campaign.pk, language=text.language)
    if deed == "remove":
        remove_language(campaign=campaign, actor=actor, language=request.POST.get("language", ""))
        return redirect(PARTS["languages"].url(campaign))
    text = add_language(campaign=campaign, actor=actor, language=form.cleaned_data["language"])
    return redirect("campaigns:desk_text_write", pk=campaign.pk, language=text.language)


def _leave_step(request: DeskRequest, campaign: Campaign) -> HttpResponse:
    if request.POST["then"] == "leave":
        messages.success(request, _("Saved. You can go on whenever you like."))
        return redirect("campaigns:desk_campaign", pk=campaign.pk)
    finish_step(campaign=campaign, step="languages")
    return redirect(PARTS["dates"].url(campaign))


def _change_deed(request: DeskRequest, text: CampaignText) -> HttpResponse:
    """Do what a button asked. Raises RuleRefused, and Forbidden for whoever may not."""
    known: dict[str, tuple[Callable[[Any, CampaignText], Decision], Callable[..., Any], str]] = {
        "submit": (can_write_text, submit_text, _("Handed in. A second person looks at it now.")),
        "drop": (can_write_text, drop_change, _("The change was given up.")),
        "approve": (can_approve_text, approve_text, _("It is public, as the next version.")),
        "return": (can_return_text, return_text, _("Returned to its writers.")),
    }
    deed = request.POST.get("deed", "")
    if deed not in known:
        raise Http404
    may, do, done = known[deed]
    require(may(request.user, text))
    more = {"reason": request.POST.get("reason", "")[:1000]} if deed == "return" else {}
    do(text=text, actor=request.user, **more)
    messages.success(request, done)
    if deed in {"drop", "approve"}:
        return redirect("campaigns:desk_campaign", pk=text.campaign_id)
    return redirect(_page_of(text))


def _text(request: DeskRequest, pk: int, language: str) -> CampaignText:
    campaign = desk_campaign(request, pk)
    text = get_object_or_404(campaign.texts.being_written(), language=language)
    text.campaign = campaign
    return text


def _page_of(text: CampaignText) -> str:
    return reverse("campaigns:desk_text", args=[text.campaign_id, text.language])


def _current(campaign: Campaign) -> list[int]:
    """Return the texts that people read now: the newest of each language."""
    newest = {text.language: text.pk for text in reversed(campaign.texts.public().newest_first())}
    return list(newest.values())


def _to_begin(campaign: Campaign) -> list[tuple[str, Any]]:
    """Return the languages that can be begun: in a draft those that are not there yet."""
    if campaign.is_public:
        return list(settings.LANGUAGES)
    there = {campaign.language, *campaign.texts.being_written().values_list("language", flat=True)}
    return [(code, name) for code, name in settings.LANGUAGES if code not in there]
