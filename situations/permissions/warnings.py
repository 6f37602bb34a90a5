"""Who may read warnings, answer them and bring them to an end; who sets the rota."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Role
from accounts.permissions import NO_SECOND_FACTOR, can_view_for, has_second_factor, role_in
from core.permissions import Allowed, Decision, Denied
from situations.models import DutyOfficer, EarlyWarning

NOT_ON_DUTY = Denied(
    _(
        "Only those on duty and the head of the organisation read warnings: what is written there"
        " can put whoever sent it in danger."
    )
)


def can_read_warnings(user: Any, organisation: Organisation | None) -> Decision:
    """Allow duty officers and owners of a vetted organisation, and staff: with a second factor."""
    if organisation is None:
        allowed = bool(user.is_staff)
    else:
        on_duty = DutyOfficer.objects.in_organisation(organisation).able().of(user).exists()
        is_head = role_in(user, organisation) == Role.OWNER and organisation.is_vetted
        allowed = on_duty or is_head or bool(user.is_staff)
    if not allowed:
        return NOT_ON_DUTY
    return Allowed() if has_second_factor(user) else NO_SECOND_FACTOR


def can_handle_warning(user: Any, warning: EarlyWarning) -> Decision:
    """Allow whoever may read it: to acknowledge, answer, end and reopen it."""
    return can_read_warnings(user, warning.organisation)


def can_see_rota(user: Any, organisation: Organisation | None) -> Decision:
    """Allow every member to see who is on duty."""
    return can_view_for(user, organisation)


def can_set_rota(user: Any, organisation: Organisation | None) -> Decision:
    """Allow owners, with a second factor: whoever sets the rota says who reads warnings."""
    if role_in(user, organisation) != Role.OWNER:
        return Denied(_("Only owners of the organisation may say who is on duty."))
    return Allowed() if has_second_factor(user) else NO_SECOND_FACTOR
