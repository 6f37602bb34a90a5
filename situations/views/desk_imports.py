"""The desk: files of incidents, handed in, looked through, taken in, approved for the public."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Organisation
from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations.exports import import_lines_csv
from situations.forms.evidence import PublishImportForm
from situations.forms.items import ImportForm
from situations.importing.formats import FORMATS
from situations.models import ImportRun, Incident
from situations.models.evidence_choices import Dataset
from situations.permissions import can_publish_import, can_record_evidence
from situations.services.import_publication import publish_import
from situations.services.imports import begin_import, confirm_import, stop_import

PAGE_LENGTH = 30
LINES_SHOWN = 50
SAMPLE = 5


@require_safe
@member_required
def import_list(request: DeskRequest) -> HttpResponse:
    """Files that were handed in, the newest first."""
    runs = ImportRun.objects.on_desk_of(request.user).in_organisation(request.organisation)
    context = {
        "desk_section": "evidence",
        "may_record": can_record_evidence(request.user, request.organisation),
        "page_obj": Paginator(runs.whole(), PAGE_LENGTH).get_page(request.GET.get("page")),
    }
    return render(request, "situations/imports/import_list.html", context)


@member_required
def new(request: DeskRequest) -> HttpResponse:
    """Hand in a file; what its columns become is told beside the form."""
    require(can_record_evidence(request.user, request.organisation))
    organisation = cast(Organisation, request.organisation)  # refused above if None
    form = ImportForm(request.POST or None, request.FILES or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            run = begin_import(actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            return redirect(run)
    formats = [(dataset.label, FORMATS[dataset]) for dataset in Dataset]
    context = {"desk_section": "evidence", "form": form, "formats": formats}
    return render(request, "situations/imports/import_new.html", context)


@require_safe
@member_required
def import_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """How far it has come, line by line; the page asks for itself anew while there is more."""
    run = _run(request, pk)
    context = {
        "desk_section": "evidence",
        "run": run,
        "format": FORMATS[Dataset(run.dataset)],
        "lines": run.lines.worth_a_look()[:LINES_SHOWN],
        "sample": Incident.objects.of_import(run)[:SAMPLE],
        "may_record": can_record_evidence(request.user, run.situation.organisation),
        "may_publish": can_publish_import(request.user, run),
    }
    response = render(request, "situations/imports/import_detail.html", context)
    if run.is_at_work:
        response["Refresh"] = "5"
    return response


@require_POST
@member_required
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    """Take in what was looked through."""
    run = _run(request, pk)
    require(can_record_evidence(request.user, run.situation.organisation))
    confirm_import(run=run, actor=request.user)
    return redirect(run)


@member_required
def stop(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then stop where it is."""
    run = _run(request, pk)
    require(can_record_evidence(request.user, run.situation.organisation))
    if request.method == "POST":
        stop_import(run=run, actor=request.user)
        messages.success(request, _("Stopped. What was taken in so far stays."))
        return redirect(run)
    context = {"desk_section": "evidence", "run": run}
    return render(request, "situations/imports/import_stop.html", context)


@member_required
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Approve all that it brought for the public, as fine as is chosen here."""
    run = _run(request, pk)
    require(can_publish_import(request.user, run))
    form = PublishImportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        publish_import(run=run, actor=request.user, shown=form.shown())
        return redirect(run)
    context = {"desk_section": "evidence", "run": run, "form": form}
    return render(request, "situations/imports/import_publish.html", context)


@require_safe
@member_required
def lines(request: DeskRequest, pk: int) -> HttpResponseBase:
    """What became of every line, as CSV."""
    run = _run(request, pk)
    response = StreamingHttpResponse(import_lines_csv(run), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{run.pk}-lines.csv"'
    return response


def _run(request: DeskRequest, pk: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.on_desk_of(request.user).whole(), pk=pk)
