"""Finding the piece of work that a page of the desk is about."""

from django.shortcuts import get_object_or_404

from accounts.views.decorators import DeskRequest
from core.permissions import require
from situations.models import Brief
from situations.permissions import can_write_brief


def brief_on_desk(request: DeskRequest, pk: int) -> Brief:
    """Return the brief, if this person works on it; else it does not exist (404)."""
    return get_object_or_404(Brief.objects.on_desk_of(request.user).whole(), pk=pk)


def writable_brief(request: DeskRequest, pk: int) -> Brief:
    """Return the brief, if this person may write in it now; else refuse with the reason (403)."""
    brief = brief_on_desk(request, pk)
    require(can_write_brief(request.user, brief))
    return brief
