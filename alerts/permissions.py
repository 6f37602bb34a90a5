"""Who may do what with other people's subscriptions. Everybody may do all with their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Allowed, Decision, Denied


def can_end_subscriptions(user: Any) -> Decision:
    """Staff may end what somebody follows, or erase them, when that person has asked for it."""
    if user.is_active and user.is_staff and user.has_perm("alerts.change_subscription"):
        return Allowed()
    return Denied(_("Only staff who look after subscriptions can end those of other people."))
