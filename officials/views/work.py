"""What waits for whoever keeps the directory: corrections from readers, addresses to verify."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.permissions import require
from core.rules import RuleRefused
from officials.models import ChangeProposal, Contact, Post
from officials.permissions import can_decide_proposals
from officials.services import accept_proposal, refuse_proposal

SHOWN = 50


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Proposals to decide, those set aside and those decided; and what needs to be verified."""
    require(can_decide_proposals(request.user))
    rows = ChangeProposal.objects.for_pages()
    context = {
        **admin.site.each_context(request),
        "title": _("What waits in the directory"),
        "waiting": rows.waiting()[:SHOWN],
        "aside": rows.set_aside()[:SHOWN],
        "decided": rows.decided()[:SHOWN],
        "stale": Post.objects.stale().count(),
        "unreachable": Post.objects.unreachable().count(),
        "failing": Contact.objects.failing().count(),
        "refused": Contact.objects.refused().count(),
    }
    return render(request, "admin/officials/waiting.html", context)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept what staff have entered themselves, or refuse it with a reason."""
    require(can_decide_proposals(request.user))
    proposal = get_object_or_404(ChangeProposal, pk=pk)
    try:
        if request.POST.get("deed") == "accept":
            accept_proposal(proposal=proposal, actor=request.user)
        else:
            reason = request.POST.get("reason", "")[:300]
            refuse_proposal(proposal=proposal, actor=request.user, reason=reason)
    except RuleRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Decided."))
    return redirect("officials:proposals")
