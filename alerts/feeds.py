"""The Atom feed (RFC 4287): what became public, for whoever prefers not to give an address."""

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit.models import Event

from .content import READERS, read
from .links import address

LONGEST = 30


def everything() -> str:
    """Return the feed of the latest public events, in the language that is active."""
    home = f"{settings.BASE_URL}{address('alerts:feed')}"
    feed = Atom1Feed(
        title=settings.SITE_NAME,
        description=_("New briefs, changes of level, decisions and petitions."),
        subtitle=_("New briefs, changes of level, decisions and petitions."),
        link=f"{settings.BASE_URL}/",
        feed_url=home,
        feed_guid=home,
        language=get_language(),
    )
    events = Event.objects.public().filter(verb__in=READERS).order_by("-pk")[:LONGEST]
    for event in events:
        if news := read(event):
            feed.add_item(
                title=f"{news.happened}: {news.title}",
                link=news.link,
                description=escape(news.lead),
                unique_id=f"{settings.BASE_URL}{address('alerts:feed')}#{event.pk}",
                author_name=news.organisation.name,
                pubdate=event.at,
                updateddate=event.at,
            )
    return feed.writeString("utf-8")
