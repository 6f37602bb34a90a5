"""What still blocks a campaign, and what its writers should think over.

A blocker is a pair of the field that it stands beside and the reason, in plain words.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.countries import country_region
from core.text import responsibility_words
from situations.force import why_not_force
from situations.models.choices import Rung

from .wording import Finding, about_ask, about_figures, text_blockers

if TYPE_CHECKING:
    from .models import Campaign


def blockers(campaign: "Campaign", *, on: date) -> list[Finding]:
    """Return everything that must be put right before approval, each beside its field."""
    return [
        *_about_situation(campaign),
        *_about_ask(campaign),
        *_about_addressees(campaign, on),
        *_about_story(campaign),
        *_about_figures(campaign),
        *_about_partner(campaign),
        *_about_channels(campaign, on),
        *_about_translations(campaign),
        *_about_dates(campaign, on),
    ]


def warnings(campaign: "Campaign") -> list[Finding]:
    """Return words that let opponents take new positions, with better ones. They never block.

    (D14; Evans 2007, paras 21-27)
    """
    return [
        (
            field,
            _("“%(found)s”: better write “%(better)s”.")
            % {"found": wording.found, "better": wording.better},
        )
        for field, text in [*opening_texts(campaign), ("facts", campaign.facts)]
        for wording in responsibility_words(text)
    ]


def opening_texts(campaign: "Campaign") -> list[tuple[str, str]]:
    """Return what people read before the form, on the share card and first in the emails."""
    texts = [
        ("title", campaign.title),
        ("ask", campaign.ask),
        ("story_title", campaign.story_title),
        ("story", campaign.story),
        ("share_text", campaign.share_text),
    ]
    if campaign.has_petition:
        texts.append(("petition", campaign.petition.text))
    if campaign.has_letters:
        texts.append(("letter", campaign.letter_action.opening))
    return texts


def _about_situation(campaign: "Campaign") -> Iterator[Finding]:
    if not campaign.situation.is_public:
        yield "situation", _("The situation has not been decided yet, so it is not public.")


def _about_ask(campaign: "Campaign") -> Iterator[Finding]:
    """One ask, and no force without its worksheet. (D8, D10; Evans 2007, paras 30, 54-57)"""
    ask = campaign.ask.strip()
    if not ask:
        yield "ask", _("Say what is asked, in one sentence.")
    yield from about_ask(ask)
    if campaign.rung == Rung.MILITARY_NO_CONSENT:
        refusal = why_not_force(campaign.situation)
        if refusal:
            yield "rung", refusal


def _about_addressees(campaign: "Campaign", on: date) -> Iterator[Finding]:
    if not campaign.offices.exists():
        yield "addressees", _("Name at least one office that the ask is put to.")
    elif not campaign.offices.addressable(on=on).exists():
        yield (
            "addressees",
            _("None of the offices has an email address that may be written to."),
        )


def _about_story(campaign: "Campaign") -> Iterator[Finding]:
    """A story of one person or one community opens it, told with consent. (D11, D12; para 19)"""
    if not campaign.story_title.strip():
        yield "story_title", _("Give the story a title.")
    if not campaign.story.strip():
        yield "story", _("Tell the story of one person or one community.")
    if not campaign.consent_note.strip():
        yield "consent_note", _("Note who agreed that the story is told, and when.")


def _about_figures(campaign: "Campaign") -> Iterator[Finding]:
    """No aggregate figure before the form: it dulls what the story moves. (D11; para 19)"""
    for field, text in opening_texts(campaign):
        yield from about_figures(field, text)


def _about_translations(campaign: "Campaign") -> Iterator[Finding]:
    """Each language that was begun is whole, holds no figure either, and follows the original."""
    for text in campaign.texts.being_written():
        for _field, message in text_blockers(text):
            yield (
                "languages",
                _("%(language)s: %(message)s")
                % {"language": text.get_language_display(), "message": message},
            )


def _about_partner(campaign: "Campaign") -> Iterator[Finding]:
    """A partner from the region, or the reason why not. (D13; paras 44-49, 66)"""
    if campaign.partner_reason.strip():
        return
    if not campaign.partner.strip():
        yield "partner", _("Name a partner from the region, or say why there is none.")
    elif not _is_from_region(campaign):
        yield (
            "partner_country",
            _("The partner is not from the region. Name one that is, or say why there is none."),
        )


def _is_from_region(campaign: "Campaign") -> bool:
    regions = {territory.region for territory in campaign.situation.territories.all()}
    return country_region(campaign.partner_country) in regions - {""}


def _about_channels(campaign: "Campaign", on: date) -> Iterator[Finding]:
    if not (campaign.has_petition or campaign.has_letters):
        yield "petition", _("Add a petition, letters, or both.")
    if campaign.has_letters:
        for facts in campaign.letter_action.case_facts.being_written():
            if not facts.is_good(on):
                yield "letter", _("The facts for letters are good until a day that has passed.")


def _about_dates(campaign: "Campaign", on: date) -> Iterator[Finding]:
    if campaign.closes and campaign.closes < on:
        yield "closes", _("The last day has passed.")
