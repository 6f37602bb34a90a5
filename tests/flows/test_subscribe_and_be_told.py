"""Somebody subscribes on a page, confirms by mail, is told, and ends it with one click."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from alerts import tasks
from campaigns.models import CampaignStatus
from outbox.models import Stream
from outbox.tasks import pump
from situations.models import BriefStatus
from tests.factories.accounts import log_in, make_member
from tests.factories.briefs import make_brief
from tests.factories.campaigns import make_campaign
from tests.factories.situations import (
    AssessmentStatus,
    TimeTest,
    make_assessment,
    make_situation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrived(mailoutbox):
    """Let the workers do what is due, and return the mails that came since the last time."""

    def new():
        mailoutbox.clear()
        tasks.send_confirmations()
        tasks.fan_out()
        for stream in (Stream.TRANSACTIONAL, Stream.BULK):
            pump(stream=stream.value)
        return list(mailoutbox)

    return new


@pytest.fixture
def valley():
    return make_situation(name="Upper Valley", slug="upper-valley", level="serious_concern")


@pytest.fixture
def approver(valley):
    """A browser in which somebody is logged in who may decide for the organisation."""
    client = Client()
    member = make_member(organisation=valley.organisation, role="owner", second_factor=True)
    log_in(client, member)
    return client


def link_in(mail, kind):
    return re.search(rf"http://testserver(/alerts/{kind}/\S+)", mail.body)[1]


def subscribe_on_the_page_of(client, situation, arrived):
    """Fill in the box as it stands on the page, and press the button behind the mailed link."""
    page = client.get(situation.get_absolute_url()).content.decode()
    box = page[page.index("be-told") :]
    values = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', box))
    action = re.search(r'action="(/alerts/[^"]*)"', page)[1]
    assert client.post(action, values | {"email": "ada@example.org"}).status_code == 303
    (mail,) = arrived()
    assert client.get(link_in(mail, "confirm")).status_code == 200
    assert client.post(link_in(mail, "confirm")).status_code == 303


def publish(approver, situation, title):
    brief = make_brief(situation=situation, status=BriefStatus.REVIEW, title=title)
    assert approver.post(reverse("situations:desk_brief_publish", args=[brief.pk])).status_code in (
        302,
        303,
    )
    brief.refresh_from_db()
    assert brief.is_published


def test_from_the_box_on_a_page_to_the_alert_and_out_again(client, approver, valley, arrived):
    subscribe_on_the_page_of(client, valley, arrived)
    publish(approver, valley, "The towns can be protected")
    (alert,) = arrived()
    assert alert.to == ["ada@example.org"]
    assert alert.subject == "New brief: The towns can be protected"
    assert "you follow Upper Valley." in alert.body
    assert arrived() == []

    one_click = alert.message()["List-Unsubscribe"].split(">")[0].removeprefix("<http://testserver")
    assert client.get(one_click).status_code == 200
    publish(approver, valley, "A second brief")
    assert len(arrived()) == 1, "looking at the link ended nothing"
    assert client.post(one_click, {"List-Unsubscribe": "One-Click"}).status_code == 200
    publish(approver, valley, "A third brief")
    assert arrived() == []


def test_a_change_of_level_and_a_petition_are_told_at_once(client, approver, valley, arrived):
    subscribe_on_the_page_of(client, valley, arrived)

    assessment = make_assessment(
        situation=valley, status=AssessmentStatus.SECOND_REVIEW, time_test=TimeTest.OCCURRING
    )
    approver.post(reverse("situations:desk_assessment_decide", args=[assessment.pk]))
    (alert,) = arrived()
    assert alert.subject == "The level has changed: Upper Valley"
    assert "Now: Current crisis. Before: Serious concern." in alert.body

    campaign = make_campaign(
        situation=valley, status=CampaignStatus.APPROVED, title="Send observers"
    )
    approver.post(reverse("campaigns:desk_launch", args=[campaign.pk]))
    (alert,) = arrived()
    assert alert.subject == "New petition: Send observers"
    assert "Amani keeps the register of the market" in alert.body


def test_the_page_of_ones_own_ends_it_all(client, approver, valley, arrived):
    subscribe_on_the_page_of(client, valley, arrived)
    publish(approver, valley, "The towns can be protected")
    (alert,) = arrived()
    own_page = link_in(alert, "manage")
    assert "Upper Valley" in client.get(own_page).content.decode()
    assert client.post(f"{own_page}forget/").status_code == 303
    publish(approver, valley, "A second brief")
    assert arrived() == []
    assert client.get(own_page).status_code == 410
