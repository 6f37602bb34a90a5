"""Who may do what with a delivery: editors ask and hand over, a second person approves."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import can_approve_for, can_edit_for
from campaigns.models import Campaign, Delivery, DeliveryStatus
from campaigns.models.delivery_states import PUBLIC
from core.permissions import Allowed, Decision, Denied

ASKED_FOR_IT = Denied(_("Whoever asked for a delivery cannot approve it: a second person must."))


def can_draft_delivery(user: Any, campaign: Campaign) -> Decision:
    """Allow owners and editors, of a petition that was launched."""
    if not (campaign.is_public and campaign.has_petition):
        return Denied(_("Only a petition that was launched can be handed over."))
    return can_edit_for(user, campaign.organisation)


def can_write_delivery(user: Any, delivery: Delivery) -> Decision:
    """Allow its author alone, while it is a draft: who approves must not have written it. (D5)"""
    if delivery.status != DeliveryStatus.DRAFTED:
        return Denied(_("Only a draft can be changed."))
    decision = can_edit_for(user, delivery.campaign.organisation)
    if decision and delivery.author_id != user.pk:
        return Denied(_("Only its author changes it and hands it in."))
    return decision


def can_approve_delivery(user: Any, delivery: Delivery) -> Decision:
    """Allow owners and approvers with a second factor who did not ask for it. (D5)"""
    decision = can_approve_for(user, delivery.campaign.organisation)
    if not decision:
        return decision
    if delivery.status != DeliveryStatus.REQUESTED:
        return Denied(_("This delivery is not waiting for approval."))
    return ASKED_FOR_IT if delivery.author_id == user.pk else Allowed()


def can_return_delivery(user: Any, delivery: Delivery) -> Decision:
    """Allow approvers to send it back, and its author to take it back."""
    if delivery.status != DeliveryStatus.REQUESTED:
        return Denied(_("This delivery is not waiting for approval."))
    organisation = delivery.campaign.organisation
    mine = delivery.author_id == user.pk and can_edit_for(user, organisation)
    return mine or can_approve_for(user, organisation)


def can_cancel_delivery(user: Any, delivery: Delivery) -> Decision:
    """Allow owners, editors and approvers, until it is handed over."""
    if delivery.status in (*PUBLIC, DeliveryStatus.CANCELLED):
        return Denied(_("It was handed over, or called off, already."))
    organisation = delivery.campaign.organisation
    return can_edit_for(user, organisation) or can_approve_for(user, organisation)


def can_fetch_delivery(user: Any, delivery: Delivery) -> Decision:
    """Allow owners and approvers with a second factor to export the files, while they are there."""
    decision = can_approve_for(user, delivery.campaign.organisation)
    if decision and not delivery.has_files:
        return Denied(_("There are no files: they were not made yet, or are erased."))
    return decision


def can_hand_over_delivery(user: Any, delivery: Delivery) -> Decision:
    """Allow owners and editors to note that it was handed over, once it is made."""
    if delivery.status != DeliveryStatus.READY:
        return Denied(_("This delivery is not ready to be handed over."))
    return can_edit_for(user, delivery.campaign.organisation)


def can_acknowledge_delivery(user: Any, delivery: Delivery) -> Decision:
    """Allow owners and editors to note what the office said."""
    if delivery.status != DeliveryStatus.HANDED_OVER:
        return Denied(_("It was not handed over yet, or is acknowledged already."))
    return can_edit_for(user, delivery.campaign.organisation)


def can_tell_of_delivery(user: Any, delivery: Delivery) -> Decision:
    """Allow owners and editors to draft news of it, once it was handed over."""
    if not delivery.is_public:
        return Denied(_("It was not handed over yet."))
    return can_edit_for(user, delivery.campaign.organisation)


def can_retry_delivery(user: Any, delivery: Delivery) -> Decision:
    """Allow owners, editors and approvers to let a worker go on with what stopped."""
    if not delivery.problem:
        return Denied(_("Nothing has stopped."))
    return can_cancel_delivery(user, delivery)
