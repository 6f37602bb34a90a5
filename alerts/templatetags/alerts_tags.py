"""What pages of this and of other apps need of alerts: a small form, a feed, words for choices."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from alerts.clock import is_zone, site_zone
from alerts.feeds import feed_path, feed_title
from alerts.links import address, in_language
from alerts.models import Cadence, EndedReason, EventKind, Subscription, Topic
from alerts.topics import find_topic, name_of, word_for
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
    found = find_topic(word)
    return {
        "offered": found is not None,
        "topic": word,
        "label": name_of(*found) if found else "",
        "action": address("alerts:ask"),
        "more": _form_for(word),
        "language": get_language() or "en",
    }


@register.simple_tag
def feed_address(kind: str, subject: Any = None) -> dict[str, str] | None:
    """Return path and title of the feed of this object, or None if it has none."""
    found = find_topic(word_for(kind, subject or None))
    return {"path": feed_path(*found), "title": feed_title(*found)} if found else None


@register.simple_tag
def follow_address(topic: Topic, cadence: str = "") -> str:
    """Return the address of the form with this topic, and this rhythm, chosen beforehand."""
    return _form_for(word_for(topic.kind, topic.subject), cadence)


@register.simple_tag
def topic_link(topic: Topic) -> SafeString:
    """Name a topic, with a link to its page if it has one."""
    if not hasattr(topic.subject, "get_absolute_url"):
        return apart(capfirst(str(topic)))
    page = in_language(topic.subject.get_absolute_url())
    return format_html('<a href="{}" dir="auto">{}</a>', page, topic)


@register.filter
def how_ended(subscription: Subscription) -> str:
    """Say how a subscription ended, to the person whose it was."""
    if subscription.ended_reason == EndedReason.UNSUBSCRIBED:
        return _("ended by you")
    return subscription.get_ended_reason_display()


@register.filter
def kinds_in_words(kinds: Iterable[str]) -> str:
    """Name the chosen kinds of news, one after the other."""
    between = pgettext("between kinds of news", "; ")
    return between.join(str(EventKind(kind).label) for kind in kinds)


@register.filter
def any_oftener(subscriptions: Iterable[Subscription]) -> bool:
    """Whether one of these comes more often than once a week."""
    return any(each.cadence != Cadence.WEEKLY and each.is_active for each in subscriptions)


@register.filter
def clock(zone: str) -> str:
    """Return the zone to show times in: the person's, or the site's if theirs is known no more."""
    return zone if is_zone(zone) else site_zone()


@register.filter
def place(zone: str) -> str:
    """Name the city of a time zone."""
    return place_of(zone)


def _form_for(word: str, cadence: str = "") -> str:
    query = {"topic": word} | ({"cadence": cadence} if cadence else {})
    return in_language(f"{reverse('alerts:subscribe')}?{urlencode(query)}")
