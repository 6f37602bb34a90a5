"""Briefs in any state, written straight to the tables."""

import itertools
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Organisation, User
from situations.models import Brief, BriefStatus, Embargo, Recommendation, Situation
from situations.models.choices import Rung
from tests.factories.accounts import make_user

from .situations import AT, make_situation

_numbers = itertools.count(1)


def make_brief(
    *,
    published: bool = True,
    status: str | None = None,
    situation: Situation | None = None,
    organisation: Organisation | None = None,
    author: User | None = None,
    approver: User | None = None,
    recommendations: bool = True,
    slug: str | None = None,
    embargo_until: datetime | None = None,
    at: datetime = AT,
    **more: Any,
) -> Brief:
    """A brief, published or in the `status` given, addressed to the territorial State first."""
    number = next(_numbers)
    situation = situation or make_situation()
    brief = Brief.objects.create(
        situation=situation,
        organisation=organisation or situation.organisation,
        author=author or make_user(),
        created_at=at,
        **(
            _words(number) | {"as_of": at.date(), "assessment": situation.current_assessment} | more
        ),
    )
    if recommendations:
        make_recommendation(brief=brief)
    status = status or (BriefStatus.PUBLISHED if published else BriefStatus.DRAFT)
    if status != BriefStatus.DRAFT:
        approval = _approval(status, number, at)
        if approval:
            approval |= {"approver": approver or make_user()} | ({"slug": slug} if slug else {})
        for name, value in {"status": status, "submitted_at": at, **approval}.items():
            setattr(brief, name, value)
        brief.save()
    if embargo_until:
        Embargo.objects.create(brief=brief, until=embargo_until)
    return brief


def _approval(status: str, number: int, at: datetime) -> dict[str, Any]:
    """What an approval gives a brief; nothing before it."""
    if status == BriefStatus.SCHEDULED:
        return {"publish_at": at + timedelta(days=1)}
    if status != BriefStatus.PUBLISHED:
        return {}
    return {
        "slug": f"what-can-still-be-done-{number}",
        "reference": f"BRF-{at.year}-{number:03d}",
        "published_at": at,
    }


def _words(number: int) -> dict[str, Any]:
    return {
        "title": f"What can still be done {number}",
        "standfirst": "The towns can be protected if those who can act do so now.",
        "body": "The upper valley is **quiet**, and will not stay so.",
        "sources": "Valley Monitor",
    }


def make_recommendation(*, brief: Brief, **more: Any) -> Recommendation:
    """A recommendation to the territorial State, the first by default."""
    values = {
        "position": brief.recommendations.count() + 1,
        "addressee": "Government of the valley",
        "is_territorial_state": True,
        "text": "Send police who answer to a court.",
        "rung": Rung.CIVILIAN,
    }
    return Recommendation.objects.create(brief=brief, **(values | more))
