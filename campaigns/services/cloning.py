"""Begin a campaign from one that was there."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from campaigns.models import (
    Addressee,
    Campaign,
    CampaignText,
    LetterAction,
    LetterVariant,
    Petition,
)
from campaigns.models.text import digest, words_of

# The consent was given for that campaign and not for this one; the days are for people to choose.
COPIED = (
    "organisation",
    "situation",
    "language",
    "title",
    "ask",
    "rung",
    "phase",
    "story_title",
    "story",
    "share_text",
    "facts",
    "partner",
    "partner_country",
    "partner_reason",
    "at_risk",
)


# Not the facts, which have a day, nor the names to leave out, whose hashes hold for one action.
LETTERS_COPIED = (
    "subject",
    "opening",
    "prompts",
    "statement",
    "offers_sending",
    "offers_own_mail",
    "offers_paper",
    "to_person",
)
VARIANTS_COPIED = ("name", "language", "subject", "statement", "weight")


@transaction.atomic
def clone_campaign(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Campaign:
    """Begin a draft with the words, the addressees and the languages of another campaign.

    Neither the consent to the story nor the dates are copied, nor anything that was approved.
    """
    at = at or timezone.now()
    clone = Campaign.objects.create(
        author=actor,
        drafted_at=at,
        cloned_from=campaign,
        **{field: getattr(campaign, field) for field in COPIED},
    )
    for row in Addressee.objects.filter(campaign=campaign):
        Addressee.objects.create(campaign=clone, post=row.post, place=row.place)
    if campaign.has_petition:
        source = campaign.petition
        Petition.objects.create(
            campaign=clone, text=source.text, goal=source.goal, asks_region=source.asks_region
        )
    if campaign.has_letters:
        letters = campaign.letter_action
        copy = LetterAction.objects.create(
            campaign=clone, **{field: getattr(letters, field) for field in LETTERS_COPIED}
        )
        for variant in letters.variants.all():
            words = {field: getattr(variant, field) for field in VARIANTS_COPIED}
            LetterVariant.objects.create(letter_action=copy, **words)
    _copy_translations(campaign, clone, at)
    record(verb="campaign.cloned", target=clone, actor=actor, details={"from": campaign.pk}, at=at)
    return clone


def _copy_translations(campaign: Campaign, clone: Campaign, at: datetime) -> None:
    original = digest(clone.text_in(None))
    written = campaign.texts.exclude(language=campaign.language)
    for language in set(written.values_list("language", flat=True)):
        text = campaign.text_in(language, drafts=not campaign.is_public)
        if not isinstance(text, CampaignText):
            continue
        CampaignText.objects.create(
            campaign=clone,
            language=language,
            begun_at=at,
            follows="" if text.is_stale else original,
            **words_of(text),
        )
