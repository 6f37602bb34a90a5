"""Atom feeds (RFC 4287): what became public, for whoever prefers not to give an address."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit.models import Event
from campaigns.models import Answer, AskOutcome, Campaign, LetterAction, Petition
from situations.models import Brief, Situation

from .content import READERS, read
from .links import in_language
from .models import TopicKind
from .topics import name_of, word_for

LONGEST = 30
# When a feed without entries was last changed: always the same, or it would look ever new.
NEVER = datetime(2007, 8, 13, tzinfo=UTC)

SITUATIONS_OF = {
    TopicKind.SITUATION: lambda situation: Q(pk=situation.pk),
    TopicKind.TERRITORY: lambda territory: (
        Q(territories=territory)
        | Q(territories__parent=territory)
        | Q(territories__parent__parent=territory)
    ),
    TopicKind.REGION: lambda region: Q(territories__region=region),
    TopicKind.ORGANISATION: lambda organisation: Q(organisation=organisation),
}


class Feed(Atom1Feed):
    """A feed that bears the date of its newest entry, also when it has none."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)


def feed_path(kind: str, subject: Any = None) -> str:
    """Return the path of the feed of a topic, in the language that is active."""
    if subject is None:
        return in_language(reverse("alerts:feed"))
    return in_language(reverse("alerts:topic_feed", args=word_for(kind, subject).split(":")))


def feed_title(kind: str, subject: Any = None) -> str:
    """Name the feed of a topic."""
    name = name_of(kind, subject)
    return f"{name} – {settings.SITE_NAME}" if name else str(settings.SITE_NAME)


def answer(kind: TopicKind, subject: Any) -> HttpResponse:
    """Return the feed of a topic with the date of its newest entry, in the active language."""
    feed = build(kind, subject)
    response = HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
    response["Last-Modified"] = http_date(feed.latest_post_date().timestamp())
    return response


def build(kind: TopicKind, subject: Any) -> Feed:
    """Return the feed of the latest public events of a topic.

    An entry is known by the number of its event, whatever the language and whichever feed it
    stands in, so that a reader who follows two of them sees it once.
    """
    own = f"{settings.BASE_URL}{feed_path(kind, subject)}"
    feed = Feed(
        title=feed_title(kind, subject),
        description=_("New briefs, changes of level, decisions and petitions."),
        subtitle=_("New briefs, changes of level, decisions and petitions."),
        link=f"{settings.BASE_URL}{_page(subject)}",
        author_name=settings.SITE_NAME,
        feed_url=own,
        feed_guid=own,
        language=get_language(),
    )
    for event in _events(kind, subject)[:LONGEST]:
        if news := read(event):
            feed.add_item(
                title=f"{news.happened}: {news.title}",
                link=news.link,
                description=escape(news.lead),
                unique_id=f"{settings.BASE_URL}{reverse('alerts:feed')}#{event.pk}",
                author_name=news.organisation.name,
                pubdate=event.at,
                updateddate=event.at,
            )
    return feed


def _page(subject: Any) -> str:
    """The page that the feed belongs to: that of its subject, or the front page."""
    if hasattr(subject, "get_absolute_url"):
        return in_language(subject.get_absolute_url())
    return in_language("/")


def _events(kind: TopicKind, subject: Any) -> QuerySet[Event]:
    """The public events that have words, and an object that belongs to the topic; newest first."""
    told = Event.objects.public().filter(verb__in=READERS)
    return told.filter(_belongs(kind, subject)).order_by("-pk")


def _belongs(kind: TopicKind, subject: Any) -> Q:
    """The objects whose news belong to a topic, as `News.topics` says of one event."""
    if kind == TopicKind.EVERYTHING:
        return Q()
    if kind == TopicKind.CAMPAIGN:
        return _of_campaigns(Campaign.objects.filter(pk=subject.pk))
    situations = Situation.objects.filter(SITUATIONS_OF[kind](subject))
    of_those = Q(situation__in=situations)
    if kind == TopicKind.ORGANISATION:
        of_those |= Q(organisation=subject)
    return (
        _is_one_of(situations)
        | _is_one_of(Brief.objects.filter(of_those))
        | _of_campaigns(Campaign.objects.filter(of_those))
    )


def _of_campaigns(campaigns: QuerySet[Campaign]) -> Q:
    return (
        _is_one_of(campaigns)
        | _is_one_of(Petition.objects.filter(campaign__in=campaigns))
        | _is_one_of(LetterAction.objects.filter(campaign__in=campaigns))
        | _is_one_of(Answer.objects.filter(campaign__in=campaigns))
        | _is_one_of(AskOutcome.objects.filter(campaign__in=campaigns))
    )


def _is_one_of(rows: QuerySet[Any, Any]) -> Q:
    """The audit trail names its objects by type and number, as words."""
    model: type[Model] = rows.model
    numbers = rows.order_by().values_list(Cast("pk", CharField()))
    return Q(object_type=model._meta.label_lower, object_id__in=numbers)
