"""Rules for addressees, and what is known of an office."""

from datetime import UTC, date, datetime
from typing import Any

from campaigns.models import Campaign, LetterAction, Position, Stance, TargetRule
from officials.models import Post


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
