"""Who may change the directory of officials."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import has_second_factor
from core.permissions import Allowed, Decision, Denied


def can_import_officials(user: Any) -> Decision:
    """Allow staff with a second factor: a file changes many addressees at once."""
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return Denied(_("Only staff may import officials."))
    if not has_second_factor(user):
        return Denied(_("Set up your second factor first: an import changes many offices at once."))
    return Allowed()


def can_decide_proposals(user: Any) -> Decision:
    """Allow staff with a second factor: what they accept stands before everybody."""
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return Denied(_("Only staff may decide what readers propose."))
    if not has_second_factor(user):
        return Denied(_("Set up your second factor first: you decide what everybody reads."))
    return Allowed()
