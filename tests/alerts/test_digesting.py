"""At a person's own hour, all that waits for them in one mail; and nothing, if nothing does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from alerts.models import Dropped, Item, ItemState
from alerts.services import (
    end_subscriptions,
    fan_out,
    send_digests,
)
from campaigns.models import CampaignStatus
from core.sealed import SealClosed, unseal_json
from outbox.models import Message
from tests.alerts.digests import DAY, HOUR, follower, next_of, publish, text_of
from tests.factories.alerts import make_news, make_subscriber, make_subscription
from tests.factories.briefs import make_brief
from tests.factories.campaigns import make_campaign
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief(earlier):
    return make_brief(at=earlier)


def test_a_daily_digest_comes_at_the_persons_hour_and_not_before(now, earlier):
    follower(earlier, hour=20, time_zone="Africa/Nairobi")
    assert send_digests(at=now) == 0
    publish(now)
    fan_out()
    due = datetime(2026, 6, 2, 17, 0, tzinfo=UTC)
    assert send_digests(at=due - timedelta(minutes=1)) == 0
    assert send_digests(at=due) == 1
    assert send_digests(at=due) == 0
    assert "The towns can be protected" in text_of(Message.objects.get())


def test_a_weekly_digest_comes_on_the_persons_weekday(now, earlier):
    subscription = follower(earlier, cadence="weekly", weekday=4, time_zone="Pacific/Honolulu")
    publish(now)
    fan_out()
    friday = datetime(2026, 6, 5, 18, 0, tzinfo=UTC)
    assert next_of(subscription) == (None, friday)
    assert send_digests(at=friday - HOUR) == 0
    assert send_digests(at=friday + HOUR) == 1
    assert next_of(subscription) == (None, friday + 7 * DAY)


def test_all_that_waits_is_in_one_mail_the_newest_first_by_situation(now, earlier):
    follower(earlier)
    valley, hills = make_situation(name="Upper Valley"), make_situation(name="Low Hills")
    for hours, situation, title in ((3, valley, "One"), (2, hills, "Two"), (1, valley, "Three")):
        publish(now - hours * HOUR, title=title, situation=situation)
    fan_out()
    assert send_digests(at=now + DAY) == 1
    message = Message.objects.get()
    places = [text_of(message).index(each) for each in ("Upper Valley ==", "Three", "One")]
    assert places == sorted(places)
    assert text_of(message).index("One") < text_of(message).index("Low Hills ==")
    assert message.content.subject == "News on Upper Valley and one other situation"
    assert set(Item.objects.values_list("message", flat=True)) == {message.pk}


def test_its_key_names_the_person_and_the_hour(now, earlier):
    subscription = follower(earlier)
    publish(now)
    fan_out()
    (slot, _weekly) = next_of(subscription)
    send_digests(at=now + 3 * DAY)
    key = f"dig:{subscription.subscriber_id}:{slot:%Y%m%d%H%M}"
    assert Message.objects.get().dedup_key == key


def test_without_news_there_is_no_mail_and_the_next_hour_is_set(now, earlier):
    """F20: an empty period."""
    subscription = follower(earlier)
    (before, _weekly) = next_of(subscription)
    assert send_digests(at=now) == 0
    assert not Message.objects.exists()
    assert next_of(subscription)[0] == datetime(2026, 6, 3, 8, 0, tzinfo=UTC) > before


def test_daily_and_weekly_that_are_due_together_are_one_mail(now, earlier):
    person = make_subscriber(at=earlier)
    valley = make_situation()
    make_subscription(subscriber=person, cadence="weekly", at=earlier)
    make_subscription(
        subscriber=person, cadence="daily", kind="situation", subject=valley, at=earlier
    )
    publish(now, title="Of the valley", situation=valley)
    publish(now, title="Of elsewhere")
    fan_out()
    monday = datetime(2026, 6, 8, 8, 0, tzinfo=UTC)
    assert send_digests(at=monday) == 1
    text = text_of(Message.objects.get())
    assert "Of the valley" in text
    assert "Of elsewhere" in text


def test_three_days_without_a_scheduler_are_caught_up_in_one_digest(now, earlier):
    """F13: then comes the next regular hour, and not one for each that was missed."""
    subscription = follower(earlier, time_zone="Europe/Berlin")
    for days in range(3):
        publish(now + days * DAY, title=f"Day {days}")
    back = now + 3 * DAY
    fan_out(at=back)
    assert send_digests(at=back) == 1
    assert all(f"Day {days}" in text_of(Message.objects.get()) for days in range(3))
    assert next_of(subscription)[0] == datetime(2026, 6, 6, 6, 0, tzinfo=UTC)
    assert send_digests(at=back + HOUR) == 0


def test_at_eight_before_and_after_the_clock_changes(earlier):
    """F13: the night to 29 March 2026 in Berlin, the one to 1 November 2026 in New York."""
    since = datetime(2026, 1, 1, tzinfo=UTC)
    for zone, first, second in (
        ("Europe/Berlin", (2026, 3, 28, 7), (2026, 3, 29, 6)),
        ("America/New_York", (2026, 10, 31, 12), (2026, 11, 1, 13)),
        ("Asia/Kathmandu", (2026, 3, 28, 2, 15), (2026, 3, 29, 2, 15)),
    ):
        subscription = follower(since, time_zone=zone)
        for parts in (first, second):
            due = datetime(*parts, tzinfo=UTC)
            send_digests(at=due - timedelta(minutes=1))
            assert next_of(subscription)[0] == due
            send_digests(at=due)


def test_the_same_brief_published_anew_stands_there_once(now, earlier, brief):
    follower(earlier)
    for hours in (2, 1):
        make_news(target=brief, at=now - hours * HOUR)
    fan_out()
    assert send_digests(at=now + DAY) == 1
    assert text_of(Message.objects.get()).count("New brief") == 1
    assert Item.objects.told().count() == 2, "the earlier is told by the later"


def test_of_two_changes_of_level_the_latest_is_told(now, earlier):
    follower(earlier)
    situation = make_situation(at=earlier)
    steps = (("serious_concern", "imminent_risk"), ("imminent_risk", "current_crisis"))
    for hours, (previous, level) in zip((2, 1), steps, strict=True):
        make_news(
            verb="situation.level_changed",
            target=situation,
            previous=previous,
            level=level,
            at=now - hours * HOUR,
        )
    fan_out()
    send_digests(at=now + DAY)
    text = text_of(Message.objects.get())
    assert text.count("The level has changed") == 1
    assert "Now: Current crisis. Before: Imminent risk." in text


def test_fifty_stand_there_and_the_rest_is_counted_with_a_link(now, earlier):
    follower(earlier)
    situation = make_situation(at=earlier)
    for number in range(53):
        publish(now + timedelta(seconds=number), title=f"Brief {number:02}.", situation=situation)
    fan_out(at=now + HOUR)
    assert send_digests(at=now + DAY) == 1
    text = text_of(Message.objects.get())
    assert text.count("New brief") == 50
    assert "Brief 52." in text
    assert "Brief 02." not in text
    assert "And 3 more pieces of news:\nhttp://testserver/" in text
    assert Item.objects.told().count() == 53


def test_what_was_withdrawn_meanwhile_is_dropped(now, earlier):
    """D12: what is not public when the mail is made is not told."""
    follower(earlier)
    campaign = make_campaign(at=earlier)
    make_news(verb="petition.launched", target=campaign.petition, at=now)
    publish(now, title="Still there")
    fan_out()
    campaign.status, campaign.slug, campaign.reference = CampaignStatus.APPROVED, None, None
    campaign.launched_at = None
    campaign.save()
    assert send_digests(at=now + DAY) == 1
    assert "New petition" not in text_of(Message.objects.get())
    assert Item.objects.get(state=ItemState.DROPPED).dropped == Dropped.NOT_PUBLIC


def test_a_digest_of_which_everything_was_withdrawn_is_not_sent(now, earlier):
    subscription = follower(earlier)
    publish(now)
    fan_out()
    end_subscriptions(subscriber=subscription.subscriber, at=now)
    assert send_digests(at=now + DAY) == 0
    assert Item.objects.get().dropped == Dropped.NOT_FOLLOWED
    assert next_of(subscription) == (None, None)


def test_what_happened_before_the_confirmation_is_in_no_digest(now, earlier):
    publish(earlier)
    follower(earlier + timedelta(seconds=1))
    fan_out()
    assert send_digests(at=now + DAY) == 0


def test_people_with_the_same_news_get_one_content_and_each_their_own_links(now, earlier):
    for _each in range(3):
        follower(earlier)
    follower(earlier, language="fr")
    publish(now)
    fan_out()
    assert send_digests(at=now + DAY) == 4
    assert Message.objects.values("content").distinct().count() == 2
    links = {
        unseal_json(each.envelope_sealed)["values"]["one_click_url"]
        for each in Message.objects.all()
    }
    assert len(links) == 4


def test_a_digest_names_every_subscription_that_it_comes_from(now, earlier):
    person = make_subscriber(at=earlier)
    valley, hills = make_situation(name="Upper Valley"), make_situation(name="Low Hills")
    for subject in (valley, hills, make_situation(name="Far Away")):
        make_subscription(
            subscriber=person, kind="situation", subject=subject, cadence="daily", at=earlier
        )
    for situation in (valley, hills):
        publish(now, situation=situation)
    fan_out()
    send_digests(at=now + DAY)
    values = unseal_json(Message.objects.get().envelope_sealed)["values"]
    assert values["because"] == "Upper Valley, Low Hills"


def test_without_the_private_key_nothing_moves_on(now, earlier):
    subscription = follower(earlier)
    publish(now)
    fan_out()
    before = next_of(subscription)
    with override_settings(SEALING_PRIVATE_KEY=""), pytest.raises(SealClosed):
        send_digests(at=now + DAY)
    assert next_of(subscription) == before
    assert send_digests(at=now + DAY) == 1
