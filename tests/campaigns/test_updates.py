"""News of a campaign: two people, a cap, a story first, and a page that stays."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.models import Event
from campaigns.models import Campaign, Update, UpdateStatus
from campaigns.services.updates import (
    announce_reports,
    draft_update,
    publish_update,
    send_test,
    submit_update,
    withdraw_update,
    write_update,
)
from core.rules import RuleRefused
from core.sealed import unseal_json
from outbox.models import Content, Message
from tests.factories.accounts import log_in, make_member, make_user
from tests.factories.campaigns import make_campaign
from tests.factories.voices import LEAD, make_update

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def desk(campaign):
    return f"/desk/campaigns/{campaign.pk}/news/"


def member(client, campaign, role, **more):
    person = make_member(organisation=campaign.organisation, role=role, **more)
    log_in(client, person)
    return person


def refused(deed, **arguments) -> RuleRefused:
    with pytest.raises(RuleRefused) as found:
        deed(**arguments)
    return found.value


def test_news_are_written_by_one_person_and_published_by_another(client, campaign, desk):
    editor = member(client, campaign, "editor")
    text_url = client.post(f"{desk}new/")["Location"]
    update = Update.objects.get()
    client.post(text_url, {"title": "They came", "lead": LEAD, "body": "Two of **twelve**."})
    page = client.get(f"{desk}{update.pk}/").content.decode()
    assert "0 of 3 updates went out" in page
    client.post(f"{desk}{update.pk}/submit/")
    assert client.post(f"{desk}{update.pk}/publish/").status_code == 403
    member(client, campaign, "approver", second_factor=True)
    assert LEAD in client.get(f"{desk}{update.pk}/publish/").content.decode()
    client.post(f"{desk}{update.pk}/publish/")
    public = client.get(f"{campaign.get_absolute_url()}news/1/").content.decode()
    assert "They came" in public
    assert "<strong>twelve</strong>" in public
    assert "They came" in client.get(f"{campaign.get_absolute_url()}news/").content.decode()
    assert "They came" in client.get(campaign.get_absolute_url()).content.decode()
    verbs = ["update.drafted", "update.written", "update.submitted", "update.published"]
    events = Event.objects.filter(object_type="campaigns.update").order_by("pk")
    assert [event.verb for event in events] == verbs
    assert events[0].actor == editor


def test_d5_nobody_publishes_what_they_wrote_in(campaign):
    author, helper = make_user(), make_user()
    update = draft_update(campaign=campaign, actor=author)
    words = {"title": "They came", "lead": LEAD, "body": ""}
    update = write_update(update=update, actor=helper, language="en", **words)
    submit_update(update=update, actor=author)
    assert refused(publish_update, update=update, actor=author).codes == ["own_work"]
    assert refused(publish_update, update=update, actor=helper).codes == ["own_work"]
    publish_update(update=update, actor=make_user())


@pytest.mark.parametrize(
    "lead",
    [
        "More than 20,000 people fled.",
        "Two million fled.",
        "نزح آلاف من بيوتهم.",
        "40 per cent of the town is gone.",
    ],
)
def test_d11_the_lead_of_news_holds_no_aggregate_figure(campaign, lead):
    update = make_update(campaign=campaign, lead=lead)
    found = refused(submit_update, update=update, actor=update.author)
    assert "Move these figures" in str(found)
    waiting = make_update(campaign=campaign, lead=lead, status=UpdateStatus.REVIEW)
    refused(publish_update, update=waiting, actor=make_user())


def test_d11_figures_may_stand_in_the_text_below(campaign):
    update = make_update(campaign=campaign, body="More than 20,000 fled, says the Monitor.")
    assert submit_update(update=update, actor=update.author).status == UpdateStatus.REVIEW


def test_at_most_three_go_out_in_seven_days(campaign):
    for hours in range(3):
        waiting = make_update(campaign=campaign, status=UpdateStatus.REVIEW)
        publish_update(update=waiting, actor=make_user(), at=DAY + timedelta(hours=hours))
    fourth = make_update(campaign=campaign, status=UpdateStatus.REVIEW)
    found = refused(
        publish_update, update=fourth, actor=make_user(), at=DAY + timedelta(days=6, hours=23)
    )
    assert found.codes == ["cap"]
    assert "2026-05-11 12:00" in str(found)
    other = make_update(status=UpdateStatus.REVIEW)
    publish_update(update=other, actor=make_user(), at=DAY)
    publish_update(update=fourth, actor=make_user(), at=DAY + timedelta(days=7))


def test_what_was_taken_back_counts_for_the_cap_all_the_same(campaign):
    for _ in range(3):
        update = make_update(campaign=campaign, status=UpdateStatus.PUBLISHED, at=DAY)
    withdraw_update(update=update, actor=make_user(), reason="A mistake.")
    fourth = make_update(campaign=campaign, status=UpdateStatus.REVIEW)
    assert refused(publish_update, update=fourth, actor=make_user(), at=DAY).codes == ["cap"]


def test_what_was_handed_in_cannot_be_changed(client, campaign, desk):
    update = make_update(campaign=campaign, status=UpdateStatus.REVIEW)
    words = {"title": "Other", "lead": LEAD, "body": ""}
    found = refused(write_update, update=update, actor=make_user(), language="en", **words)
    assert found.codes == ["handed_in"]
    member(client, campaign, "editor")
    assert client.get(f"{desk}{update.pk}/text/en/").status_code == 403
    client.post(f"{desk}{update.pk}/return/", {"reason": "Say who came."})
    assert "Say who came." in client.get(f"{desk}{update.pk}/").content.decode()


def test_news_are_written_in_the_campaigns_languages_and_no_other(client, campaign, desk):
    Campaign.objects.update(languages=["ar"])
    campaign.refresh_from_db()
    update = make_update(campaign=campaign)
    member(client, campaign, "editor")
    assert client.get(f"{desk}{update.pk}/text/fr/").status_code == 404
    client.post(f"{desk}{update.pk}/text/ar/", {"title": "وصلوا", "lead": "فتحت أماني السوق."})
    Update.objects.filter(pk=update.pk).update(
        status="published", number=1, published_at=DAY, reviewer=make_user()
    )
    page = client.get(f"{campaign.get_absolute_url()}news/1/?lang=ar").content.decode()
    assert "وصلوا" in page
    english = client.get(f"{campaign.get_absolute_url()}news/1/").content.decode()
    assert "The first observers have arrived" in english


def test_an_update_without_the_campaigns_own_language_is_refused(campaign):
    Campaign.objects.update(languages=["ar"])
    campaign.refresh_from_db()
    update = draft_update(campaign=campaign, actor=make_user())
    words = {"title": "وصلوا", "lead": "فتحت أماني السوق.", "body": ""}
    update = write_update(update=update, actor=update.author, language="ar", **words)
    assert "English" in str(refused(submit_update, update=update, actor=update.author))


def test_drafts_are_seen_by_nobody_outside(client, campaign):
    make_update(campaign=campaign)
    make_update(campaign=campaign, status=UpdateStatus.REVIEW)
    assert "observers have arrived" not in client.get(campaign.get_absolute_url()).content.decode()
    assert client.get(f"{campaign.get_absolute_url()}news/1/").status_code == 404


def test_what_is_taken_back_keeps_its_page_and_says_why(client, campaign, desk):
    update = make_update(campaign=campaign, status=UpdateStatus.PUBLISHED)
    member(client, campaign, "approver", second_factor=True)
    page = client.post(f"{desk}{update.pk}/withdraw/", {"reason": ""}).content.decode()
    assert "This field is required" in page
    client.post(f"{desk}{update.pk}/withdraw/", {"reason": "The observers had not come."})
    page = client.get(f"{campaign.get_absolute_url()}news/1/").content.decode()
    assert "The observers had not come." in page
    assert LEAD not in page
    assert LEAD not in client.get(f"{campaign.get_absolute_url()}news/").content.decode()


def test_a_test_goes_to_the_person_who_asks_and_to_nobody_else(client, campaign, desk):
    update = make_update(campaign=campaign)
    person = member(client, campaign, "editor")
    client.post(f"{desk}{update.pk}/test/", {"in": "en"})
    mail = Message.objects.get()
    envelope = unseal_json(mail.envelope_sealed)
    assert envelope["to"] == person.email
    assert LEAD in Content.objects.get().text
    stop = envelope["values"]["one_click_url"].removeprefix("http://testserver")
    page = client.post(stop, {"List-Unsubscribe": "One-Click"})
    assert "This was a test" in page.content.decode()
    assert Event.objects.filter(verb="update.tested").count() == 1


def test_a_test_in_a_language_that_is_not_written_is_refused(campaign):
    update = make_update(campaign=campaign)
    found = refused(send_test, update=update, actor=make_user(), language="ar")
    assert found.codes == ["language"]


def test_d16_a_published_report_goes_to_supporters_once(campaign):
    closed = make_campaign(status="closed")
    author, publisher = make_user(), make_user()
    Campaign.objects.filter(pk=closed.pk).update(
        report="We asked for twelve; two came.",
        report_author=author,
        report_due_on=DAY.date(),
        report_published_at=DAY,
    )
    Event.objects.create(
        verb="campaign.report_published",
        actor=publisher,
        object_type="campaigns.campaign",
        object_id=str(closed.pk),
        public=True,
        at=DAY,
    )
    assert announce_reports(at=DAY) == 1
    assert announce_reports(at=DAY) == 0
    update = Update.objects.get()
    assert (update.kind, update.author, update.reviewer) == ("report", author, publisher)


def test_a_report_is_not_held_back_by_the_cap_and_shows_the_campaigns_words(client):
    closed = make_campaign(status="closed")
    for _ in range(3):
        make_update(campaign=closed, status=UpdateStatus.PUBLISHED)
    make_update(campaign=closed, status=UpdateStatus.PUBLISHED, kind="report").texts.all().delete()
    Campaign.objects.filter(pk=closed.pk).update(report="Two **came**.")
    page = client.get(f"{closed.get_absolute_url()}news/4/").content.decode()
    assert "Report to supporters" in page
    assert "Two <strong>came</strong>." in page


def test_before_a_launch_there_is_no_news(client):
    draft = make_campaign(live=False)
    assert refused(draft_update, campaign=draft, actor=make_user()).codes == ["not_launched"]
    member(client, draft, "editor")
    assert client.get(f"/desk/campaigns/{draft.pk}/news/").status_code == 404
