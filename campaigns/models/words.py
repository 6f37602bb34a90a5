"""The words of a campaign in the language of whoever reads them."""

from typing import TYPE_CHECKING, Union

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .campaign import Campaign
    from .text import CampaignText

# What is written once for each language. The petition's text stands on the petition otherwise.
TEXT_FIELDS = (
    "title",
    "ask",
    "story_title",
    "story",
    "facts",
    "petition_text",
    "share_text",
)

# What is told of a person, or repeats it: gone at once when the consent is taken back.
STORY_FIELDS = ("story_title", "story", "share_text")


class OwnText:
    """The words in the campaign's own language, read from its row when they are asked for.

    Reads no more of the row than is asked: signing, which needs title and ask, loads no story.
    """

    is_stale = False

    def __init__(self, campaign: "Campaign"):
        self.campaign = campaign

    @property
    def language(self) -> str:
        return self.campaign.language

    @property
    def title(self) -> str:
        return self.campaign.title

    @property
    def ask(self) -> str:
        return self.campaign.ask

    @property
    def story_title(self) -> str:
        return self.campaign.story_title

    @property
    def story(self) -> str:
        return self.campaign.story

    @property
    def facts(self) -> str:
        return self.campaign.facts

    @property
    def share_text(self) -> str:
        return self.campaign.share_text

    @property
    def petition_text(self) -> str:
        return self.campaign.petition.text if self.campaign.has_petition else ""


Words = Union[OwnText, "CampaignText"]


class InLanguages(models.Model):
    """What a campaign says in several languages: one petition, many languages, one count.

    The own language stands in the campaign's row; so it is there for whoever asks for a title
    alone. Translations, and every version that was public, are rows of `texts`.
    """

    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    languages = models.JSONField(
        _("languages that it was translated to"), default=list, blank=True, editable=False
    )

    story_withdrawn_at = models.DateTimeField(
        _("story taken back"), null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def text_in(self: "Campaign", language: str | None, *, drafts: bool = False) -> Words:  # type: ignore[misc] # - of campaigns alone
        """Return the words in a language; in the campaign's own if there are none in that one.

        Asks the database only for a translation that is there, and once. With `drafts` what is
        being translated counts too: for a preview at the desk.
        """
        if language is None or language == self.language:
            return OwnText(self)
        if not drafts and language not in self.languages:
            return OwnText(self)
        begun = self.texts.being_written().filter(language=language).first() if drafts else None
        return begun or self.public_text(language) or OwnText(self)

    def public_text(self: "Campaign", language: str) -> "CampaignText | None":  # type: ignore[misc] # - of campaigns alone
        """Return the newest public row in a language, without a story that was taken back. (D12)"""
        found = self.texts.public().filter(language=language).newest_first().first()
        withdrawn = self.story_withdrawn_at
        if found and withdrawn and found.public_at and found.public_at <= withdrawn:
            for field in STORY_FIELDS:
                setattr(found, field, "")
        return found

    def text_signed(self: "Campaign", *, language: str, version: int) -> "CampaignText | None":  # type: ignore[misc] # - of campaigns alone
        """Return what somebody put the name to who signed in this language, at this version.

        A version numbers all languages together: each change in any of them is the next one. So
        what stood in a language at a version is the newest text in it up to that number; where
        there was none, people read the campaign's own language.
        """
        up_to = self.texts.public().filter(version__lte=version)
        found = up_to.filter(language=language).newest_first().first()
        return found or up_to.filter(language=self.language).newest_first().first()

    @property
    def all_languages(self) -> list[str]:
        """The campaign's own language, then those it was translated to."""
        return [self.language, *self.languages]
