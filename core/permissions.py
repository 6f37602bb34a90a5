"""May this person do that? An answer that is true or false and carries its reason.

A predicate of an app, `can_<verb>_<noun>(user, obj)`, returns Allowed or Denied. What a person may
not see is left out by `visible_to` and answers 404; what a person sees and may not do is refused
here with 403 and the reason.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from .rules import Text


@dataclass(frozen=True)
class Allowed:
    """The deed is permitted."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    """The deed is refused, and why, in words for the person who asked."""

    reason: Text

    def __bool__(self) -> bool:
        return False


Decision = Allowed | Denied


class Forbidden(PermissionDenied):
    """A refusal whose reason may be shown: the page answers 403 and prints it."""

    def __init__(self, reason: Text):
        self.reason = reason
        super().__init__(str(reason))


def require(decision: Decision) -> None:
    """Go on if allowed. Raises Forbidden with the reason if denied."""
    if isinstance(decision, Denied):
        raise Forbidden(decision.reason)
