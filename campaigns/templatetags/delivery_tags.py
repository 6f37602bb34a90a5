"""What other pages show of deliveries."""

from typing import Any

from django import template

from campaigns.delivering.permissions import can_approve_delivery
from campaigns.models import Campaign, Delivery

register = template.Library()


@register.inclusion_tag("campaigns/_deliveries.html", takes_context=True)
def handed_over(context: dict[str, Any], campaign: Campaign) -> dict[str, Any]:
    """Show to whom a petition was handed over, and when."""
    found = Delivery.objects.public().filter(petition__campaign=campaign)
    return {
        "deliveries": found.for_pages().newest_first(),
        "keep_language": context.get("keep_language", ""),
    }


@register.inclusion_tag("campaigns/desk/_deliveries_waiting.html", takes_context=True)
def deliveries_waiting(context: dict[str, Any]) -> dict[str, Any]:
    """Show, at the desk, the deliveries that wait for this person's approval."""
    user = context["request"].user
    waiting = Delivery.objects.of(user).waiting().for_pages()
    return {"deliveries": [each for each in waiting if can_approve_delivery(user, each)]}
