"""What each public event says, read down from its object when it is told."""

from datetime import timedelta

import pytest

from alerts.content import MAILED, READERS, SILENT, News, read, story_lead
from audit.models import Event
from campaigns.models import CampaignStatus
from core.text import aggregate_figures
from situations.models import SituationStatus
from situations.services import (
    end_monitoring,
    publish_brief,
    reopen_situation,
    retract_brief,
    revise_brief,
    submit_brief,
    write_brief,
)
from tests.factories.accounts import make_user
from tests.factories.alerts import make_news
from tests.factories.briefs import make_brief
from tests.factories.campaigns import make_campaign
from tests.factories.responses import make_review
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

FIGURES = "More than 200,000 people were driven out, 40 per cent of the valley."
STORY = "Amani hid the **register** under the floor."


def told(verb, target, now, **details) -> News:
    news = read(make_news(verb=verb, target=target, at=now, **details))
    assert news is not None
    return news


def test_a_brief_says_its_title_and_standfirst(now):
    brief = make_brief()
    news = told("brief.published", brief, now)
    assert (news.title, news.lead) == (brief.title, brief.standfirst)
    assert news.link == f"http://testserver{brief.get_absolute_url()}"


def test_a_registration_says_its_level_and_the_public_reason(now):
    situation = make_situation(level="imminent_risk")
    assessment = situation.current_assessment
    news = told(
        "situation.registered",
        situation,
        now,
        level="imminent_risk",
        previous="",
        assessment=assessment.pk,
    )
    assert news.lead == f"Level: Imminent risk. {assessment.public_reason}"


def test_a_change_says_both_levels_as_they_were_at_the_event(now):
    situation = make_situation(level="serious_concern")
    news = told(
        "situation.level_changed", situation, now, level="current_crisis", previous="imminent_risk"
    )
    assert news.lead.startswith("Now: Current crisis. Before: Imminent risk.")


def test_d11_the_lead_about_a_petition_is_its_story_without_aggregate_figures(now):
    campaign = make_campaign(
        story=f"{FIGURES}\n\n{STORY}", story_title="One of 200,000", share_text=FIGURES
    )
    news = told("petition.launched", campaign.petition, now)
    assert news.lead == "Amani hid the register under the floor."
    assert news.lead_title == ""
    assert not aggregate_figures(news.lead)


@pytest.mark.parametrize(
    ("texts", "lead"),
    [
        ((f"{FIGURES}\n\n{FIGURES}", "Help her town to stay."), "Help her town to stay."),
        ((FIGURES, "Help 3,000 people."), ""),
        (("", ""), ""),
        ((STORY, "Not this."), "Amani hid the register under the floor."),
    ],
)
def test_d11_figures_never_open_the_mail_whatever_is_left_to_say(texts, lead):
    assert story_lead(*texts) == lead


def test_a_long_lead_is_cut_at_a_word():
    lead = story_lead("word " * 300)
    assert len(lead) <= 600
    assert lead.endswith("word…")


def test_letters_without_a_petition_are_told_too(now):
    campaign = make_campaign(petition=False, letters=True)
    news = told("letter_action.launched", campaign.letter_action, now)
    assert (news.happened, news.deed) == ("New letter campaign", "Read the story and write")


def test_a_campaign_that_has_closed_meanwhile_does_not_ask_to_sign(now):
    campaign = make_campaign(status=CampaignStatus.CLOSED)
    assert told("petition.launched", campaign.petition, now).deed == "Read the story"


@pytest.mark.parametrize(
    ("verb", "make"),
    [
        ("brief.published", lambda: make_brief(published=False)),
        ("petition.launched", lambda: make_campaign(live=False).petition),
        (
            "letter_action.launched",
            lambda: make_campaign(live=False, petition=False, letters=True).letter_action,
        ),
        ("situation.registered", lambda: make_situation(status=SituationStatus.PROPOSED)),
    ],
)
def test_d12_what_is_not_public_says_nothing(now, verb, make):
    assert read(make_news(verb=verb, target=make(), at=now)) is None


def test_the_end_of_the_monitoring_is_told_with_what_came_of_it(now):
    situation = make_situation()
    make_review(situation=situation, status="decided", account="Nobody was driven out.")
    end_monitoring(situation=situation, actor=make_user(), at=now)
    news = read(Event.objects.get(verb="situation.monitoring_ended"))
    assert news.happened == "Monitoring ended"
    assert news.lead == "Outcome: prevented (arguably). Nobody was driven out."
    reopen_situation(situation=situation, actor=make_user(), reason="New lists.", at=now)
    again = read(Event.objects.get(verb="situation.reopened"))
    assert (again.happened, again.lead) == ("Followed again", "New lists.")


def test_an_event_of_another_kind_says_nothing(now):
    assert read(make_news(verb="situation.reassessed", target=make_situation(), at=now)) is None


def test_d4_a_first_no_is_read_but_wakes_nobody(now):
    situation = make_situation(status=SituationStatus.NOT_REGISTERED)
    event = make_news(
        verb="situation.not_registered", target=situation, previous="", level="", at=now
    )
    assert read(event).happened == "Assessed, and not registered as R2P"
    assert not Event.objects.filter(MAILED, pk=event.pk).exists()


@pytest.mark.parametrize("verb", ["brief.corrected", "brief.translated"])
def test_a_slip_put_right_and_a_translation_wake_nobody(now, verb):
    event = make_news(verb=verb, target=make_brief(), at=now)
    assert read(event).path
    assert not Event.objects.filter(MAILED, pk=event.pk).exists()


@pytest.mark.parametrize("verb", sorted(set(READERS) - SILENT))
def test_every_other_kind_is_mailed(now, verb):
    event = make_news(verb=verb, target=make_situation(), at=now)
    assert Event.objects.filter(MAILED, pk=event.pk).exists()


def test_a_brief_is_told_in_the_words_of_its_newest_version(now):
    first = make_brief(title="First", at=now)
    draft = revise_brief(
        brief=first, actor=make_user(), change="major", change_note="The numbers are higher."
    )
    write_brief(brief=draft, actor=draft.author, title="Second")
    submit_brief(brief=draft, actor=draft.author)
    second = publish_brief(brief=draft, actor=make_user())
    assert told("brief.published", first, now).title == "Second"
    news = told("brief.revised", second, now)
    assert (news.happened, news.lead) == ("Brief revised", "The numbers are higher.")
    assert news.link == f"http://testserver{first.get_absolute_url()}"


def test_a_brief_that_was_retracted_is_told_with_the_reason_and_else_not_at_all(now):
    brief = make_brief(title="Wrong")
    retract_brief(brief=brief, actor=make_user(), reason="The source was invented.")
    assert read(make_news(verb="brief.published", target=brief, at=now)) is None
    news = told("brief.retracted", brief, now)
    assert (news.happened, news.lead) == ("Brief retracted", "The source was invented.")
    assert news.link == f"http://testserver{brief.get_absolute_url()}"


def test_nothing_is_told_of_a_brief_under_an_embargo(now):
    brief = make_brief(embargo_until=now + timedelta(days=3650))
    for verb in ("brief.published", "brief.revised", "brief.retracted"):
        assert read(make_news(verb=verb, target=brief, at=now)) is None


def test_a_report_tells_what_came_of_a_campaign_and_opens_with_no_total(now):
    closed = make_campaign(status=CampaignStatus.CLOSED, report="The observers **came** in May.")
    assert read(make_news(verb="campaign.report_published", target=closed, at=now)) is None
    closed.report_published_at = now
    closed.save(update_fields=["report_published_at"])
    news = told("campaign.report_published", closed, now)
    assert (news.happened, news.deed) == ("What came of it", "Read the report")
    assert news.lead == "The observers came in May."
    closed.report = FIGURES
    closed.save(update_fields=["report"])
    assert not aggregate_figures(told("campaign.report_published", closed, now).lead)
