"""The desk: original files and their cleaned copies."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations.forms.items import PictureForm
from situations.models import Original
from situations.originals import store
from situations.permissions import can_publish_evidence, can_see_originals, can_take_back_evidence
from situations.services.originals import check_original, hide_copy, open_original, show_copy


@require_POST
@member_required
def original_open(request: DeskRequest, pk: int) -> HttpResponseBase:
    """Hand over an original, never to be shown in the browser: its bytes are what came in."""
    original = _original(request, pk)
    path = open_original(original=original, actor=request.user)
    if not path.exists():
        raise Http404
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"{original.sha256[:16]}.bin",
        content_type="application/octet-stream",
    )


@require_POST
@member_required
def original_check(request: DeskRequest, pk: int) -> HttpResponse:
    """Look whether an original is what came in."""
    original = _original(request, pk)
    if check_original(original=original, actor=request.user):
        messages.success(request, _("The bytes are those that came in."))
    else:
        messages.error(request, _("The bytes are NOT those that came in. Tell staff at once."))
    return redirect(original.item)


@member_required
def copy_show(request: DeskRequest, pk: int) -> HttpResponse:
    """Look at the cleaned copy once more, then approve it for the public."""
    original = _original(request, pk)
    item = original.item
    require(can_publish_evidence(request.user, item.incident))
    form = PictureForm(request.POST or None, initial={"description": original.description})
    if request.method == "POST" and form.is_valid():
        try:
            show_copy(original=original, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The copy stands in public."))
            return redirect(original.item)
    context = {"desk_section": "evidence", "form": form, "item": item, "original": original}
    return render(request, "situations/evidence/desk/copy_show.html", context)


@require_POST
@member_required
def copy_hide(request: DeskRequest, pk: int) -> HttpResponse:
    """Take the public copy back."""
    original = _original(request, pk)
    require(can_take_back_evidence(request.user, original.item.incident))
    hide_copy(original=original, actor=request.user)
    messages.success(request, _("The copy is off the public pages."))
    return redirect(original.item)


@require_safe
@member_required
def copy_look(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The cleaned copy, for those who decide whether the public may see it."""
    original = get_object_or_404(Original.objects.with_copy(), pk=_original(request, pk).pk)
    path = store.copy_path(original.cleaned_sha256)
    return FileResponse(path.open("rb"), content_type="image/jpeg")


def _original(request: DeskRequest, pk: int) -> Original:
    """The file of an item that a member may see."""
    originals = Original.objects.on_desk_of(request.user)
    original = get_object_or_404(originals.whole(), item=pk)
    require(can_see_originals(request.user, original.item))
    return original
