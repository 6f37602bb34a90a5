"""The desk: sources, items of evidence and their custody logs."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations.forms.desk import ReasonForm
from situations.forms.items import GradeForm, ItemForm, SourceForm
from situations.models import Incident, Item, Source
from situations.permissions import (
    can_publish_evidence,
    can_record_evidence,
    can_see_originals,
    can_see_sources,
    can_write_incident,
)
from situations.services.items import add_item, add_source, grade_item, set_item_aside, write_source
from situations.services.originals import keep_original

PAGE_LENGTH = 100


@require_safe
@member_required
def source_list(request: DeskRequest) -> HttpResponse:
    """Who tells the organisation of incidents."""
    require(can_see_sources(request.user, request.organisation))
    sources = Source.objects.on_desk_of(request.user).in_organisation(request.organisation)
    context = {
        "desk_section": "evidence",
        "may_record": can_record_evidence(request.user, request.organisation),
        "page_obj": Paginator(sources, PAGE_LENGTH).get_page(request.GET.get("page")),
    }
    return render(request, "situations/evidence/desk/source_list.html", context)


@member_required
def source_new(request: DeskRequest) -> HttpResponse:
    """Add a source."""
    require(can_record_evidence(request.user, request.organisation))
    organisation = cast(Organisation, request.organisation)  # refused above if None
    form = SourceForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            add_source(organisation=organisation, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The source is added."))
            return redirect("situations:desk_sources")
    return _page(request, "source_edit", form=form)


@member_required
def source_edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a source or its grade."""
    source = get_object_or_404(Source.objects.on_desk_of(request.user), pk=pk)
    require(can_record_evidence(request.user, source.organisation))
    form = SourceForm(request.POST or None, organisation=source.organisation, source=source)
    if request.method == "POST" and form.is_valid():
        try:
            write_source(source=source, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("situations:desk_sources")
    return _page(request, "source_edit", form=form, source=source)


@member_required
def item_new(request: DeskRequest, pk: int) -> HttpResponse:
    """Add what a source says of an incident, with its file."""
    incidents = Incident.objects.on_desk_of(request.user).whole()
    incident = get_object_or_404(incidents, pk=pk)
    require(can_write_incident(request.user, incident))
    organisation = incident.situation.organisation
    form = ItemForm(request.POST or None, request.FILES or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, incident, dict(form.cleaned_data))
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The item is added. Grade it: until then it is a 6."))
            return redirect(incident)
    return _page(request, "item_new", form=form, incident=incident)


@require_safe
@member_required
def item_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """One item: its grade, its file, and who held it when."""
    item = _item(request, pk)
    return _page(
        request,
        "item_detail",
        item=item,
        original=getattr(item, "original", None),
        custody=item.custody.select_related("actor"),
        may_write=can_write_incident(request.user, item.incident),
        may_publish=can_publish_evidence(request.user, item.incident),
    )


@member_required
def item_grade(request: DeskRequest, pk: int) -> HttpResponse:
    """Judge how credible an item is."""
    item = _item(request, pk)
    require(can_write_incident(request.user, item.incident))
    form = GradeForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        try:
            grade_item(item=item, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The grade is saved."))
            return redirect(item)
    return _page(request, "item_grade", form=form, item=item)


@member_required
def item_set_aside(request: DeskRequest, pk: int) -> HttpResponse:
    """Let an item count for nothing, with the reason."""
    item = _item(request, pk)
    require(can_write_incident(request.user, item.incident))
    form = ReasonForm(request.POST or None, submit=_("Set it aside"))
    if request.method == "POST" and form.is_valid():
        try:
            set_item_aside(item=item, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Set aside. It stays in the log and counts for nothing."))
            return redirect(item)
    return _page(request, "item_set_aside", form=form, item=item)


def _item(request: DeskRequest, pk: int) -> Item:
    items = Item.objects.on_desk_of(request.user).whole().select_related("original")
    item = get_object_or_404(items, pk=pk)
    require(can_see_originals(request.user, item))
    return item


@transaction.atomic
def _add(request: DeskRequest, incident: Incident, data: dict[str, Any]) -> None:
    """An item whose file is refused is not added."""
    file = data.pop("file")
    item = add_item(incident=incident, actor=request.user, **data)
    if file:
        keep_original(item=item, file=file, actor=request.user)


def _page(request: DeskRequest, name: str, **context: Any) -> HttpResponse:
    return render(
        request, f"situations/evidence/desk/{name}.html", {"desk_section": "evidence"} | context
    )
