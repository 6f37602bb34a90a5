"""Deeds on a delivery: draft, hand in, approve, call off, fetch, hand over, acknowledge.

One person asks for it, a second one with a second factor approves it and says why (D5), a worker
makes it (services.delivering). Events hold how many and what the list says, never who.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.delivering.dangers import dangers_of, may_say_names
from campaigns.delivering.permissions import ASKED_FOR_IT
from campaigns.models import (
    DELIVERY_MOVES,
    Delivery,
    DeliveryCode,
    DeliveryStatus,
    Petition,
    Redaction,
    Signature,
)
from core.boxes import new_key, unwrap
from core.rules import RuleRefused
from core.sealed import SealClosed, seal
from core.states import move
from officials.models import Post


@transaction.atomic
def draft_delivery(
    *, petition: Petition, post: Post, actor: User, at: datetime | None = None, **wanted: Any
) -> Delivery:
    """Begin a delivery to one of the campaign's addressees.

    `wanted`: redaction, language, with_volumes, reason. Raises RuleRefused for names in at-risk
    mode, and for an office that the campaign does not ask.
    """
    at = at or timezone.now()
    _refuse_unfit(petition, post, wanted.get("redaction", Redaction.COUNTS))
    Petition.objects.select_for_update(of=("self",)).get(pk=petition.pk)
    last = petition.deliveries.aggregate(last=Max("number"))["last"] or 0
    delivery = Delivery.objects.create(
        petition=petition, post=post, number=last + 1, author=actor, drafted_at=at, **wanted
    )
    record(verb="delivery.drafted", target=delivery, actor=actor, details=_said(delivery), at=at)
    return delivery


@transaction.atomic
def write_delivery(
    *, delivery: Delivery, actor: User, post: Post, at: datetime | None = None, **wanted: Any
) -> Delivery:
    """Change a draft. Raises RuleRefused as for drafting, and once it is handed in."""
    current = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if current.status != DeliveryStatus.DRAFTED:
        raise RuleRefused(_("Only a draft can be changed."), code="handed_in")
    _refuse_unfit(delivery.petition, post, wanted["redaction"])
    for field, value in {"post": post, **wanted}.items():
        setattr(delivery, field, value)
    delivery.save(update_fields=["post", *wanted])
    record(verb="delivery.written", target=delivery, actor=actor, details=_said(delivery), at=at)
    return delivery


@transaction.atomic
def request_delivery(*, delivery: Delivery, actor: User, at: datetime | None = None) -> Delivery:
    """Hand it in. Which signatures are in it is fixed now: by their numbers and by the day.

    A signature that is held or was taken out at the time of making is not in it. Raises RuleRefused
    without any signature, or if names may not be handed out.
    """
    at = at or timezone.now()
    _refuse_unfit(delivery.petition, delivery.post, delivery.redaction)
    confirmed = Signature.objects.confirmed().filter(petition=delivery.petition)
    last = confirmed.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        raise RuleRefused(_("Nobody has signed yet, so there is nothing to hand over."), code="")
    move(
        delivery,
        to=DeliveryStatus.REQUESTED,
        moves=DELIVERY_MOVES,
        cut_at=at,
        last_signature=last,
        expected=confirmed.count(),
        return_reason="",
    )
    record(verb="delivery.requested", target=delivery, actor=actor, details=_said(delivery), at=at)
    return delivery


@transaction.atomic
def return_delivery(
    *, delivery: Delivery, actor: User, reason: str, at: datetime | None = None
) -> Delivery:
    """Send it back to its author, with the reason. Its cut is void."""
    move(
        delivery,
        to=DeliveryStatus.DRAFTED,
        moves=DELIVERY_MOVES,
        return_reason=reason,
        cut_at=None,
        last_signature=None,
        expected=0,
    )
    record(verb="delivery.returned", target=delivery, actor=actor, at=at)
    return delivery


@transaction.atomic
def approve_delivery(
    *, delivery: Delivery, actor: User, reason: str, at: datetime | None = None
) -> Delivery:
    """Approve, as a second person, with the reason. A worker makes the files next.

    Raises RuleRefused for whoever asked for it (D5), and for names in at-risk mode.
    """
    at = at or timezone.now()
    if actor.pk == delivery.author_id:
        raise RuleRefused(ASKED_FOR_IT.reason, code="same_person")
    _refuse_unfit(delivery.petition, delivery.post, delivery.redaction)
    move(
        delivery,
        to=DeliveryStatus.APPROVED,
        moves=DELIVERY_MOVES,
        approver=actor,
        approved_at=at,
        approval_reason=reason,
    )
    record(verb="delivery.approved", target=delivery, actor=actor, details=_said(delivery), at=at)
    return delivery


@transaction.atomic
def cancel_delivery(*, delivery: Delivery, actor: User, at: datetime | None = None) -> Delivery:
    """Call it off before it is handed over. A worker removes what was made."""
    move(delivery, to=DeliveryStatus.CANCELLED, moves=DELIVERY_MOVES)
    record(verb="delivery.cancelled", target=delivery, actor=actor, at=at)
    return delivery


@transaction.atomic
def retry_delivery(*, delivery: Delivery, actor: User, at: datetime | None = None) -> Delivery:
    """Let a worker go on with what stopped, from the step that could not be done."""
    Delivery.objects.filter(pk=delivery.pk).update(problem="")
    delivery.problem = ""
    record(verb="delivery.retried", target=delivery, actor=actor, at=at)
    return delivery


@transaction.atomic
def ask_for_files(*, delivery: Delivery, actor: User, at: datetime | None = None) -> str:
    """Return a code that opens the files for this person for a day. It is shown once, kept nowhere.

    It is sealed for the workers: one of them wraps the key of the files in it, in some seconds.
    Raises RuleRefused if there are no files.
    """
    at = at or timezone.now()
    if not delivery.has_files:
        raise RuleRefused(_("There are no files any more."), code="gone")
    code = new_key()
    DeliveryCode.objects.filter(delivery=delivery, person=actor).delete()
    DeliveryCode.objects.create(
        delivery=delivery, person=actor, sealed_code=seal(code), asked_at=at
    )
    record(verb="delivery.code_given", target=delivery, actor=actor, at=at)
    return code


@transaction.atomic
def open_files(*, delivery: Delivery, actor: User, code: str, at: datetime | None = None) -> str:
    """Return the key of the files for whoever was given the code, and record the export.

    Raises RuleRefused for another code, another person's, one that is over or not ready yet.
    """
    at = at or timezone.now()
    given = DeliveryCode.objects.filter(delivery=delivery, person=actor).first()
    if given is None or given.is_over(at) or not delivery.has_files:
        raise RuleRefused(_("This code is over. Ask for a new one."), code="code")
    if given.wrapped_key is None:
        raise RuleRefused(
            _("A worker is still getting this code ready. Try again in some seconds."), code="code"
        )
    try:
        key = unwrap(given.wrapped_key, key=code.strip())
    except SealClosed as error:
        raise RuleRefused(_("This is not the code."), code="code") from error
    record(verb="delivery.exported", target=delivery, actor=actor, details=_said(delivery), at=at)
    return key


@transaction.atomic
def hand_over(
    *, delivery: Delivery, actor: User, on: date, at: datetime | None = None, **how: str
) -> Delivery:
    """Note that it was handed over; its proof is public from now on.

    `how`: handed_over_by, taken_by, manner, note. Raises RuleRefused for a day that is to come, or
    before the list was made.
    """
    at = at or timezone.now()
    made_at = delivery.made_at
    if made_at and on < made_at.date():
        raise RuleRefused(_("That is before the list was made."), code="on")
    _refuse_future(on, at)
    move(
        delivery,
        to=DeliveryStatus.HANDED_OVER,
        moves=DELIVERY_MOVES,
        handed_over_at=at,
        handed_over_on=on,
        erased_at=None,
        **how,
    )
    details = _said(delivery)
    record(
        verb="delivery.handed_over",
        target=delivery,
        actor=actor,
        public=True,
        details=details,
        at=at,
    )
    return delivery


@transaction.atomic
def acknowledge(
    *, delivery: Delivery, actor: User, on: date, words: str, at: datetime | None = None
) -> Delivery:
    """Note that the office said that it has it, and in which words."""
    at = at or timezone.now()
    _refuse_future(on, at)
    if delivery.handed_over_on and on < delivery.handed_over_on:
        raise RuleRefused(_("That is before it was handed over."), code="on")
    move(
        delivery,
        to=DeliveryStatus.ACKNOWLEDGED,
        moves=DELIVERY_MOVES,
        acknowledged_on=on,
        acknowledgement=words,
    )
    record(verb="delivery.acknowledged", target=delivery, actor=actor, public=True, at=at)
    return delivery


def _said(delivery: Delivery) -> dict[str, Any]:
    """What the audit trail keeps: how many, what the list says, whether the office is a danger."""
    return {
        "number": delivery.number,
        "redaction": delivery.redaction,
        "signatures": delivery.signatures or delivery.expected,
        "dangers": len(dangers_of(delivery.campaign, delivery.post)),
    }


def _refuse_unfit(petition: Petition, post: Post, redaction: str) -> None:
    campaign = petition.campaign
    if redaction != Redaction.COUNTS and not may_say_names(campaign):
        raise RuleRefused(
            _("In at-risk mode only numbers are handed over: a list could put people in danger."),
            code="redaction",
        )
    if not campaign.offices.filter(pk=post.pk).exists():
        raise RuleRefused(_("The campaign does not ask this office."), code="post")
    if not campaign.is_public:
        raise RuleRefused(_("This campaign was not launched."), code="")


def _refuse_future(on: date, at: datetime) -> None:
    if on > at.date():
        raise RuleRefused(_("That day is still to come."), code="on")
