"""Campaigns that ask nearly the same, so that two organisations do not part their supporters."""

from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, FloatField, Q, Value, When
from django.db.models.functions import Greatest

from situations.models import Situation

from .models import Campaign
from .models.querysets import CampaignQuerySet

SHOWN_AT_MOST = 5
# Below this two sentences share letters and no more.
ALIKE = 0.25
SAME_SITUATION = 0.2


def similar_campaigns(
    *,
    user: Any,
    title: str,
    ask: str = "",
    situation: Situation | None = None,
    but: Campaign | None = None,
) -> CampaignQuerySet:
    """Return campaigns that `user` may see and that resemble these words, the nearest first.

    Resembling is by shared letters of title and of ask (pg_trgm), whichever language they are in;
    those about the same situation come besides, even if their words are others.
    """
    whole = Campaign.objects.visible_to(user)
    if but is not None and but.pk:
        whole = whole.exclude(pk=but.pk)
    nearness = Greatest(
        TrigramSimilarity("title", title or "-"),
        TrigramSimilarity("ask", ask or title or "-"),
        Value(0.0),
        output_field=FloatField(),
    )
    about = Q(situation=situation) if situation else Q(pk=None)
    same = Case(When(about, then=Value(SAME_SITUATION)), default=Value(0.0))
    found = whole.annotate(nearness=nearness, near=F("nearness") + same)
    found = found.filter(Q(nearness__gte=ALIKE) | about)
    return found.for_pages().order_by("-near", "-pk")[:SHOWN_AT_MOST]
