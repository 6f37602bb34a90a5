"""The desk: the log of measures of a situation, and the watch over sanctions."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations.forms.responses import CheckForm, MeasureForm
from situations.models import Measure, Situation
from situations.permissions import can_edit_situation
from situations.services import log_check, record_measure, remove_measure, update_measure


@member_required
def log(request: DeskRequest, pk: int) -> HttpResponse:
    """Log what somebody did."""
    situation = get_object_or_404(Situation.objects.on_desk_of(request.user), pk=pk)
    require(can_edit_situation(request.user, situation))
    form = MeasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_measure(situation=situation, actor=request.user, **form.answers())
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The measure is logged and stands on the public page."))
            return redirect("situations:desk_situation", pk=situation.pk)
    context = {"desk_section": "situations", "form": form, "situation": situation}
    return render(request, "situations/desk/measure_log.html", context)


@member_required
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Change an entry of the log: it ended, or it turned out in another way."""
    measure = _measure(request, pk)
    form = MeasureForm(request.POST or None, instance=measure, submit=_("Save the changes"))
    if request.method == "POST" and form.is_valid():
        try:
            # The form has written into its own copy; the service compares with what is stored.
            update_measure(measure=_measure(request, pk), actor=request.user, **form.answers())
        except RuleRefused as refused:
            show_refusal(form, refused)
        except ValidationError as invalid:
            form.add_error(None, invalid)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("situations:desk_situation", pk=measure.situation_id)
    context = {
        "desk_section": "situations",
        "form": form,
        "situation": measure.situation,
        "is_change": True,
    }
    return render(request, "situations/desk/measure_log.html", context)


@member_required
def check(request: DeskRequest, pk: int) -> HttpResponse:
    """Log a look at sanctions. (para 61)"""
    measure = _measure(request, pk)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            log_check(measure=measure, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The check is logged and stands on the public page."))
            return redirect("situations:desk_situation", pk=measure.situation_id)
    context = {"desk_section": "situations", "form": form, "measure": measure}
    return render(request, "situations/desk/measure_check.html", context)


@member_required
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then take a wrong entry out of the log."""
    measure = _measure(request, pk)
    if request.method == "POST":
        remove_measure(measure=measure, actor=request.user)
        messages.success(request, _("The entry is taken out."))
        return redirect("situations:desk_situation", pk=measure.situation_id)
    context = {"desk_section": "situations", "measure": measure}
    return render(request, "situations/desk/measure_remove.html", context)


def _measure(request: DeskRequest, pk: int) -> Measure:
    measures = Measure.objects.on_desk_of(request.user).select_related("situation__organisation")
    measure = get_object_or_404(measures, pk=pk)
    require(can_edit_situation(request.user, measure.situation))
    return measure
