"""Who may do what with other people's subscriptions. Everybody may do all with their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Allowed, Decision, Denied


def can_end_subscriptions(user: Any) -> Decision:
    """Staff may end what somebody follows, when that person has asked them to."""
    if user.is_active and user.is_staff:
        return Allowed()
    return Denied(_("Only staff of the platform can end other people's subscriptions."))
