"""What a public event says to people: read down from its object when it is told, not before.

Reading late is what keeps the promise of D12 for alerts too: what is not public any more when the
mail is made is not told. Each verb that is told has one reader here; a verb without one is silent.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation
from audit.models import Event
from campaigns.models import Answer, AskOutcome, Campaign
from core.markdown import plain
from core.rules import Text
from core.text import aggregate_figures
from officials.models import Post
from situations.models import Brief, Retraction, Situation, Territory
from situations.models.choices import Level

from .links import in_language
from .models import EventKind, Topic
from .models.topic import TopicQuerySet

LEAD_LENGTH = 600


@dataclass(frozen=True)
class News:
    """One event in words, in the language that is active, with the objects that it touches."""

    happened: Text
    title: str
    lead: str
    path: str
    deed: Text
    situation: Situation
    organisation: Organisation
    lead_title: str = ""
    campaign: Campaign | None = None

    @property
    def link(self) -> str:
        return f"{settings.BASE_URL}{in_language(self.path)}"

    @property
    def context(self) -> dict[str, str]:
        """The same for every recipient of one language, so that a mail is rendered once."""
        return {
            "happened": str(self.happened),
            "title": self.title,
            "lead_title": self.lead_title,
            "lead": self.lead,
            "link": self.link,
            "deed": str(self.deed),
            "organisation": self.organisation.name,
        }

    def topics(self) -> TopicQuerySet:
        """Every topic that this belongs to."""
        places = [place for own in self.situation.territories.all() for place in _upwards(own)]
        return Topic.objects.touching(
            situations=[self.situation.pk],
            territories=[place.pk for place in places],
            regions={place.region for place in places if place.region},
            campaigns=[self.campaign.pk] if self.campaign else [],
            organisations={self.organisation.pk, self.situation.organisation_id},
        )


Reader = Callable[[Event], News | None]


def read(event: Event) -> News | None:
    """Return what the event says now, or None if it says nothing or is not public any more."""
    reader = READERS.get(event.verb)
    return reader(event) if reader and event.public else None


def _registered(event: Event) -> News | None:
    return _situation(event, _("Registered as R2P"))


def _not_registered(event: Event) -> News | None:
    if event.details.get("previous"):
        return _situation(event, _("No longer in the register as R2P"))
    return _situation(event, _("Assessed, and not registered as R2P"))


def _level_changed(event: Event) -> News | None:
    return _situation(event, _("The level has changed"))


def _ended(event: Event) -> News | None:
    """That a situation is followed no more, with what became of what was feared."""
    news = _situation(event, _("Monitoring ended"))
    review = news.situation.outcome_review if news else None
    if news is None or review is None:
        return None
    lead = _("Outcome: %(result)s.") % {"result": review.result_label}
    return replace(news, lead=f"{lead} {_opening(review.account)}", deed=_("Read what came of it"))


def _reopened(event: Event) -> News | None:
    news = _situation(event, _("Followed again"))
    reason = _opening(str(event.details.get("reason", "")))
    return replace(news, lead=reason, deed=_("See the situation")) if news else None


def _situation(event: Event, happened: str) -> News | None:
    found = Situation.objects.public().for_pages().filter(pk=event.object_id).first()
    if found is None:
        return None
    decided = found.assessments.decided().filter(pk=event.details.get("assessment")).first()
    return News(
        happened=happened,
        title=found.name,
        lead=" ".join(
            (*_levels(event.details), _opening(decided.public_reason if decided else ""))
        ),
        path=found.get_absolute_url(),
        deed=_("Read the assessment"),
        situation=found,
        organisation=found.organisation,
    )


def _levels(details: Mapping[str, Any]) -> Iterator[str]:
    """The level as it was at the event, which may not be the level of today."""
    now, before = (_level(details.get(key)) for key in ("level", "previous"))
    if now and before:
        yield _("Now: %(now)s. Before: %(before)s.") % {"now": now, "before": before}
    elif now:
        yield _("Level: %(now)s.") % {"now": now}


def _level(value: Any) -> str:
    return str(Level(value).label) if value in Level.values else ""


def _published(event: Event) -> News | None:
    return _brief(event, _("New brief"))


def _revised(event: Event) -> News | None:
    return _brief(event, _("Brief revised"))


def _corrected(event: Event) -> News | None:
    return _brief(event, _("Brief corrected"))


def _translated(event: Event) -> News | None:
    return _brief(event, _("Brief translated"))


def _brief(event: Event, happened: str) -> News | None:
    """A brief in the words of its newest version, past its embargo and not retracted."""
    told = Brief.objects.standing().filter(pk=event.object_id).first()
    if told is None:
        return None
    newest = Brief.objects.newest_versions().of_brief(told).filter(language=told.language)
    brief = newest.for_pages().first() or told
    return News(
        happened=happened,
        title=brief.title,
        lead=_opening(told.change_note) or _opening(brief.standfirst),
        path=brief.get_absolute_url(),
        deed=_("Read the brief"),
        situation=brief.situation,
        organisation=brief.organisation,
    )


def _retracted(event: Event) -> News | None:
    """That a brief was taken back, and why: who was told of it is told of that as well."""
    told = Brief.objects.out().for_pages().filter(pk=event.object_id).first()
    taken = Retraction.objects.filter(reference=told.reference).first() if told else None
    if told is None or taken is None:
        return None
    return News(
        happened=_("Brief retracted"),
        title=told.title,
        lead=_opening(taken.reason),
        path=told.get_absolute_url(),
        deed=_("Read why"),
        situation=told.situation,
        organisation=told.organisation,
    )


def _petition_launched(event: Event) -> News | None:
    campaign = Campaign.objects.public().for_pages().filter(petition__pk=event.object_id).first()
    return _campaign(campaign, _("New petition"), _("Read the story and sign"))


def _letters_launched(event: Event) -> News | None:
    campaign = (
        Campaign.objects.public().for_pages().filter(letter_action__pk=event.object_id).first()
    )
    return _campaign(campaign, _("New letter campaign"), _("Read the story and write"))


def _campaign(campaign: Campaign | None, happened: str, deed: str) -> News | None:
    if campaign is None:
        return None
    return News(
        happened=happened,
        title=campaign.title,
        lead_title=story_lead(campaign.story_title),
        lead=story_lead(campaign.story, campaign.share_text),
        path=campaign.get_absolute_url(),
        deed=deed if campaign.is_open() else _("Read the story"),
        situation=campaign.situation,
        organisation=campaign.organisation,
        campaign=campaign,
    )


def _closed(event: Event) -> News | None:
    """What was reached, in the words of those who closed it, if they say it without a total."""
    campaign = Campaign.objects.public().for_pages().filter(pk=event.object_id).first()
    news = _campaign(campaign, _("Campaign closed"), _("Read what came of it"))
    if campaign is None or news is None or campaign.is_open():
        return None
    lead = story_lead(campaign.notice) or news.lead
    return replace(news, lead=lead, deed=_("Read what came of it"))


def _reported(event: Event) -> News | None:
    """What came of a campaign: what those who follow it wait for. (D16)

    A change of its text is no news: who has signed finds it on the page, with its difference.
    """
    campaign = Campaign.objects.public().for_pages().filter(pk=event.object_id).first()
    news = _campaign(campaign, _("What came of it"), _("Read the report"))
    if campaign is None or news is None or campaign.report_published_at is None:
        return None
    # Their own words; the story again where they open with a total. (D11)
    lead = story_lead(plain(campaign.report)) or news.lead
    return replace(news, lead=lead, lead_title="", deed=_("Read the report"))


def _answered(event: Event) -> News | None:
    """What an office answered, in the words that two people have looked at."""
    answer = Answer.objects.public().for_pages().filter(pk=event.object_id).first()
    if answer is None:
        return None
    happened = _("An office promises an answer") if answer.kind == "holding" else _("An answer")
    return _of_office(answer.campaign, happened, answer.post, answer.translation or answer.text)


def _outcome(event: Event) -> News | None:
    """What an office did about the ask, with its evidence; silence included."""
    outcome = AskOutcome.objects.checked().for_pages().filter(pk=event.object_id).first()
    if outcome is None:
        return None
    said = f"{str(outcome.get_result_display()).capitalize()}. {outcome.evidence}"
    return _of_office(outcome.campaign, _("What an office did"), outcome.post, said)


def _of_office(campaign: Campaign, happened: str, post: Post, words: str) -> News | None:
    public = Campaign.objects.public().for_pages().filter(pk=campaign.pk).first()
    if public is None:
        return None
    return News(
        happened=happened,
        title=f"{post.label}: {public.title}",
        lead=_opening(words),
        path=reverse("campaigns:answers", args=[public.slug]),
        deed=_("Read what was asked and answered"),
        situation=public.situation,
        organisation=public.organisation,
        campaign=public,
    )


# Who reads each event, and as which kind of news people choose it.
_TOLD: dict[str, tuple[Reader, EventKind]] = {
    "answer.published": (_answered, EventKind.ANSWERS),
    "brief.corrected": (_corrected, EventKind.BRIEFS),
    "brief.published": (_published, EventKind.BRIEFS),
    "brief.retracted": (_retracted, EventKind.BRIEFS),
    "brief.revised": (_revised, EventKind.BRIEFS),
    "brief.translated": (_translated, EventKind.BRIEFS),
    "campaign.closed": (_closed, EventKind.CAMPAIGNS),
    "campaign.report_published": (_reported, EventKind.CAMPAIGNS),
    "letter_action.launched": (_letters_launched, EventKind.CAMPAIGNS),
    "outcome_of_ask.checked": (_outcome, EventKind.ANSWERS),
    "petition.launched": (_petition_launched, EventKind.CAMPAIGNS),
    "situation.level_changed": (_level_changed, EventKind.LEVELS),
    "situation.monitoring_ended": (_ended, EventKind.LEVELS),
    "situation.not_registered": (_not_registered, EventKind.LEVELS),
    "situation.registered": (_registered, EventKind.LEVELS),
    "situation.reopened": (_reopened, EventKind.LEVELS),
}
READERS: dict[str, Reader] = {verb: reader for verb, (reader, _kind) in _TOLD.items()}
KINDS: dict[str, EventKind] = {verb: kind for verb, (_reader, kind) in _TOLD.items()}
# A first "no" stands in the register and in the feed like a "yes" (D4), but nobody is woken for it.
# What was registered and is no more has changed its level. A slip put right, and a translation, are
# for the feeds.
SILENT = {"brief.corrected", "brief.translated", "situation.not_registered"}
MAILED = Q(verb__in=set(READERS) - SILENT) | Q(
    verb="situation.not_registered", details__previous__gt=""
)


def story_lead(*texts: str) -> str:
    """Return the first paragraph of the texts that holds no aggregate figure; else nothing.

    One person's fate moves where a number dulls, so a number never opens the mail. (D11; Evans
    2007, para 19)
    """
    paragraphs = (plain(part) for text in texts for part in text.split("\n\n"))
    return next((_cut(part) for part in paragraphs if part and not aggregate_figures(part)), "")


def _opening(text: str) -> str:
    """The first paragraph, as plain words."""
    return _cut(next((plain(part) for part in text.split("\n\n") if part.strip()), ""))


def _cut(text: str) -> str:
    """Shorten at a word, and show that something is missing."""
    if len(text) <= LEAD_LENGTH:
        return text
    return text[:LEAD_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–—") + "…"


def _upwards(territory: Territory) -> Iterator[Territory]:
    """The territory and whatever it is part of: who follows the whole follows its parts."""
    place: Territory | None = territory
    while place is not None:
        yield place
        place = place.parent
