"""What the public page of a campaign shows. The same for everybody, whoever asks."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from core.countries import country_name
from core.markdown import plain
from situations.models import Brief

from .few_letters import total_said
from .ledger import LedgerRow, ledger_of
from .models import Axis, Campaign, GoalReached, Petition
from .models.words import Words
from .services.publishing import published
from .switched import lists_are_shown, signing_notice

# About what a phone shows before the form. (D11: the story first, and the deed in reach)
OPENING_LENGTH = 420
DESCRIPTION_LENGTH = 160
SIGNERS_SHOWN = 5


@dataclass(frozen=True)
class ShownName:
    """A signer as the page says it: a name, with a country where the country may be named."""

    name: str
    country: str


@dataclass(frozen=True)
class CampaignPage:
    """A campaign with all that its page needs, asked of the database once."""

    campaign: Campaign
    text: Words
    ledger: list[LedgerRow]
    opening: str
    rest: str
    brief: Brief | None
    is_open: bool
    signing_notice: str | None
    signers: list[ShownName] = field(default_factory=list)
    goals_told: list[GoalReached] = field(default_factory=list)

    @property
    def description(self) -> str:
        """What search engines and shared links show: never a figure, since the story is first."""
        text = self.text.share_text or plain(self.text.story) or self.text.ask
        return text if len(text) <= DESCRIPTION_LENGTH else f"{text[: DESCRIPTION_LENGTH - 1]}…"

    @property
    def letters_sent(self) -> int:
        """How many letters left: for the desk. The public reads `letters_said`."""
        return sum(row.letters for row in self.ledger)

    @property
    def letters_said(self) -> str:
        return total_said(row.letters for row in self.ledger)

    def context(self, **more: Any) -> dict[str, Any]:
        """Return the context of the page's template."""
        return {
            "page": self,
            "campaign": self.campaign,
            "text": self.text,
            **more,
        }


def campaign_page(
    campaign: Campaign, *, on: date | None = None, drafts: bool = False
) -> CampaignPage:
    """Gather what the page shows in the language of its reader. `drafts` is for the desk."""
    day = on or timezone.localdate()
    text = campaign.text_in(get_language(), drafts=drafts)
    opening, rest = parted(text.story)
    briefs = Brief.objects.published().filter(situation=campaign.situation_id)
    petition = campaign.petition if campaign.has_petition else None
    notice = signing_notice(petition) if petition else None
    return CampaignPage(
        campaign=campaign,
        text=text,
        ledger=ledger_of(campaign, campaign.offices.with_holders(), on=day),
        opening=opening,
        rest=rest,
        brief=briefs.newest_first().first(),
        is_open=campaign.is_open(day) and notice is None,
        signing_notice=notice,
        signers=shown_names(petition) if petition else [],
        goals_told=list(petition.goals_reached.all()) if petition else [],
    )


def shown_names(petition: Petition) -> list[ShownName]:
    """Return the newest signers as they chose to be shown.

    A country is named where its number is public already, so that nobody is the first to be seen
    from it; who chose to show a country alone waits until then. Nobody in at-risk mode.
    """
    if petition.campaign.at_risk or not lists_are_shown():
        return []
    rows = list(petition.shown_signers.newest_first())
    public = published(petition, Axis.COUNTRY) if rows else {}
    names = [
        ShownName(row.name, country_name(row.country) if row.country in public else "")
        for row in rows
    ]
    return [each for each in names if each.name or each.country][:SIGNERS_SHOWN]


def parted(story: str) -> tuple[str, str]:
    """Part a story between paragraphs: what opens the page, and what follows below the form."""
    paragraphs = story.split("\n\n")
    opening: list[str] = []
    while paragraphs and (not opening or len("\n\n".join(opening)) < OPENING_LENGTH):
        opening.append(paragraphs.pop(0))
    return "\n\n".join(opening), "\n\n".join(paragraphs)
