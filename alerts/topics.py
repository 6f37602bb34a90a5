"""What a visitor can choose to follow, written as one word that stands in forms and addresses.

"everything", or a kind and a slug: "situation:darfur", "territory:sudan", "campaign:open-the-road";
a region by its number of the United Nations (M49): "region:002".
"""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organisation
from campaigns.models import Campaign
from core.rules import Text
from situations.models import Situation, Territory
from situations.models.territory import Region

from .models import TopicKind

# Only what everybody may see: choosing must not tell what exists and is not public.
OFFERED: dict[TopicKind, Callable[[], QuerySet[Any]]] = {
    TopicKind.SITUATION: lambda: Situation.objects.public().order_by("name"),
    TopicKind.TERRITORY: lambda: Territory.objects.current(),
    TopicKind.ORGANISATION: lambda: Organisation.objects.vetted(),
    TopicKind.CAMPAIGN: lambda: Campaign.objects.public().order_by("-launched_at", "-pk"),
}

Choices = list[tuple[Text, Any]]


def word_for(kind: str, subject: Any = None) -> str:
    """Return the word for a topic."""
    if subject is None:
        return str(kind)
    name = Region(subject).value if kind == TopicKind.REGION else subject.slug
    return f"{kind}:{name}"


def name_of(kind: str, subject: Any = None) -> str:
    """Return the name of what a topic is about, in the active language; none for everything."""
    if subject is None:
        return ""
    return str(Region(subject).label if kind == TopicKind.REGION else subject)


def find_topic(word: str) -> tuple[TopicKind, Any] | None:
    """Return kind and object of a word; None if there is no such topic to follow."""
    if word == TopicKind.EVERYTHING:
        return TopicKind.EVERYTHING, None
    kind, _colon, slug = word.partition(":")
    if kind == TopicKind.REGION:
        return (TopicKind.REGION, Region(slug)) if slug in Region.values else None
    if kind not in OFFERED:
        return None
    subject = OFFERED[TopicKind(kind)]().filter(slug=slug).first()
    return (TopicKind(kind), subject) if subject else None


def topic_choices() -> Choices:
    """Return all that can be followed, grouped by kind, in the order of the names on the page."""
    return [
        (TopicKind.EVERYTHING.value, _("Everything on this site")),
        (_("One situation"), _options(TopicKind.SITUATION)),
        (_("One country or area"), _options(TopicKind.TERRITORY)),
        (_("One region of the world"), _regions()),
        (_("One organisation"), _options(TopicKind.ORGANISATION)),
        (_("One campaign"), _options(TopicKind.CAMPAIGN)),
    ]


def _regions() -> list[tuple[str, str]]:
    named = [(word_for(TopicKind.REGION, region), str(region.label)) for region in Region]
    return sorted(named, key=lambda pair: pair[1].casefold())


def _options(kind: TopicKind) -> list[tuple[str, str]]:
    named = [(word_for(kind, subject), str(subject)) for subject in OFFERED[kind]()]
    return sorted(named, key=lambda pair: pair[1].casefold())
