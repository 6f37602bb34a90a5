"""What a visitor can choose to follow, written as one word that stands in forms and addresses.

"everything", or a kind and a slug: "situation:darfur", "territory:sudan".
"""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organisation
from core.rules import Text
from situations.models import Situation, Territory

from .models import TopicKind

# Only what everybody may see: choosing must not tell what exists and is not public.
OFFERED: dict[TopicKind, Callable[[], QuerySet[Any]]] = {
    TopicKind.SITUATION: lambda: Situation.objects.public().order_by("name"),
    TopicKind.TERRITORY: lambda: Territory.objects.current(),
    TopicKind.ORGANISATION: lambda: Organisation.objects.vetted(),
}

Choices = list[tuple[Text, Any]]


def word_for(kind: str, subject: Any = None) -> str:
    """Return the word for a topic."""
    return f"{kind}:{subject.slug}" if subject is not None else str(kind)


def find_topic(word: str) -> tuple[TopicKind, Any] | None:
    """Return kind and object of a word; None if there is no such topic to follow."""
    if word == TopicKind.EVERYTHING:
        return TopicKind.EVERYTHING, None
    kind, _colon, slug = word.partition(":")
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
        (_("One organisation"), _options(TopicKind.ORGANISATION)),
    ]


def _options(kind: TopicKind) -> list[tuple[str, str]]:
    named = [(word_for(kind, subject), str(subject)) for subject in OFFERED[kind]()]
    return sorted(named, key=lambda pair: pair[1].casefold())
