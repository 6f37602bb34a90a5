"""Import of officials, in the admin: hand a file in, look at what it does, apply it."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from officials import services
from officials.forms import ImportForm
from officials.importing import columns
from officials.models import OfficialsImport
from officials.permissions import can_import_officials


@require_http_methods(["GET", "HEAD", "POST"])
def import_upload(request: HttpRequest) -> HttpResponse:
    require(can_import_officials(request.user))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*sent)
    if form.is_valid():
        try:
            upload = services.keep_upload(actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            return redirect("officials:import_preview", pk=upload.pk)
    context = {
        "form": form,
        "required": columns.REQUIRED,
        "optional": columns.OPTIONAL,
        "per_language": columns.PER_LANGUAGE,
    }
    return _page(request, "upload", context)


@require_safe
def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    require(can_import_officials(request.user))
    uploads = OfficialsImport.objects.visible_to(request.user).waiting()
    upload = get_object_or_404(uploads, pk=pk)
    report = services.preview_upload(upload=upload)
    return _page(request, "preview", {"upload": upload, "report": report})


@require_POST
def import_apply(request: HttpRequest, pk: int) -> HttpResponse:
    require(can_import_officials(request.user))
    upload = get_object_or_404(OfficialsImport.objects.visible_to(request.user), pk=pk)
    findings = request.POST.get("findings", "")
    try:
        report = services.apply_upload(upload=upload, findings=findings, actor=request.user)
    except RuleRefused as refused:
        messages.error(request, str(refused))
        if "changed_meanwhile" in refused.codes:
            return redirect("officials:import_preview", pk=pk)
        return redirect("officials:import_upload")
    told = _("Applied: %(new)s new, %(changed)s changed, %(refused)s refused.") % report.counts
    messages.success(request, told)
    return redirect("admin:officials_post_changelist")


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    title = _("Import officials")
    return render(
        request,
        f"admin/officials/import_{name}.html",
        {**admin.site.each_context(request), "title": title, **context},
    )
