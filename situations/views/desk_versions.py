"""The desk: the next version of a published brief, and its translations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations.forms.briefs import ReviseForm, TranslateForm
from situations.permissions import can_continue_brief
from situations.services import revise_brief, translate_brief

from .desk_work import brief_on_desk

ASK = "situations/desk/brief_ask.html"


@member_required
def revise(request: DeskRequest, pk: int) -> HttpResponse:
    """Begin the next version of a published brief."""
    brief = brief_on_desk(request, pk)
    require(can_continue_brief(request.user, brief))
    form = ReviseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = revise_brief(brief=brief, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(
                request, _("The next version is begun. The public one stays as it is.")
            )
            return redirect("situations:desk_brief_edit", pk=draft.pk)
    context = {
        "desk_section": "briefs",
        "brief": brief,
        "form": form,
        "title": _("Begin the next version"),
        "text": _("It is reviewed and approved like the first. Until then the public one stands."),
    }
    return render(request, ASK, context)


@member_required
def translate(request: DeskRequest, pk: int) -> HttpResponse:
    """Begin a translation of a published brief."""
    brief = brief_on_desk(request, pk)
    require(can_continue_brief(request.user, brief))
    form = TranslateForm(request.POST or None, brief=brief)
    if request.method == "POST" and form.is_valid():
        try:
            draft = translate_brief(brief=brief, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(
                request, _("The translation is begun, with the words of the original.")
            )
            return redirect("situations:desk_brief_edit", pk=draft.pk)
    context = {
        "desk_section": "briefs",
        "brief": brief,
        "form": form,
        "title": _("Translate this brief"),
        "text": _("A translation says which version it is of, and shows when that is out of date."),
    }
    return render(request, ASK, context)
