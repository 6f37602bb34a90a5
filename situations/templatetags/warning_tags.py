"""Warnings on pages of the desk: when one is due, what waits, what belongs to a situation."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from situations.models import EarlyWarning, Situation
from situations.permissions import can_read_warnings

register = template.Library()


@register.inclusion_tag("situations/tags/due.html")
def due(warning: EarlyWarning, at: datetime) -> dict[str, Any]:
    """Show when a warning is due, and whether that is over."""
    return {"warning": warning, "is_overdue": warning.is_overdue(at)}


@register.inclusion_tag("situations/tags/warnings_waiting.html", takes_context=True)
def warnings_waiting(context: Context) -> dict[str, Any]:
    """Show the warnings that wait for a person: their own, and all that are overdue."""
    request = context["request"]
    organisation = getattr(request, "organisation", None)
    at = timezone.now()
    if not can_read_warnings(request.user, organisation):
        return {}
    rows = EarlyWarning.objects.on_desk_of(request.user).in_organisation(organisation)
    waiting = rows.open().pressing_for(request.user, at=at).for_desk().most_pressing_first()
    return {"warnings": waiting[:10], "at": at}


@register.inclusion_tag("situations/tags/situation_warnings.html", takes_context=True)
def situation_warnings(context: Context, situation: Situation) -> dict[str, Any]:
    """Show the warnings that belong to a situation, to those who may read them."""
    user = context["request"].user
    if not can_read_warnings(user, situation.organisation):
        return {}
    rows = situation.early_warnings.on_desk_of(user)
    return {"warnings": rows.for_desk().order_by("-received_at")}
