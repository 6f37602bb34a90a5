"""What the public page of a campaign shows. The same for everybody, whoever asks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from core.markdown import plain
from situations.models import Brief

from .ledger import LedgerRow, ledger_of
from .models import Campaign

# About what a phone shows before the form. (D11: the story first, and the deed in reach)
OPENING_LENGTH = 700
DESCRIPTION_LENGTH = 160


@dataclass(frozen=True)
class CampaignPage:
    """A campaign with all that its page needs, asked of the database once."""

    campaign: Campaign
    ledger: list[LedgerRow]
    opening: str
    rest: str
    brief: Brief | None
    is_open: bool

    @property
    def description(self) -> str:
        """What search engines and shared links show: never a figure, since the story is first."""
        campaign = self.campaign
        text = campaign.share_text or plain(campaign.story)
        return text if len(text) <= DESCRIPTION_LENGTH else f"{text[: DESCRIPTION_LENGTH - 1]}…"

    @property
    def letters_sent(self) -> int:
        return sum(row.letters for row in self.ledger)

    def context(self, **more: Any) -> dict[str, Any]:
        """Return the context of the page's template."""
        return {"page": self, "campaign": self.campaign, "section": "campaigns", **more}


def campaign_page(campaign: Campaign, *, on: date | None = None) -> CampaignPage:
    """Gather what the page shows."""
    day = on or timezone.localdate()
    opening, rest = parted(campaign.story)
    briefs = Brief.objects.published().filter(situation=campaign.situation_id)
    return CampaignPage(
        campaign=campaign,
        ledger=ledger_of(campaign, campaign.offices.with_holders(), on=day),
        opening=opening,
        rest=rest,
        brief=briefs.newest_first().first(),
        is_open=campaign.is_open(day),
    )


def parted(story: str) -> tuple[str, str]:
    """Part a story between paragraphs: what opens the page, and what follows below the form."""
    paragraphs = story.split("\n\n")
    opening: list[str] = []
    while paragraphs and (not opening or len("\n\n".join(opening)) < OPENING_LENGTH):
        opening.append(paragraphs.pop(0))
    return "\n\n".join(opening), "\n\n".join(paragraphs)
