"""The small box by which a page of another app offers to be told."""

from typing import Any

from django import template
from django.utils.translation import get_language

from alerts.links import address
from alerts.topics import find_topic, word_for

register = template.Library()


@register.inclusion_tag("alerts/_subscribe_box.html")
def subscribe_box(kind: str, subject: Any = None) -> dict[str, Any]:
    """Draw the form to follow this object: `{% subscribe_box "situation" situation %}`.

    The same bytes for everybody. Nothing is drawn for what cannot be followed: an object that is
    not public, a withdrawn country code.
    """
    word = word_for(kind, subject)
    return {
        "offered": find_topic(word) is not None,
        "topic": word,
        "label": str(subject) if subject is not None else "",
        "action": address("alerts:ask"),
        "more": address("alerts:subscribe"),
        "language": get_language() or "en",
    }
