"""Hold letters and take them up again, in numbers: never one by one, never naming whose."""

from datetime import datetime

from audit.services import record
from campaigns.models import Hold, Letter, LetterAction, LetterState
from campaigns.models.letter_queries import LetterQuerySet


def hold(waiting: LetterQuerySet, reason: str, at: datetime) -> int:
    """Hold letters, and note how many of which action, never whose. Returns how many."""
    actions = list(waiting.order_by().values_list("letter_action", flat=True).distinct())
    held = 0
    for action in LetterAction.objects.filter(pk__in=actions):
        own = Letter.objects.filter(pk__in=waiting.filter(letter_action=action).values("pk"))
        number = own.update(state=LetterState.HELD, hold=Hold(reason), held_at=at, asked_at=None)
        if number:
            details = {"letters": number, "reason": str(reason)}
            record(verb="letters.held", target=action, details=details, at=at)
        held += number
    return held


def take_up(held: LetterQuerySet) -> int:
    """Let held letters wait for dispatch again. Returns how many."""
    return held.filter(state=LetterState.HELD).update(
        state=LetterState.CONFIRMED, hold="", held_at=None, asked_at=None
    )
