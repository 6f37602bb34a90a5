"""The desk: the log of measures of a situation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.views.decorators import DeskRequest, member_required
from core.permissions import require
from situations.forms.desk import MeasureForm
from situations.models import Measure, Situation
from situations.permissions import can_edit_situation
from situations.services import record_measure, remove_measure


@member_required
def log(request: DeskRequest, pk: int) -> HttpResponse:
    """Log what somebody did."""
    situation = get_object_or_404(Situation.objects.on_desk_of(request.user), pk=pk)
    require(can_edit_situation(request.user, situation))
    form = MeasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_measure(situation=situation, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The measure is logged and stands on the public page."))
        return redirect("situations:desk_situation", pk=situation.pk)
    context = {"desk_section": "situations", "form": form, "situation": situation}
    return render(request, "situations/desk/measure_log.html", context)


@member_required
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then take a wrong entry out of the log."""
    measures = Measure.objects.on_desk_of(request.user).select_related("situation__organisation")
    measure = get_object_or_404(measures, pk=pk)
    require(can_edit_situation(request.user, measure.situation))
    if request.method == "POST":
        remove_measure(measure=measure, actor=request.user)
        messages.success(request, _("The entry is taken out."))
        return redirect("situations:desk_situation", pk=measure.situation_id)
    context = {"desk_section": "situations", "measure": measure}
    return render(request, "situations/desk/measure_remove.html", context)
