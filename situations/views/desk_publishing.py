"""The desk: a brief from its approval on: published, held back, called back, retracted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations.forms.briefs import RetractForm, When
from situations.forms.desk import ReasonForm
from situations.models import Brief
from situations.permissions import can_lift_embargo, can_publish_brief, can_retract_brief
from situations.services import (
    call_back_brief,
    lift_embargo,
    publish_brief,
    retract_brief,
    return_brief,
    schedule_brief,
)

from .desk_work import brief_on_desk

ASK = "situations/desk/brief_ask.html"


@member_required
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask when, then publish: from then on the brief never changes."""
    brief = brief_on_desk(request, pk)
    require(can_publish_brief(request.user, brief))
    form = When(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _published(request, brief, form)
    context = {"desk_section": "briefs", "brief": brief, "form": form}
    return render(request, "situations/desk/brief_publish.html", context)


@member_required
def give_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Return a brief with the reason."""
    brief = brief_on_desk(request, pk)
    require(can_publish_brief(request.user, brief))
    form = ReasonForm(request.POST or None, submit=_("Return the brief"))
    if request.method == "POST" and form.is_valid():
        try:
            return_brief(brief=brief, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Returned to its author."))
            return redirect("situations:desk_brief", pk=brief.pk)
    context = {"desk_section": "briefs", "brief": brief, "form": form}
    return render(request, "situations/desk/brief_return.html", context)


@member_required
def call_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Stop a scheduled brief before its hour."""
    brief = brief_on_desk(request, pk)
    require(can_retract_brief(request.user, brief))
    form = ReasonForm(request.POST or None, submit=_("Call it back"))
    if request.method == "POST" and form.is_valid():
        call_back_brief(brief=brief, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Called back. It is with its writers again."))
        return redirect("situations:desk_brief", pk=brief.pk)
    context = {
        "desk_section": "briefs",
        "brief": brief,
        "form": form,
        "title": _("Call the brief back"),
        "text": _("It will not be published at its hour, and its writers can change it again."),
    }
    return render(request, ASK, context)


@member_required
def lift(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then let people read a brief before its embargo ends. It takes a second approver."""
    brief = brief_on_desk(request, pk)
    require(can_lift_embargo(request.user, brief))
    if request.method == "POST":
        lift_embargo(brief=brief, actor=request.user)
        messages.success(request, _("The embargo is lifted, and the brief announced."))
        return redirect("situations:desk_brief", pk=brief.pk)
    context = {
        "desk_section": "briefs",
        "brief": brief,
        "title": _("Lift the embargo now?"),
        "text": _(
            "Everybody can read the brief at once, with its translations. Those who were given it"
            " under an embargo relied on the hour: tell them first."
        ),
        "deed": _("Lift the embargo"),
    }
    return render(request, ASK, context)


@member_required
def retract(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a published brief back, with the reason."""
    brief = brief_on_desk(request, pk)
    require(can_retract_brief(request.user, brief))
    form = RetractForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        retract_brief(brief=brief, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Retracted. Its address says so, and why."))
        return redirect("situations:desk_brief", pk=brief.pk)
    context = {
        "desk_section": "briefs",
        "brief": brief,
        "form": form,
        "title": _("Retract this brief?"),
        "text": _(
            "All its versions and translations go at once, with their PDFs. Number, title and"
            " reason stay. To put a slip right, correct it instead."
        ),
    }
    return render(request, ASK, context)


def _published(request: DeskRequest, brief: Brief, form: When) -> HttpResponse:
    """Do what was chosen. Without a word on it, people may read it now."""
    when, moment = form.cleaned_data["when"], form.cleaned_data["moment"]
    if when == When.LATER:
        schedule_brief(brief=brief, actor=request.user, publish_at=moment)
        messages.success(request, _("Approved. It is published at its hour."))
    elif when == When.EMBARGO:
        publish_brief(brief=brief, actor=request.user, embargo_until=moment)
        messages.success(request, _("Published under an embargo. Nobody outside reads it yet."))
    else:
        publish_brief(brief=brief, actor=request.user)
        messages.success(request, _("Published."))
    return redirect("situations:desk_brief", pk=brief.pk)
