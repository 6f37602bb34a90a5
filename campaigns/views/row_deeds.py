"""Deeds on one thing of a campaign: asked for on a page of their own, done by a POST."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.views.decorators import DeskRequest, View, member_required
from campaigns.forms.desk import WordForm
from campaigns.models import Campaign
from core.forms import show_refusal
from core.permissions import Decision, require
from core.rules import RuleRefused, Text

from .desk import desk_campaign


@dataclass(frozen=True, kw_only=True)
class RowDeed:
    """A deed: on which row, who may, what is done, in which words, and where it leads.

    `find` returns the rows of a campaign that it could be about; `do` gets the row by the name
    `noun`.
    """

    find: Callable[[Campaign], Any]
    may: Callable[[Any, Any], Decision]
    do: Callable[..., Any]
    noun: str
    title: Text
    text: Text
    button: Text
    done: Text
    leads_to: str
    list_label: Text
    word: str = ""
    word_label: Text = ""
    danger: bool = False

    def form(self, data: Any) -> forms.Form:
        """Return the form that goes with the deed: the words it needs, or a button alone."""
        if not self.word:
            return forms.Form(data)
        return WordForm(data, name=self.word, label=self.word_label, submit=self.button)


def launched(request: DeskRequest, pk: int) -> Campaign:
    """Return a campaign of the desk that was launched: 404 before, since nobody can speak yet."""
    campaign = desk_campaign(request, pk)
    if not campaign.is_public:
        raise Http404
    return campaign


def row_deed(deed: RowDeed) -> View:
    """Return the view of a deed."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @member_required
    def view(request: DeskRequest, pk: int, row: int) -> HttpResponse:
        campaign = launched(request, pk)
        found = get_object_or_404(deed.find(campaign), pk=row)
        require(deed.may(request.user, found))
        form = deed.form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                deed.do(actor=request.user, **{deed.noun: found}, **form.cleaned_data)
            except RuleRefused as refused:
                show_refusal(form, refused)
            else:
                messages.success(request, str(deed.done))
                return redirect(deed.leads_to, pk=pk)
        context = {
            "desk_section": "campaigns",
            "campaign": campaign,
            "row": found,
            "deed": deed,
            "form": form,
        }
        return render(request, "campaigns/desk/voices/deed.html", context)

    return view
