"""The Atom feed (RFC 4287) of briefs, whole texts with it, as they may be shown at this moment."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from .brief_text import pieces
from .models import Brief, Retraction

LONGEST = 20
# When a feed without entries was last changed: always the same, or it would look ever new.
NEVER = datetime(2007, 8, 13, tzinfo=UTC)


class BriefFeed(Atom1Feed):
    """Entries that carry the whole text."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["whole"], {"type": "html"})


def brief_feed(*, at: datetime) -> BriefFeed:
    """Return the newest briefs, and tombstones of those that were retracted.

    A tombstone bears the number of the entry whose place it takes, so that a reader that keeps
    copies replaces its own.
    """
    own = f"{settings.BASE_URL}{reverse('situations:brief_feed')}"
    feed = BriefFeed(
        title=f"{_('Briefs')} – {settings.SITE_NAME}",
        description=_("For those who decide: what is known, and who should do what."),
        subtitle=_("For those who decide: what is known, and who should do what."),
        link=f"{settings.BASE_URL}{reverse('situations:brief_list')}",
        author_name=settings.SITE_NAME,
        feed_url=own,
        feed_guid=own,
        language=get_language(),
    )
    for brief in Brief.objects.published(at=at).whole().newest_first()[:LONGEST]:
        shown = {"brief": brief, "pieces": pieces(brief, at=at)}
        whole = render_to_string("situations/briefs/_feed_entry.html", shown)
        _add(feed, brief, title=brief.title, whole=whole, updated=brief.released_at or at)
    for retraction in Retraction.objects.all()[:LONGEST]:
        taken = Brief.objects.retracted(retraction).for_pages().first()
        if taken:
            title = _("Retracted: %(title)s") % {"title": taken.title}
            context = {"retraction": retraction}
            whole = render_to_string("situations/briefs/_feed_tombstone.html", context)
            _add(feed, taken, title=title, whole=whole, updated=retraction.retracted_at)
    return feed


def _add(feed: BriefFeed, brief: Brief, *, title: str, whole: str, updated: datetime) -> None:
    feed.add_item(
        title=title,
        link=f"{settings.BASE_URL}{brief.get_absolute_url()}",
        description=None,  # type: ignore[arg-type]  # because it writes no summary for None
        unique_id=f"{settings.BASE_URL}{reverse('situations:brief_list')}#{brief.reference}",
        author_name=brief.organisation.name,
        pubdate=brief.released_at,
        updateddate=updated,
        whole=whole,
    )
