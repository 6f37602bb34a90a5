"""What happens by itself on its day, what is owed afterwards, and what is begun from what was."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.formats import date_format

from audit.models import Event
from campaigns.models import Campaign, CampaignStatus
from campaigns.services import (
    clone_campaign,
    close_campaign,
    publish_report,
    put_at_risk,
    remind_of_reports,
    schedule_campaign,
    unschedule_campaign,
    write_report,
)
from campaigns.services.retention import erase_names_of
from campaigns.services.steering import keep_dates
from campaigns.similar import similar_campaigns
from core.rules import RuleRefused
from core.sealed import unseal_json
from outbox.models import Content, Message
from tests.factories.accounts import log_in, make_member, make_organisation, make_user
from tests.factories.campaigns import make_campaign, make_text
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
LATER = AT + timedelta(days=3)


@pytest.fixture
def organisation(db):
    return make_organisation()


@pytest.fixture
def editor(organisation):
    return make_member(organisation=organisation, role="editor")


@pytest.fixture
def approved(organisation):
    return make_campaign(
        status=CampaignStatus.APPROVED, organisation=organisation, opens=LATER.date(), at=AT
    )


def now(campaign):
    return Campaign.objects.get(pk=campaign.pk)


def test_an_approved_campaign_is_launched_on_its_first_day(approved, editor):
    schedule_campaign(campaign=approved, actor=editor, at=AT)
    assert keep_dates(at=AT) == 0
    assert keep_dates(at=LATER) == 1
    assert keep_dates(at=LATER) == 0
    assert (now(approved).status, now(approved).scheduled_by) == ("live", None)
    assert Event.objects.get(verb="petition.launched").actor == editor


def test_what_nobody_left_to_the_schedule_waits(approved):
    assert keep_dates(at=LATER) == 0
    assert now(approved).status == CampaignStatus.APPROVED


def test_what_is_blocked_by_its_day_is_left_to_people_with_the_reason(approved, editor):
    schedule_campaign(campaign=approved, actor=editor, at=AT)
    for post in approved.offices:
        post.contacts.all().delete()
    assert keep_dates(at=LATER) == 0
    assert (now(approved).status, now(approved).scheduled_by) == ("approved", None)
    assert Event.objects.get(verb="campaign.opening_refused").details == {"codes": ["addressees"]}


def test_somebody_who_left_the_organisation_launches_nothing(approved, editor):
    schedule_campaign(campaign=approved, actor=editor, at=AT)
    editor.memberships.all().delete()
    assert keep_dates(at=LATER) == 0
    assert now(approved).status == CampaignStatus.APPROVED


def test_a_launch_is_scheduled_for_a_day_ahead_and_called_back(approved, editor):
    schedule_campaign(campaign=approved, actor=editor, at=AT)
    unschedule_campaign(campaign=approved, actor=editor)
    assert keep_dates(at=LATER) == 0
    with pytest.raises(RuleRefused) as refused:
        schedule_campaign(campaign=approved, actor=editor, at=LATER)
    assert refused.value.codes == ["opens"]


@pytest.mark.parametrize("status", [CampaignStatus.LIVE, CampaignStatus.PAUSED])
def test_it_closes_by_itself_after_its_last_day(status):
    campaign = make_campaign(status=status, closes=AT.date())
    assert keep_dates(at=AT) == 0
    assert keep_dates(at=AT + timedelta(days=1)) == 1
    assert now(campaign).status == CampaignStatus.CLOSED
    assert Event.objects.get(verb="campaign.closed").public


def test_d16_a_closed_campaign_owes_a_report_within_30_days():
    campaign = make_campaign()
    close_campaign(campaign=campaign, actor=make_user(), at=AT)
    assert now(campaign).report_due_on == date(2026, 6, 3)
    assert now(campaign).owes_report
    assert not now(campaign).report_is_overdue(date(2026, 6, 3))
    assert now(campaign).report_is_overdue(date(2026, 6, 4))


def test_d16_an_overdue_report_is_reminded_of_once_a_week(client, organisation, editor):
    campaign = make_campaign(status=CampaignStatus.CLOSED, organisation=organisation, at=AT)
    assert remind_of_reports(at=AT + timedelta(days=30)) == 0
    late = AT + timedelta(days=31)
    assert [remind_of_reports(at=late) for _time in range(2)] == [1, 0]
    assert remind_of_reports(at=late + timedelta(days=7)) == 1
    Campaign.objects.filter(pk=campaign.pk).update(report_due_on=date(2020, 1, 1))
    log_in(client, editor)
    assert "Reports to supporters overdue" in client.get("/desk/").content.decode()
    campaign = now(campaign)
    write_report(campaign=campaign, actor=editor, report="They came.", at=late)
    publish_report(campaign=campaign, actor=make_user(), at=late)
    assert remind_of_reports(at=late + timedelta(days=30)) == 0


def test_d16_those_who_can_report_get_a_mail_each_week_that_it_is_overdue(organisation, editor):
    approver = make_member(organisation=organisation, role="approver", language="fr")
    make_member(organisation=organisation, role="viewer")
    make_member(organisation=organisation, role="editor", is_active=False)
    make_member(role="editor")
    make_campaign(status=CampaignStatus.CLOSED, organisation=organisation, at=AT)
    late = AT + timedelta(days=31)
    remind_of_reports(at=late)
    remind_of_reports(at=late + timedelta(days=1))
    people = {editor.email, approver.email}
    assert {unseal_json(mail.envelope_sealed)["to"] for mail in Message.objects.all()} == people
    assert Message.objects.count() == 2
    texts = " ".join(Content.objects.values_list("text", flat=True))
    assert "They were to hear by 3 June 2026" in texts
    assert "3 juin 2026" in texts
    remind_of_reports(at=late + timedelta(days=7))
    assert Message.objects.count() == 4


def test_the_desk_says_when_the_names_of_a_closed_petition_go(client, organisation, editor):
    campaign = make_campaign(status=CampaignStatus.CLOSED, organisation=organisation, at=AT)
    log_in(client, editor)
    page = client.get(f"/desk/campaigns/{campaign.pk}/").content.decode()
    gone_on = date_format(AT + timedelta(days=90), "j F Y")
    assert f"Erased on {gone_on}, 90 days after it closed" in page
    erase_names_of(petition=campaign.petition, at=AT + timedelta(days=90))
    page = client.get(f"/desk/campaigns/{campaign.pk}/").content.decode()
    assert f"Erased on {gone_on}. Numbers and history stay." in page


def test_d16_a_report_is_published_by_a_second_person_and_stands_on_the_page(client):
    campaign = make_campaign(status=CampaignStatus.CLOSED)
    writer = make_user()
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "owes its supporters a report" in page
    with pytest.raises(RuleRefused):
        publish_report(campaign=campaign, actor=make_user())
    write_report(campaign=campaign, actor=writer, report="The observers **came**.")
    with pytest.raises(RuleRefused) as refused:
        publish_report(campaign=campaign, actor=writer)
    assert refused.value.codes == ["own_work"]
    publish_report(campaign=campaign, actor=make_user(), at=AT)
    assert now(campaign).report_published_at == AT
    with pytest.raises(RuleRefused):
        write_report(campaign=campaign, actor=writer, report="Other.")
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "The observers <strong>came</strong>." in page


def test_at_risk_mode_is_turned_on_later_and_not_off(client, organisation, editor):
    campaign = make_campaign(organisation=organisation)
    log_in(client, editor)
    url = f"/desk/campaigns/{campaign.pk}/at-risk/"
    assert client.post(url).status_code == 302
    assert now(campaign).at_risk
    assert client.post(url).status_code == 403
    put_at_risk(campaign=campaign, actor=editor)


def test_a_clone_has_words_addressees_and_languages_but_no_consent_and_no_dates():
    source = make_campaign(letters=True, closes=AT.date(), at_risk=True)
    source.petition.asks_region = True
    source.petition.save()
    make_text(campaign=source, language="fr", version=1)
    actor = make_user()
    clone = clone_campaign(campaign=source, actor=actor, at=AT)
    assert (clone.status, clone.author, clone.cloned_from) == ("draft", actor, source)
    assert (clone.consent_note, clone.closes, clone.slug) == ("", None, None)
    assert list(clone.offices) == list(source.offices)
    assert clone.petition.asks_region
    assert clone.letter_action.subject == source.letter_action.subject
    assert clone.at_risk
    assert not clone.texts.get().is_stale
    assert [field for field, _message in clone.blockers(AT.date())] == ["consent_note"]


def test_similar_campaigns_are_found_by_words_and_by_situation(client, organisation, editor):
    situation = make_situation(organisation=organisation)
    near = make_campaign(title="Send observers to the river towns")
    same = make_campaign(title="Rope and bell", ask="Ring it each morning.", situation=situation)
    far = make_campaign(title="Freeze accounts", ask="List those who paid for arms.")
    hidden = make_campaign(live=False, title="Send observers to the river towns")
    found = list(
        similar_campaigns(
            user=editor, title="Send observers to river towns now", situation=situation
        )
    )
    assert found[0] == near
    assert same in found
    assert far not in found
    assert hidden not in found
    draft = make_campaign(
        live=False,
        organisation=organisation,
        situation=situation,
        title="Observers to the river towns",
    )
    log_in(client, editor)
    page = client.get(f"/desk/campaigns/{draft.pk}/part/ask/").content.decode()
    assert "Campaigns like this one" in page
    assert near.title in page
