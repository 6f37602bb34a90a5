"""Words of supporters, news, organisations that sign, and paper: in any state, as tables hold them.

Places and people are invented; addresses end in example.org.
"""

import itertools
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaigns.models import (
    Campaign,
    Display,
    Paper,
    PaperStatus,
    Petition,
    Signature,
    SignOn,
    SignOnState,
    Update,
    UpdateStatus,
    UpdateText,
    Voice,
    VoiceRefusal,
    VoiceState,
)
from campaigns.models.sign_on import contact_key
from campaigns.models.update import WENT_OUT
from core.sealed import seal
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_campaign, make_petition, make_signature

WORDS = "My grandmother came from a town by a river. Nobody watched there."
LEAD = "Amani opened the market on Monday with two observers beside her stall."

_numbers = itertools.count(1)


def make_voice(
    *,
    signature: Signature | None = None,
    petition: Petition | None = None,
    state: str = VoiceState.WAITING,
    text: str = WORDS,
    at: datetime | None = None,
    **more: Any,
) -> Voice:
    """Words of one signer, who shows the country, and waiting to be read by default."""
    at = at or timezone.now()
    signature = signature or make_signature(petition=petition, display=Display.COUNTRY)
    values: dict[str, Any] = {"text": text, "state": state, "written_at": at}
    if state != VoiceState.WAITING:
        values |= {"decided_at": at, "decided_by": make_user()}
    if state == VoiceState.REFUSED:
        values["refusal"] = VoiceRefusal.OFF_TOPIC
    return Voice.objects.create(signature=signature, **(values | more))


def make_update(
    *,
    campaign: Campaign | None = None,
    status: str = UpdateStatus.DRAFT,
    author: User | None = None,
    title: str = "The first observers have arrived",
    lead: str = LEAD,
    body: str = "Two of **twelve** came.",
    at: datetime | None = None,
    **more: Any,
) -> Update:
    """An update with its text in the campaign's language."""
    at = at or timezone.now()
    campaign = campaign or make_campaign()
    values: dict[str, Any] = {"status": status, "drafted_at": at}
    if status in WENT_OUT:
        values |= {
            "number": Update.objects.of(campaign).public().count() + 1,
            "published_at": at,
            "reviewer": make_user(),
        }
    update = Update.objects.create(
        campaign=campaign, author=author or make_user(), **(values | more)
    )
    UpdateText.objects.create(
        update=update, language=campaign.language, title=title, lead=lead, body=body
    )
    return update


def make_sign_on(
    *,
    campaign: Campaign | None = None,
    state: str = SignOnState.WAITING,
    name: str | None = None,
    email: str | None = None,
    at: datetime | None = None,
    **more: Any,
) -> SignOn:
    """An organisation that signs, confirmed and to be checked by default."""
    number = next(_numbers)
    at = at or timezone.now()
    campaign = campaign or make_campaign()
    email = email or f"contact{number}@example.org"
    values: dict[str, Any] = {"state": state, "country": "KE", "created_at": at}
    if state != SignOnState.PENDING:
        values["confirmed_at"] = at
    if state in (SignOnState.ACCEPTED, SignOnState.REFUSED):
        values |= {"decided_at": at, "decided_by": make_user()}
    if state == SignOnState.REFUSED:
        values["reason"] = "We could not find it."
    return SignOn.objects.create(
        campaign=campaign,
        name=name or f"River Watch {number}",
        contact_sealed=seal(email),
        contact_key=contact_key(campaign, email),
        **(values | more),
    )


def make_paper(
    *,
    petition: Petition | None = None,
    status: str = PaperStatus.RECORDED,
    number: int = 412,
    recorded_by: User | None = None,
    at: datetime | None = None,
    **more: Any,
) -> Paper:
    """A bundle of sheets, to be verified by default."""
    at = at or timezone.now()
    values: dict[str, Any] = {
        "status": status,
        "number": number,
        "country": "KE",
        "place": "Lower town, market",
        "collected_on": date(2026, 5, 2),
        "holder": "River Towns Council",
        "recorded_at": at,
    }
    if status != PaperStatus.RECORDED:
        values |= {"verified_at": at, "verified_by": make_user()}
    return Paper.objects.create(
        petition=petition or make_petition(),
        recorded_by=recorded_by or make_user(),
        **(values | more),
    )
