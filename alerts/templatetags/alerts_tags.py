"""What pages of this and of other apps need of alerts: a small form, a feed, words for choices."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language

from alerts.feeds import feed_path
from alerts.links import address
from alerts.models import Cadence, EventKind, Subscription, Topic
from alerts.topics import find_topic, word_for
from alerts.zones import place_of
from core.templatetags.bidi_tags import apart

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
        "more": _form_for(word),
        "language": get_language() or "en",
    }


@register.simple_tag
def feed_address(kind: str, subject: Any = None) -> dict[str, str] | None:
    """Return path and title of the feed of this object, or None if it has none."""
    subject = subject or None
    if find_topic(word_for(kind, subject)) is None:
        return None
    title = f"{subject} – {settings.SITE_NAME}" if subject else settings.SITE_NAME
    return {"path": feed_path(kind, subject), "title": title}


@register.simple_tag
def follow_address(topic: Topic, cadence: str = "") -> str:
    """Return the address of the form with this topic, and this rhythm, chosen beforehand."""
    return _form_for(word_for(topic.kind, topic.subject), cadence)


@register.simple_tag
def topic_link(topic: Topic) -> SafeString:
    """Name a topic, with a link to its page if it has one."""
    if not hasattr(topic.subject, "get_absolute_url"):
        return apart(capfirst(str(topic)))
    path = topic.subject.get_absolute_url().partition("?")[0]
    language = get_language() or "en"
    keep = "" if language.startswith("en") else f"?lang={language}"
    return format_html('<a href="{}{}" dir="auto">{}</a>', path, keep, topic)


@register.filter
def kinds_in_words(kinds: Iterable[str]) -> str:
    """Name the chosen kinds of news, one after the other."""
    return "; ".join(str(EventKind(kind).label) for kind in kinds)


@register.filter
def any_oftener(subscriptions: Iterable[Subscription]) -> bool:
    """Whether one of these comes more often than once a week."""
    return any(each.cadence != Cadence.WEEKLY and each.is_active for each in subscriptions)


@register.filter
def place(zone: str) -> str:
    """Name the city of a time zone."""
    return place_of(zone)


def _form_for(word: str, cadence: str = "") -> str:
    query = {"topic": word} | ({"cadence": cadence} if cadence else {})
    page = address("alerts:subscribe")
    return f"{page}{'&' if '?' in page else '?'}{urlencode(query)}"
