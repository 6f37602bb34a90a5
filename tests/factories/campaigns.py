"""Campaigns, petitions, signatures and letters, in any state, written straight to the tables.

The story is of an invented person in an invented place; addresses end in example.org.
"""

import itertools
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Organisation, User
from campaigns.models import (
    LAUNCHED,
    REPORT_DUE,
    Addressee,
    Approval,
    Campaign,
    CampaignStatus,
    CampaignText,
    Letter,
    LetterAction,
    LetterState,
    Petition,
    SafetyReview,
    Signature,
    SignatureState,
    TextStatus,
)
from campaigns.models.text import digest, words_of
from core.sealed import seal_json
from officials.models import Post
from situations.models import Situation
from situations.models.choices import Phase, Rung
from tests.factories.accounts import make_user
from tests.factories.names import in_letters
from tests.factories.officials import make_post
from tests.factories.situations import make_situation

STORY = (
    "Amani keeps the register of the market in the lower town. When men with lists asked her who"
    " lives where, she hid the book under the floor and told her neighbours. They have slept in"
    " the school since then, and she still opens the market every morning."
)
FACTS = "The Valley Monitor counted **4 attacks** between 1 and 28 April 2026."

_numbers = itertools.count(1)


def make_campaign(
    *,
    live: bool = True,
    status: str | None = None,
    petition: bool = True,
    letters: bool = False,
    situation: Situation | None = None,
    organisation: Organisation | None = None,
    author: User | None = None,
    approver: User | None = None,
    addressees: Iterable[Post] | None = None,
    slug: str | None = None,
    at: datetime | None = None,
    **more: Any,
) -> Campaign:
    """A campaign with nothing missing: live, or a draft, or in the `status` given."""
    number = next(_numbers)
    at = at or timezone.now()
    status = status or (CampaignStatus.LIVE if live else CampaignStatus.DRAFT)
    situation = situation or make_situation()
    values = _whole(number) | _dates(status, number, at, slug)
    if status not in (CampaignStatus.DRAFT, CampaignStatus.REVIEW):
        values |= {"approver": approver or make_user(), "approved_at": at}
    campaign = Campaign.objects.create(
        situation=situation,
        organisation=organisation or situation.organisation,
        author=author or make_user(),
        status=status,
        **(values | more),
    )
    for place, post in enumerate([_office()] if addressees is None else addressees):
        Addressee.objects.create(campaign=campaign, post=post, place=place)
    if petition:
        make_petition(campaign=campaign)
    if letters:
        make_letter_action(campaign=campaign)
    _reviewed(campaign, at)
    return campaign


def _reviewed(campaign: Campaign, at: datetime) -> None:
    """What stands beside an approved campaign, and a launched one."""
    if campaign.approver:
        make_safety_review(campaign=campaign, reviewer=campaign.approver, at=at)
        Approval.objects.create(campaign=campaign, approver=campaign.approver, at=at)
    if campaign.status in LAUNCHED:
        make_text(campaign=campaign, version=1, at=at, **words_of(campaign.text_in(None)))


def make_safety_review(
    *,
    campaign: Campaign,
    reviewer: User | None = None,
    at: datetime | None = None,
    **more: Any,
) -> SafetyReview:
    """A second person's answers, which stand."""
    values = {
        "harm": "Amani, if her town were recognised.",
        "precautions": "Her name and the town's are invented.",
        "consent_in_hand": True,
        "at_risk": campaign.at_risk,
    }
    return SafetyReview.objects.create(
        campaign=campaign,
        reviewer=reviewer or make_user(),
        at=at or timezone.now(),
        **(values | more),
    )


FRENCH = {
    "title": "Des observateurs pour la vallée",
    "ask": "Envoyez douze observateurs non armés dans les deux villes avant la récolte.",
    "story_title": "La femme qui cacha le registre",
    "story": "Amani tient le registre du marché. Elle l'a caché, et elle a prévenu ses voisins.",
    "facts": "The Valley Monitor a compté **4 attaques** en avril 2026.",
    "petition_text": "Nous vous demandons d'envoyer des observateurs maintenant.",
    "share_text": "Amani a caché le registre. Aidez sa ville à rester.",
}


def make_text(
    *,
    campaign: Campaign | None = None,
    language: str | None = None,
    version: int | None = None,
    at: datetime | None = None,
    **more: Any,
) -> CampaignText:
    """A text: public with a version, else a draft; in French if it is no version of the own."""
    campaign = campaign or make_campaign()
    at = at or timezone.now()
    language = language or (campaign.language if version else "fr")
    values: dict[str, Any] = {"begun_at": at, **(FRENCH if language == "fr" else {})}
    if language != campaign.language:
        values["follows"] = digest(campaign.text_in(None))
    if version:
        values |= {"version": version, "public_at": at, "status": TextStatus.PUBLIC}
        values |= {"reason": "" if version == 1 else "A word was wrong."}
        if language != campaign.language and language not in campaign.languages:
            campaign.languages = [*campaign.languages, language]
            campaign.save(update_fields=["languages"])
    return CampaignText.objects.create(campaign=campaign, language=language, **(values | more))


def _office() -> Post:
    return make_post(email=f"office{next(_numbers)}@state.example.org", holder="Oluwaseun Bright")


def _whole(number: int) -> dict[str, Any]:
    return {
        "title": f"Send observers to the valley {in_letters(number)}",
        "ask": "Send twelve unarmed observers to the two river towns before the harvest.",
        "rung": Rung.DIPLOMACY,
        "phase": Phase.PREVENT,
        "story_title": "The woman who hid the register",
        "story": STORY,
        "consent_note": "Amani agreed on 2 May 2026, by telephone, to a public campaign.",
        "share_text": "Amani hid the market's register. Help her town to stay.",
        "facts": FACTS,
        "partner": "Valley Women's Council",
        "partner_country": "XK",
    }


def _dates(status: str, number: int, at: datetime, slug: str | None) -> dict[str, Any]:
    values: dict[str, Any] = {"drafted_at": at}
    if status in LAUNCHED:
        values |= {
            "slug": slug or f"send-observers-{number}",
            "reference": f"CMP-{at.year}-{number:03d}",
            "launched_at": at,
        }
    if status == CampaignStatus.CLOSED:
        values |= {"closed_at": at, "report_due_on": (at + REPORT_DUE).date()}
    return values


def make_petition(*, campaign: Campaign | None = None, **more: Any) -> Petition:
    """A petition; without a campaign given, of a live one."""
    values = {
        "text": "We ask you to send observers now, while their presence can still prevent harm.",
        "goal": 1000,
    }
    return Petition.objects.create(
        campaign=campaign or make_campaign(petition=False), **(values | more)
    )


def make_letter_action(*, campaign: Campaign | None = None, **more: Any) -> LetterAction:
    """A letter action; without a campaign given, of a live one without a petition."""
    values = {
        "subject": "Observers for the two river towns",
        "opening": "Say who you are, and why the people of the valley matter to you.",
        "statement": "We ask you to send twelve unarmed observers before the harvest.",
    }
    return LetterAction.objects.create(
        campaign=campaign or make_campaign(petition=False), **(values | more)
    )


def make_signature(
    *,
    petition: Petition | None = None,
    email: str | None = None,
    name: str = "Ada Signer",
    state: str = SignatureState.CONFIRMED,
    country: str = "KE",
    at: datetime | None = None,
    counted: bool = False,
    **more: Any,
) -> Signature:
    """A signature, confirmed and not counted yet by default."""
    petition = petition or make_petition()
    email = email or f"signer{next(_numbers)}@example.org"
    at = at or timezone.now()
    values: dict[str, Any] = {"state": state, "country": country}
    if state == SignatureState.CONFIRMED:
        values["confirmed_on"] = at.date()
        if not counted:
            values["uncounted_hour"] = at.replace(minute=0, second=0, microsecond=0)
    else:
        values["created_at"] = at
    return Signature.objects.create(
        petition=petition,
        sealed=seal_json({"name": name, "email": email}),
        email_key=petition.key_for(email),
        **(values | more),
    )


def make_letter(
    *,
    letter_action: LetterAction | None = None,
    post: Post | None = None,
    email: str | None = None,
    name: str = "Ada Writer",
    own_words: str = "I grew up beside a river like yours, and I think of the two towns.",
    state: str = LetterState.CONFIRMED,
    at: datetime | None = None,
    **more: Any,
) -> Letter:
    """A letter to the first addressee, confirmed and not dispatched yet by default."""
    action = letter_action or make_letter_action()
    post = post or action.campaign.offices[0]
    email = email or f"writer{next(_numbers)}@example.org"
    at = at or timezone.now()
    values: dict[str, Any] = {"state": state, "country": "KE", "created_at": at}
    if state != LetterState.PENDING:
        values |= {"confirmed_at": at, "originality": 100 if own_words else 0}
    return Letter.objects.create(
        letter_action=action,
        post=post,
        sealed=seal_json({"name": name, "email": email, "own_words": own_words}),
        author_key=action.key_for(email),
        has_own_words=bool(own_words),
        **(values | more),
    )
