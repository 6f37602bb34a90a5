"""Move an object from one state to the next: a table of lawful moves, and the database as judge."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from .rules import RuleRefused

Moves = Mapping[Any, Collection[Any]]


class MoveRefused(RuleRefused):
    """The move is not in the table, or somebody else moved the object first."""


def may_move(*, instance: Model, to: str, moves: Moves, field: str = "status") -> bool:
    """Return whether the table allows the move from the state held in memory."""
    return to in moves.get(getattr(instance, field), ())


def move[M: Model](instance: M, *, to: str, moves: Moves, field: str = "status", **also: Any) -> M:
    """Move `instance` to the state `to`, if the table and the database agree.

    One conditional UPDATE: the row changes only if it still is in the state that the caller saw, so
    of two people who act at once exactly one wins. Columns in `also` change in the same statement.
    Returns the instance, updated in memory. Raises MoveRefused, and changes nothing, otherwise.
    """
    before = getattr(instance, field)
    if not may_move(instance=instance, to=to, moves=moves, field=field):
        raise MoveRefused(
            _("This cannot go from “%(before)s” to “%(after)s”.")
            % {"before": label(instance, field, before), "after": label(instance, field, to)},
            code="unlawful_move",
        )
    rows = type(instance)._base_manager.filter(pk=instance.pk, **{field: before})
    if rows.update(**{field: to}, **also) != 1:
        raise MoveRefused(
            _("Somebody else changed this a moment ago. Reload the page and look again."),
            code="moved_meanwhile",
        )
    for name, value in {field: to, **also}.items():
        setattr(instance, name, value)
    return instance


def label(instance: Model, field: str, value: str) -> str:
    """Return the word that people see for a state."""
    choices = dict(getattr(instance._meta.get_field(field), "flatchoices", ()))
    return str(choices.get(value, value))
