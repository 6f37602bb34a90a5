"""Warnings in any state, written straight to the tables, and people on duty."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import Organisation, Role, User
from core.sealed import blind_index, email_key, seal
from situations.areas import place_key
from situations.models import DeclineCode, DutyOfficer, EarlyWarning, WarningStatus
from situations.models.warning_states import ENDED, REASONED, WITH_SITUATION
from situations.receipts import hash_pin, new_receipt
from situations.services.warnings import CONTACT_SCOPE
from tests.factories.accounts import make_member
from tests.factories.situations import make_situation

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
PIN = "40719926"

_numbers = itertools.count(1)


def make_warning(
    *,
    organisation: Organisation | None = None,
    owner: User | None = None,
    status: str = WarningStatus.RECEIVED,
    place: str = "The ford below Tal Amer",
    at: datetime = AT,
    contact: str = "",
    pin: str = "",
    **more: Any,
) -> EarlyWarning:
    """A warning in the `status` given, with what goes with it. Without a `pin` nobody can open it.

    Its clocks are a day until it is acknowledged and three until it ends.
    """
    values = _clocks(status, at)
    if status in WITH_SITUATION and "situation" not in more:
        values["situation"] = make_situation(organisation=organisation)
    if contact:
        values["contact_sealed"] = seal(contact)
        values["contact_key"] = email_key(contact, scope=CONTACT_SCOPE)
    return EarlyWarning.objects.create(
        receipt=new_receipt(),
        pin_hash=hash_pin(pin) if pin else "nobody's",
        submission_key=blind_index(f"factory {next(_numbers)}"),
        organisation=organisation,
        owner=owner,
        is_for_anyone=more.pop("is_for_anyone", True),
        status=status,
        place=place,
        place_key=place_key(place),
        received_at=at,
        **(values | more),
    )


def _clocks(status: str, at: datetime) -> dict[str, Any]:
    ended = status in ENDED
    return {
        "feared": "Men with lists went from house to house. They said they will be back.",
        "reason": "It is known, and told elsewhere." if status in REASONED else "",
        "decline_code": DeclineCode.KNOWN if status == WarningStatus.DECLINED else "",
        "acknowledge_by": at + timedelta(hours=24),
        "acknowledged_at": None if status == WarningStatus.RECEIVED else at + timedelta(hours=2),
        "due_at": None if ended else at + timedelta(hours=24),
        "ended_at": at + timedelta(hours=9) if ended else None,
        "decided_at": at + timedelta(hours=9) if ended else None,
    }


def put_on_duty(organisation: Organisation, *people: User) -> list[User]:
    """Put these members on the rota, in this order."""
    DutyOfficer.objects.filter(organisation=organisation).delete()
    DutyOfficer.objects.bulk_create(
        DutyOfficer(organisation=organisation, user=person, place=place)
        for place, person in enumerate(people, start=1)
    )
    return list(people)


def make_officer(organisation: Organisation, **more: Any) -> User:
    """A member who can be on duty: an editor with a second factor."""
    more.setdefault("role", Role.EDITOR)
    return make_member(organisation=organisation, second_factor=True, **more)
