"""What was changed in public in a campaign's text, version by version, word by word."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from situations.changes import Change, Section, word_by_word
from situations.editions import Edition

from .models import Campaign, CampaignText
from .models.words import STORY_FIELDS, TEXT_FIELDS


@dataclass(frozen=True)
class Entry:
    """One change: in which language, when and why, and what differs from the version before."""

    text: CampaignText
    before: CampaignText | None
    sections: list[Section]

    @property
    def at(self) -> datetime | None:
        return self.text.public_at


def history(campaign: Campaign) -> list[Entry]:
    """Return the public versions after the first, the newest first."""
    before: dict[str, CampaignText] = {}
    entries = []
    for text in reversed(campaign.texts.public().newest_first()):
        last = before.get(text.language)
        if text.version and text.version > 1:
            entries.append(Entry(text, last, changes_between(last, text)))
        before[text.language] = text
    return entries[::-1]


def changes_between(
    before: CampaignText | None, after: CampaignText, *, public: bool = True
) -> list[Section]:
    """Return the fields that differ, each word by word. Nothing for a language that is new.

    In public the story's former words are not repeated: the person whose story it is may have
    taken the consent back, and then they are to be gone from every page. (D12)
    """
    if before is None:
        return []
    labels = _labels()
    return [
        Section(labels[field], [_change(field, before, after, public=public)])
        for field in TEXT_FIELDS
        if getattr(before, field) != getattr(after, field)
    ]


def text_url(text: CampaignText) -> str:
    """Return the address of one version in one language, which never changes."""
    edition = f"{text.language}-v{text.version}"
    return reverse("campaigns:text", args=[text.campaign.slug, edition])


def text_at(campaign: Campaign, edition: Edition) -> CampaignText | None:
    """Return what stood in a language at a version, as it was signed."""
    return campaign.text_signed(
        language=edition.language or campaign.language, version=edition.version
    )


def _change(field: str, before: CampaignText, after: CampaignText, *, public: bool) -> Change:
    if public and field in STORY_FIELDS:
        return Change(_("Told anew. What stood here before is not repeated."))
    pieces = word_by_word(getattr(before, field), getattr(after, field))
    return Change(_("Written anew."), pieces)


def _labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "ask": _("Ask"),
        "story_title": _("Title of the story"),
        "story": _("Story"),
        "facts": _("Facts"),
        "petition_text": _("Text of the petition"),
        "share_text": _("Text for sharing"),
    }
