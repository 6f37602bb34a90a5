"""Publish what a petition has come to: hour by hour in all, by country and by language.

Pages and open data read these rows and nothing else, so that what has been shown once is never
shown differently, and no number below ten can be derived (campaigns.small_numbers). They stay when
a petition is closed and when its signers are forgotten.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Greatest
from django.utils import timezone

from campaigns.goals import goals_reached
from campaigns.models import Axis, GoalReached, Petition, PublishedTally, Tally
from campaigns.small_numbers import publish
from core.locks import lock

LOCK = "campaigns.publishing"
HOUR = timedelta(hours=1)
# The counter comes every ten seconds, and may be late.
COUNTED_BY = timedelta(minutes=2)


def publish_numbers(*, at: datetime | None = None) -> int:
    """Publish every hour that is over and counted. Returns how many rows that made.

    An hour that is published stays as it is: what is counted for it later, or put right by the
    nightly recount, shows in the next one.
    """
    at = at or timezone.now()
    last = (at - COUNTED_BY).astimezone(UTC).replace(minute=0, second=0, microsecond=0) - HOUR
    return sum(_publish(petition, last) for petition in _due(last))


def tell_goals(*, at: datetime | None = None) -> int:
    """Note the goals that were reached, each once and for good. Returns how many those were."""
    at = at or timezone.now()
    told = []
    reached = Petition.objects.public().filter(signature_total__gte=F("goal"))
    for petition in reached.prefetch_related("goals_reached"):
        known = {each.goal for each in petition.goals_reached.all()}
        passed = goals_reached(goal=petition.goal, total=petition.signature_total)
        told += [
            GoalReached(petition=petition, goal=goal, reached_at=petition.counted_at or at)
            for goal in passed
            if goal not in known
        ]
    return len(GoalReached.objects.bulk_create(told, ignore_conflicts=True))


def published(petition: Petition, axis: str) -> dict[str, int]:
    """Return what is public now on an axis: numbers by key; the others have an empty one."""
    rows = PublishedTally.objects.filter(petition=petition, axis=axis)
    newest = rows.order_by("key", "-hour").distinct("key")
    return dict(newest.values_list("key", "signatures"))


def _due(last: datetime) -> list[Petition]:
    """Petitions that were counted since their last published hour was over."""
    own = PublishedTally.objects.filter(petition=OuterRef("pk"), axis=Axis.TOTAL)
    newest = Subquery(own.order_by("-hour").values("hour")[:1])
    petitions = Petition.objects.public().filter(counted_at__isnull=False)
    fresh = Q(published_hour=None) | Q(published_hour__lt=last, counted_at__gte=F("since"))
    return list(
        petitions.annotate(published_hour=newest, since=newest + HOUR).filter(fresh).order_by("pk")
    )


@transaction.atomic
def _publish(petition: Petition, last: datetime) -> int:
    """Publish one petition up to the hour that begins at `last`, while nobody else does."""
    if not lock(LOCK, wait=False):
        return 0
    done = PublishedTally.objects.filter(petition=petition, axis=Axis.TOTAL).order_by("-hour")
    since = done.values_list("hour", flat=True).first()
    if since is not None and since >= last:
        return 0
    rows = [
        PublishedTally(petition=petition, hour=hour, axis=axis, key=key, signatures=number)
        for axis in Axis
        for hour, news in _news(petition, axis, since, last)
        for key, number in news.items()
    ]
    return len(PublishedTally.objects.bulk_create(rows))


def _news(
    petition: Petition, axis: str, since: datetime | None, last: datetime
) -> Iterator[tuple[datetime, dict[str, int]]]:
    """Yield each hour with what is new in it on an axis."""
    shown = published(petition, axis)
    counts: Counter[str] = Counter()
    for hour, added in _hours(petition, axis, since, last):
        counts.update(added)
        found = _shown(axis, counts, shown)
        news = {key: number for key, number in found.items() if shown.get(key) != number}
        if news:
            yield hour, news
        shown |= news


def _shown(axis: str, counts: Counter[str], before: dict[str, int]) -> dict[str, int]:
    if axis == Axis.TOTAL:
        return {"": counts.total()} if before or counts.total() else {}
    named = {key: number for key, number in before.items() if key}
    publication = publish(counts, named)
    return publication.named | {"": publication.others} if publication else {}


def _hours(
    petition: Petition, axis: str, since: datetime | None, last: datetime
) -> Iterator[tuple[datetime, dict[str, int]]]:
    """Yield what was counted: all up to `since` in one, then each hour, then `last` if nothing is.

    What was counted for earlier hours after they were published, or put right, is in the first.
    """
    bucket = Greatest("hour", since) if since else F("hour")
    key = {Axis.COUNTRY: "country", Axis.LANGUAGE: "language"}.get(Axis(axis), "petition_id")
    rows = (
        Tally.objects.filter(petition=petition, hour__lte=last)
        .annotate(bucket=bucket)
        .order_by()
        .values_list("bucket", key)
        .annotate(sum=Sum("signatures"))
    )
    hours: dict[datetime, dict[str, int]] = {}
    for hour, name, number in rows:
        hours.setdefault(hour, {})[str(name)] = number
    before = hours.pop(since, {}) if since else {}
    hours.setdefault(last, {})
    for hour in sorted(hours):
        yield hour, _merged(before, hours[hour])
        before = {}


def _merged(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return dict(Counter(one) + Counter(other))
