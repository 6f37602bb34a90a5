"""Rules for addressees, and what is known of an office."""

from datetime import UTC, date, datetime
from typing import Any

from campaigns.models import Campaign, Commitment, LetterAction, Position, Stance, TargetRule
from officials.models import Post
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_campaign
from tests.factories.officials import make_post


def make_rule(*, letter_action: LetterAction, kind: str, **more: Any) -> TargetRule:
    return TargetRule.objects.create(letter_action=letter_action, kind=kind, **more)


def make_stance(
    *, campaign: Campaign, post: Post, position: str = Position.WAVERING, **more: Any
) -> Stance:
    """Note where an office stands in a campaign's matter, as its organisation judges."""
    values: dict[str, Any] = {
        "organisation": campaign.organisation,
        "situation": campaign.situation,
        "noted_on": date(2026, 5, 1),
        "note": "Said so in the debate.",
        "noted_by": campaign.author,
        "noted_at": datetime(2026, 5, 1, 12, tzinfo=UTC),
    }
    return Stance.objects.create(post=post, position=position, **{**values, **more})


def make_commitment(*, campaign: Campaign | None = None, **more: Any) -> Commitment:
    """Note what an office promised in a campaign's matter."""
    campaign = campaign or make_campaign()
    values: dict[str, Any] = {
        "organisation": campaign.organisation,
        "situation": campaign.situation,
        "text": "To speak for the inquiry in the Council.",
        "made_on": date(2026, 5, 1),
        "source_url": "https://www.example.org/promise",
        "noted_by": campaign.author,
        "noted_at": datetime(2026, 5, 1, 12, tzinfo=UTC),
    }
    if "post" not in more:
        values["post"] = make_post(email="office@state.example.org")
    values |= more
    if values.get("status", "noted") != "noted":
        values.setdefault("decided_by", make_user())
    return Commitment.objects.create(**values)
