"""What campaigns know of an office, for its page in the directory."""

from typing import Any

from django import template

from campaigns.models import AskOutcome
from officials.models import Post

register = template.Library()


@register.inclusion_tag("campaigns/_promises.html", takes_context=True)
def office_promises(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """What the office promised or did, with date and source. Stances never stand here. (D15)"""
    promises = AskOutcome.objects.promises_of(post)
    return {"promises": promises, "keep_language": context.get("keep_language", "")}
