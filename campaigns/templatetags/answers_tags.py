"""What other pages show of answers, clocks and outcomes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from campaigns.account import account_of_office, rate_of_accounts
from campaigns.models import Answer, AnswerClock, Reply
from campaigns.replying.permissions import can_open_reply, can_publish_answer
from core.pictures.lanes import Lane, lanes
from officials.models import Post

from .campaigns_tags import title_here

register = template.Library()

SHOWN = 20


@register.simple_tag
def lanes_chart(rows: Sequence[Lane], until: date) -> SafeString:
    """Draw since when each was asked, and what came of it."""
    title = _("Since when each office has been asked")
    description = "; ".join(f"{row.name}: {row.word}" for row in rows)
    return lanes(rows, until=until, title=title, description=description)


@register.inclusion_tag("campaigns/_office_account.html", takes_context=True)
def office_account(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """Show on an office's page what campaigns asked of it, and what it answered and did. (D10)"""
    accounts = account_of_office(post)
    drawn = [(title_here(row.campaign), row.lane()) for row in accounts]
    return {
        "post": post,
        "accounts": accounts,
        "lanes": [_named(lane, title) for title, lane in drawn if lane],
        "rate": rate_of_accounts(accounts),
        "today": timezone.localdate(),
        "keep_language": context.get("keep_language", ""),
    }


@register.inclusion_tag("campaigns/desk/_replies_waiting.html", takes_context=True)
def answers_waiting(context: dict[str, Any]) -> dict[str, Any]:
    """Show, at the desk, the replies, answers and silent offices that wait for this person."""
    user = context["request"].user
    replies = Reply.objects.on_desk_of(user).to_decide().for_pages().order_by("received_at")
    waiting = Answer.objects.on_desk_of(user).in_review().for_pages()
    overdue = AnswerClock.objects.on_desk_of(user).overdue(at=timezone.now()).for_pages()
    return {
        "replies": [each for each in replies[:SHOWN] if can_open_reply(user, each)],
        "answers": [each for each in waiting if can_publish_answer(user, each)],
        "overdue": [] if user.is_staff else overdue[:SHOWN],
    }


def _named(lane: Lane, name: str) -> Lane:
    """On the page of one office the campaigns are what differs."""
    values = {field: getattr(lane, field) for field in lane.__dataclass_fields__}
    return Lane(**{**values, "name": name})
