"""The desk: fetch what an office attached. To be saved, never to be shown in the browser."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.views.decorators import DeskRequest, member_required
from campaigns.models import Reply
from campaigns.replying.permissions import can_fetch_files
from campaigns.services import reply_files
from core.permissions import require
from core.rules import RuleRefused

from .desk_replies import desk_reply

# Whatever a browser makes of the bytes: nothing in them runs, loads or is sent anywhere.
SHUT = "default-src 'none'; sandbox"


@require_POST
@never_cache
@member_required
def ask(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    """Ask for a file, and show the page that fetches it."""
    reply = desk_reply(request, pk)
    require(can_fetch_files(request.user, reply))
    try:
        key = reply_files.ask_for_file(reply=reply, number=number, actor=request.user)
    except RuleRefused as refused:
        messages.error(request, str(refused))
        return redirect("campaigns:desk_reply", pk=pk)
    return _page(request, reply, number, key)


@require_POST
@never_cache
@member_required
def fetch(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    """Hand a file over as bytes to be saved; or say that it takes some seconds more."""
    reply = desk_reply(request, pk)
    require(can_fetch_files(request.user, reply))
    key = request.POST.get("key", "")
    try:
        fetched = reply_files.take_file(reply=reply, number=number, actor=request.user, key=key)
    except RuleRefused as refused:
        messages.error(request, str(refused))
        if refused.codes == ["wait"]:
            return _page(request, reply, number, key)
        return redirect("campaigns:desk_reply", pk=pk)
    response = HttpResponse(fetched.content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=fetched.name
    )
    response["Content-Security-Policy"] = SHUT
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(request: DeskRequest, reply: Reply, number: int, key: str) -> HttpResponse:
    context = {
        "desk_section": "campaigns",
        "reply": reply,
        "file": reply.files[number],
        "name": reply_files.name_of(reply, number),
        "number": number,
        "key": key,
    }
    return render(request, "campaigns/desk/reply_file.html", context)
