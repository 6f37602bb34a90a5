"""Who may look at the mail that goes out, and who may stop it or send it again."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Allowed, Decision, Denied

NOT_STAFF = Denied(_("Only staff who look after the mail may do this."))
NO_SECOND_FACTOR = Denied(_("This needs a login with a second factor."))


def can_view_mail(user: Any) -> Decision:
    """Allow staff who may look at messages, with a second factor. Nobody sees an address."""
    return _staff_with(user, "outbox.view_message")


def can_operate_mail(user: Any) -> Decision:
    """Allow staff who may act on messages: pause, queue again, cancel, decide on letters."""
    return _staff_with(user, "outbox.change_message")


def can_limit_domains(user: Any) -> Decision:
    """Allow staff who may act on recipient domains: try one now, set its workers."""
    return _staff_with(user, "outbox.change_domain")


def _staff_with(user: Any, permission: str) -> Decision:
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return NOT_STAFF
    if not user.has_perm(permission):
        return NOT_STAFF
    return Allowed() if user.second_factor_verified else NO_SECOND_FACTOR
