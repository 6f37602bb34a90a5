"""What a campaign's page shows of those who stand behind it, beside the signatures. (issue 5)

Words of supporters, news, organisations that sign, signatures on paper: each counted and shown
apart. The same for everybody, whoever asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .models import Campaign, Paper, Petition, SignOn, Update, Voice
from .switched import lists_are_shown

SHOWN_ON_PAGE = 6
NEWS_ON_PAGE = 3
ORGANISATIONS_ON_PAGE = 12


@dataclass(frozen=True)
class Said:
    """Words as the page shows them: the text, and as much of who says it as the signer chose."""

    pk: int
    text: str
    language: str
    name: str
    country: str


@dataclass(frozen=True)
class Voices:
    """All of it for one campaign, asked of the database once."""

    campaign: Campaign
    said: Sequence[Said]
    more_said: bool
    news: Sequence[Update]
    more_news: bool
    organisations: Sequence[SignOn]
    organisation_count: int
    paper_total: int
    paper_holders: Sequence[tuple[str, int]]

    @property
    def more_organisations(self) -> int:
        return self.organisation_count - len(self.organisations)


def are_voices_welcome(petition: Petition) -> bool:
    """Return whether words of supporters are asked for and shown: never in at-risk mode.

    Words can tell who wrote them even where no name stands under them.
    """
    return not petition.campaign.at_risk


def are_voices_shown(petition: Petition) -> bool:
    """Return whether words stand on pages now: staff can switch off lists of signers."""
    return are_voices_welcome(petition) and lists_are_shown()


def voices_of(campaign: Campaign) -> Voices:
    """Gather what the page shows."""
    said = said_on(campaign, SHOWN_ON_PAGE + 1)
    news = list(Update.objects.of(campaign).standing().with_texts().newest_first()[:4])
    organisations = SignOn.objects.of(campaign).accepted()
    holders = holders_of(campaign)
    return Voices(
        campaign=campaign,
        said=said[:SHOWN_ON_PAGE],
        more_said=len(said) > SHOWN_ON_PAGE,
        news=news[:NEWS_ON_PAGE],
        more_news=len(news) > NEWS_ON_PAGE,
        organisations=list(organisations[:ORGANISATIONS_ON_PAGE]),
        organisation_count=organisations.count(),
        paper_total=sum(number for _holder, number in holders),
        paper_holders=holders,
    )


def said_on(campaign: Campaign, number: int) -> list[Said]:
    """Return the newest published words, at most `number`; none in at-risk mode."""
    if not campaign.has_petition or not are_voices_shown(campaign.petition):
        return []
    found = Voice.objects.of(campaign).shown().for_pages().newest_first()[:number]
    return [as_said(voice) for voice in found]


def as_said(voice: Voice) -> Said:
    """Return words with as much of their signer as that person chose."""
    signature = voice.signature
    return Said(
        pk=voice.pk,
        text=voice.text,
        language=voice.language,
        name=_shown_name(voice),
        country=signature.country_name,
    )


def holders_of(campaign: Campaign) -> list[tuple[str, int]]:
    """Return who keeps how many verified signatures on paper."""
    if not campaign.has_petition:
        return []
    return Paper.objects.of(campaign.petition).standing().by_holder()


def _shown_name(voice: Voice) -> str:
    """Return the name that a worker wrote out, while the signer still wants to be shown so.

    The web process cannot open the seal: until the worker has been, the country stands alone.
    """
    return voice.signed if voice.signed_as == voice.signature.display else ""
