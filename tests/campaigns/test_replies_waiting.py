"""Answers of offices that lie unread: those who decide are reminded, with a number and no words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from campaigns.models import ReplyState
from campaigns.services.replies_waiting import remind_of_replies
from core.sealed import unseal_json
from outbox.models import Message
from outbox.rendering import fill
from tests.factories.accounts import make_member, make_user
from tests.factories.answers import make_reply
from tests.factories.campaigns import make_campaign

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


@pytest.fixture
def campaign():
    return make_campaign(letters=True)


@pytest.fixture
def writer(campaign):
    return make_member(organisation=campaign.organisation, role=Role.EDITOR)


def told() -> list[str]:
    return sorted(unseal_json(one.envelope_sealed)["to"] for one in Message.objects.all())


def test_an_answer_that_lies_for_two_days_is_told_to_those_who_decide(campaign, writer):
    now = timezone.now()
    make_reply(campaign=campaign, at=now, text="We will not answer this.")
    Message.objects.all().delete()
    assert remind_of_replies(at=now + 1.9 * DAYS) == 0
    assert remind_of_replies(at=now + 2 * DAYS) >= 1
    assert writer.email in told()
    content = Message.objects.first().content
    text = fill(content.text, {"link": "https://example.org/desk/replies/"})
    assert "nobody has looked at it: 1." in text
    assert campaign.organisation.name in text
    assert "We will not answer" not in content.subject + text


def test_it_is_told_once_a_day_until_somebody_has_decided(campaign, writer):
    now = timezone.now()
    reply = make_reply(campaign=campaign, at=now)
    later = now + 3 * DAYS
    for _time in range(2):
        remind_of_replies(at=later)
    assert told().count(writer.email) == 1
    remind_of_replies(at=later + DAYS)
    assert told().count(writer.email) == 2
    type(reply).objects.update(state=ReplyState.REFUSED)
    remind_of_replies(at=later + 2 * DAYS)
    assert told().count(writer.email) == 2


def test_nobody_of_another_organisation_is_told(campaign, writer):
    make_reply(campaign=campaign)
    stranger = make_member(organisation=make_campaign(letters=True).organisation, role=Role.EDITOR)
    remind_of_replies(at=timezone.now() + 3 * DAYS)
    assert stranger.email not in told()


def test_staff_are_told_of_answers_to_nobody_knows_what(writer):
    staff = make_user(staff=True)
    make_reply(state=ReplyState.UNMATCHED)
    remind_of_replies(at=timezone.now() + 3 * DAYS)
    assert told() == [staff.email]
