"""Everyone who follows what an event touches is told of it, once."""

from datetime import timedelta

import pytest
import time_machine
from django.test import override_settings

from alerts import tasks
from alerts.models import FanOut, Item, ItemState, SubscriptionState
from alerts.services import fan_out
from audit.services import record
from campaigns.models import CampaignStatus
from campaigns.services import close_campaign
from core.sealed import SealClosed
from outbox.models import Content, Message, State, Stream
from situations.models import SituationStatus
from situations.models.territory import Region
from tests.factories.accounts import make_organisation
from tests.factories.alerts import make_news, make_subscriber, make_subscription
from tests.factories.briefs import make_brief
from tests.factories.campaigns import make_campaign
from tests.factories.situations import (
    make_situation,
    make_territory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief(earlier):
    return make_brief(at=earlier)


def follow(at, kind="everything", subject=None, **more):
    person = make_subscriber(at=at, **more)
    return make_subscription(subscriber=person, kind=kind, subject=subject, at=at)


def test_a_published_brief_is_mailed_with_its_reason_and_its_ways_out(
    now, earlier, brief, workers_run
):
    follow(earlier, "situation", brief.situation, email="ada@example.org")
    make_news(target=brief, at=now)
    (mail,) = workers_run()
    assert mail.to == ["ada@example.org"]
    assert mail.subject == f"New brief: {brief.title}"
    assert f"you follow {brief.situation.name}." in mail.body
    assert brief.standfirst in mail.body
    assert f"http://testserver{brief.get_absolute_url()}" in mail.body
    for part in ("/alerts/unsubscribe/", "/alerts/manage/"):
        assert part in mail.body
        assert part in mail.alternatives[0].content


def test_the_mail_carries_one_click_headers(now, earlier, workers_run):
    follow(earlier)
    make_news(at=now)
    (mail,) = workers_run()
    headers = mail.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http://testserver/alerts/unsubscribe/")
    assert Message.objects.get().stream == Stream.BULK


def test_followers_of_everything_the_territory_and_the_organisation_are_told(
    now, earlier, brief, workers_run
):
    (territory,) = brief.situation.territories.all()
    for kind, subject in (
        ("everything", None),
        ("situation", brief.situation),
        ("territory", territory),
        ("organisation", brief.organisation),
    ):
        follow(earlier, kind, subject)
    make_news(target=brief, at=now)
    assert len(workers_run()) == 4


def test_followers_of_other_things_are_not_told(now, earlier, brief, workers_run):
    follow(earlier, "situation", make_situation())
    follow(earlier, "territory", make_territory(code="KE"))
    follow(earlier, "organisation", make_organisation())
    make_news(target=brief, at=now)
    assert workers_run() == []
    assert FanOut.objects.get().told == 0


def test_who_follows_a_country_is_told_of_its_parts(now, earlier, brief, workers_run):
    (territory,) = brief.situation.territories.all()
    territory.parent = make_territory(code="RS")
    territory.save()
    follow(earlier, "territory", territory.parent)
    make_news(target=brief, at=now)
    assert len(workers_run()) == 1


def test_three_followed_topics_give_one_mail_that_names_all_three(now, earlier, brief, workers_run):
    person = make_subscriber(at=earlier)
    (territory,) = brief.situation.territories.all()
    for kind, subject in (
        ("everything", None),
        ("situation", brief.situation),
        ("territory", territory),
    ):
        make_subscription(subscriber=person, kind=kind, subject=subject, at=earlier)
    make_news(target=brief, at=now)
    (mail,) = workers_run()
    reason = f"you follow everything on this site, {brief.situation.name}, {territory.name}"
    assert reason in mail.body


def test_running_again_sends_nothing_again(now, earlier, workers_run):
    follow(earlier)
    make_news(at=now)
    assert len(workers_run()) == 1
    assert fan_out() == 0
    assert len(workers_run()) == 1
    assert Item.objects.count() == FanOut.objects.count() == 1


def test_what_happened_before_somebody_confirmed_is_not_sent_to_them(now, earlier, workers_run):
    make_news(at=earlier)
    follow(earlier + timedelta(seconds=1))
    follow(earlier)
    assert workers_run() == []


@pytest.mark.parametrize("state", [SubscriptionState.PENDING, SubscriptionState.ENDED])
def test_only_active_subscriptions_count(now, earlier, state, workers_run):
    make_subscription(state=state, at=earlier)
    make_news(at=now)
    assert workers_run() == []


def test_an_event_that_is_not_public_is_not_told(now, earlier, brief, workers_run):
    follow(earlier)
    record(verb="brief.published", target=brief, public=False, at=now)
    assert workers_run() == []
    assert not FanOut.objects.exists()


def test_an_event_older_than_the_look_back_is_left_alone(now, workers_run):
    follow(now - timedelta(days=90))
    make_news(at=now - timedelta(days=30))
    assert workers_run() == []


def test_after_an_outage_of_days_the_news_comes_in_the_next_daily_digest(now, earlier, workers_run):
    follow(earlier)
    make_news(at=now)
    later = now + timedelta(days=20)
    with time_machine.travel(later, tick=False):
        assert workers_run() == []
    with time_machine.travel(later.replace(hour=8) + timedelta(days=1), tick=False):
        assert len(workers_run()) == 1


def test_what_is_not_public_any_more_is_not_mailed(now, earlier, workers_run):
    """D12: what was withdrawn between the event and the mail is not told."""
    follow(earlier)
    campaign = make_campaign(at=earlier)
    make_news(verb="petition.launched", target=campaign.petition, at=now)
    campaign.status, campaign.slug, campaign.reference = CampaignStatus.APPROVED, None, None
    campaign.launched_at = None
    campaign.save()
    assert workers_run() == []


def test_what_was_noted_and_is_not_public_any_more_is_dropped(now, earlier, workers_run):
    subscription = follow(earlier)
    draft = make_brief(published=False, at=earlier)
    event = make_news(target=draft, at=now)
    Item.objects.create(
        event=event,
        subscriber=subscription.subscriber,
        because=[subscription.pk],
        created_at=now,
    )
    assert workers_run() == []
    assert Item.objects.get().state == ItemState.DROPPED


def test_a_first_no_is_not_mailed(now, earlier, workers_run):
    follow(earlier)
    refused = make_situation(status=SituationStatus.NOT_REGISTERED, at=earlier)
    make_news(verb="situation.not_registered", target=refused, previous="", level="", at=now)
    assert workers_run() == []


def test_leaving_the_register_is_mailed(now, earlier, workers_run):
    follow(earlier)
    refused = make_situation(status=SituationStatus.NOT_REGISTERED, at=earlier)
    make_news(
        verb="situation.not_registered",
        target=refused,
        previous="imminent_risk",
        level="",
        at=now,
    )
    (mail,) = workers_run()
    assert mail.subject == f"No longer in the register as R2P: {refused.name}"


def test_each_person_gets_the_mail_in_their_language(now, earlier, brief, workers_run):
    follow(earlier, email="ada@example.org")
    follow(earlier, email="amal@example.org", language="ar")
    make_news(target=brief, at=now)
    mails = {mail.to[0]: mail for mail in workers_run()}
    assert mails["ada@example.org"].message()["Content-Language"] == "en"
    arabic = mails["amal@example.org"]
    assert arabic.message()["Content-Language"] == "ar"
    assert f"{brief.get_absolute_url()}?lang=ar" in arabic.body


def test_a_mail_is_rendered_once_for_each_language(now, earlier, workers_run):
    for language in ("en", "en", "en", "fr"):
        follow(earlier, language=language)
    make_news(at=now)
    assert len(workers_run()) == 4
    assert Content.objects.count() == 2


def test_followers_of_the_region_and_of_the_campaign_are_told(now, earlier, workers_run):
    campaign = make_campaign(at=earlier)
    (territory,) = campaign.situation.territories.all()
    follow(earlier, "region", Region(territory.region))
    follow(earlier, "campaign", campaign)
    follow(earlier, "region", Region.OCEANIA)
    follow(earlier, "campaign", make_campaign(at=earlier))
    make_news(verb="petition.launched", target=campaign.petition, at=now)
    assert len(workers_run()) == 2


def test_a_closed_campaign_is_told_to_who_follows_it(now, earlier, workers_run):
    campaign = make_campaign(at=earlier)
    follow(earlier, "campaign", campaign)
    close_campaign(campaign=campaign, actor=campaign.author, notice="The road is open.", at=now)
    (mail,) = workers_run()
    assert mail.subject == f"Campaign closed: {campaign.title}"
    assert "The road is open." in mail.body


def test_only_the_kinds_that_were_chosen_are_told(now, earlier, brief, workers_run):
    person = make_subscriber(at=earlier)
    make_subscription(subscriber=person, kinds=["levels", "campaigns"], at=earlier)
    make_news(target=brief, at=now)
    assert workers_run() == []
    make_news(verb="situation.registered", target=brief.situation, at=now)
    assert len(workers_run()) == 1


def test_the_most_frequent_of_the_matching_subscriptions_says_when(now, earlier, brief):
    person = make_subscriber(at=earlier)
    weekly = make_subscription(subscriber=person, cadence="weekly", at=earlier)
    daily = make_subscription(
        subscriber=person,
        kind="situation",
        subject=brief.situation,
        cadence="daily",
        kinds=["briefs"],
        at=earlier,
    )
    make_news(target=brief, at=now)
    make_news(verb="situation.registered", target=brief.situation, at=now)
    assert fan_out() == 0
    found = Item.objects.order_by("event_id").values_list("cadence", "because")
    assert list(found) == [("daily", [weekly.pk, daily.pk]), ("weekly", [weekly.pk])]


def test_people_are_told_in_batches_and_everyone_once(now, earlier):
    for _each in range(7):
        follow(earlier)
    make_news(at=now)
    make_news(at=now)
    assert fan_out(ledger_batch=2, mail_batch=3) == 14
    assert Item.objects.filter(state=ItemState.TOLD).count() == 14
    assert list(FanOut.objects.values_list("told", flat=True)) == [7, 7]
    assert Message.objects.filter(state=State.QUEUED).count() == 14


def test_the_task_passes_on_what_is_there(now, earlier):
    follow(earlier)
    make_news(at=now)
    tasks.fan_out()
    assert Message.objects.count() == 1


def test_a_damaged_address_does_not_stop_the_others(now, earlier, workers_run):
    damaged = follow(earlier).subscriber
    damaged.email_sealed = b"damaged"
    damaged.save()
    follow(earlier, email="ada@example.org")
    make_news(at=now)
    assert [mail.to for mail in workers_run()] == [["ada@example.org"]]
    assert Item.objects.get(subscriber=damaged).state == ItemState.DROPPED


def test_without_the_private_key_nothing_is_dropped(now, earlier):
    follow(earlier)
    make_news(at=now)
    with override_settings(SEALING_PRIVATE_KEY=""), pytest.raises(SealClosed):
        fan_out()
    assert fan_out() == 1


def test_mails_go_out_in_the_order_of_what_happened(now, earlier, workers_run):
    follow(earlier)
    for title in ("First", "Second", "Third"):
        make_news(target=make_brief(title=title, at=earlier), at=now)
    assert [mail.subject for mail in workers_run()] == [
        "New brief: First",
        "New brief: Second",
        "New brief: Third",
    ]
